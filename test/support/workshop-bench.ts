/** The workshop on a real bridge over the simulated world, on a clock that moves when told to. */
import 'fake-indexeddb/auto';
import { Bridge } from '../../src/bridge/bridge';
import { simulation } from '../../src/bridge/simulation';
import type { Mode } from '../../src/bridge/contract';
import type { AlarmService } from '../../src/bridge/alarm-service';
import { LaboratoryService } from '../../src/bridge/laboratory-service';
import type { LogService } from '../../src/bridge/log-service';
import type { HistoryService } from '../../src/bridge/history-service';
import { EventKeeper } from '../../src/bridge/workshop/event-keeper';
import { WorkshopService } from '../../src/bridge/workshop/workshop-service';
import type { WorkshopView } from '../../src/bridge/workshop-contract';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import { toHex } from '../../src/protocols/bytes/hex';
import type { TinyBmsMemory } from '../../src/simulator/tinybms-memory';
import { createWorld, type World, type WorldOptions } from '../../src/simulator/world';
import { DEFAULT_STORED_SETTINGS, type StoredSettings } from '../../src/storage/settings-store';
import { indexedDbWorkshop } from '../../src/storage/workshop-store';
import { testAlarms } from './alarms';
import { testHistory } from './history';
import { testLog } from './log';
import { ManualClock } from './manual-clock';
import { SOLE_WINDOW } from './sole-window';

let benches = 0;

export interface WorkshopBench {
  readonly clock: ManualClock;
  readonly world: World;
  /** Registers of the simulated BMS. */
  readonly memory: TinyBmsMemory;
  readonly bridge: Bridge;
  readonly workshop: WorkshopService;
  readonly laboratory: LaboratoryService;
  readonly history: HistoryService;
  readonly alarms: AlarmService;
  readonly log: LogService;
  view(): Promise<WorkshopView>;
  /** Lets time pass until `request` has settled. */
  settle<T>(request: Promise<T>): Promise<T>;
  /** Lets time pass until nothing is being done with the BMS. */
  idle(): Promise<WorkshopView>;
  /** Requests that the BMS heard so far, as hexadecimal text. */
  readonly heard: string[];
}

/** `besides`: its BMS takes the place of the CAN adapter. */
export async function workshopBench(options: Partial<WorldOptions> = {}, besides?: World): Promise<WorkshopBench> {
  const name = `workshop-${++benches}`;
  const clock = new ManualClock(0, Date.UTC(2026, 5, 1, 12));
  const world = createWorld({ asleep: false, ...options, startAt: clock.now() });
  const heard: string[] = [];
  const receive = world.bms.receive.bind(world.bms);
  world.bms.receive = (bytes, at) => {
    heard.push(toHex(bytes));
    receive(bytes, at);
  };
  const [pack] = world.packs;
  if (!pack) throw new Error('the world has no battery');
  const { memory } = pack.bms;
  let stored: StoredSettings = DEFAULT_STORED_SETTINGS;
  const store = (mode: Mode) => indexedDbWorkshop(`${name}-shelf-${mode}`);
  const keeper = new EventKeeper(store);
  const alarms = testAlarms(clock);
  const log = testLog(clock);
  const history = testHistory(clock, name, (mode, range) => keeper.marks(mode, range));
  const laboratory = new LaboratoryService(clock, log);
  const bridge = new Bridge({
    clock,
    serial: undefined,
    simulate: () => ({ ...simulation(clock), source: new SimulatedPortSource(besides ? twoPacks(world, besides) : world, clock) }),
    settings: { load: () => Promise.resolve(stored), change: (change) => Promise.resolve((stored = { ...stored, ...change })) },
    ownership: SOLE_WINDOW,
    history,
    alarms,
    observers: [keeper, log, laboratory],
  });
  laboratory.join(bridge.bmsHost);
  const workshop = new WorkshopService({ clock, host: bridge.bmsHost, store, keeper });
  await bridge.boot();
  await clock.run(4_000);
  const view = async (): Promise<WorkshopView> => {
    let seen: WorkshopView | undefined;
    await workshop.unsubscribe(await workshop.subscribe((value) => (seen = value)));
    if (!seen) throw new Error('nothing was published');
    return seen;
  };
  const settle = async <T>(request: Promise<T>): Promise<T> => {
    let settled = false;
    const done = request.finally(() => (settled = true));
    for (let turns = 0; !settled && turns < 1_000; turns++) await clock.run(100);
    return done;
  };
  const idle = async (): Promise<WorkshopView> => {
    for (let turns = 0; turns < 2_000; turns++) {
      const seen = await view();
      if (seen.busy === undefined) return seen;
      await clock.run(100);
    }
    throw new Error('the workshop did not come to an end');
  };
  return { clock, world, memory, bridge, workshop, laboratory, history, alarms, log, view, settle, idle, heard };
}

function twoPacks(first: World, second: World): ConstructorParameters<typeof SimulatedPortSource>[0] {
  return {
    bms: first.bms,
    can: second.bms,
    advance: (to) => [first, second].forEach((world) => world.advance(to)),
    nextDue: () => Math.min(first.nextDue() ?? Infinity, second.nextDue() ?? Infinity),
  };
}

import { beforeEach, describe, expect, test } from 'vitest';
import { Bridge } from '../../src/bridge/bridge';
import { Part } from '../../src/bridge/part';
import * as running from '../../src/bridge/running';
import type { ChangeSource } from '../../src/bridge/configuration-contract';
import type { BridgeView, WorkerApi } from '../../src/bridge/contract';
import { readSection } from '../../src/configuration/configuration';
import { DISPLAY } from '../../src/configuration/display';
import type { WorkshopView } from '../../src/bridge/workshop-contract';
import { LaboratoryService } from '../../src/bridge/laboratory-service';
import { WatchdogService } from '../../src/bridge/watchdog-service';
import { EventKeeper } from '../../src/bridge/workshop/event-keeper';
import { WorkshopService } from '../../src/bridge/workshop/workshop-service';
import { indexedDbWorkshop, type WorkshopStore } from '../../src/storage/workshop-store';
import { Windows } from '../../src/bridge/windows/windows';
import type { Clock } from '../../src/links/clock';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import { DEFAULT_STORED_SETTINGS, type StoredSettings } from '../../src/storage/settings-store';
import { createWorld, type World } from '../../src/simulator/world';
import { testAlarms } from '../support/alarms';
import { testHistory } from '../support/history';
import { testIncidents } from '../support/incidents';
import { testLog } from '../support/log';
import { ManualClock } from '../support/manual-clock';
import { SIMULATED_BMS } from '../support/live-before';
import { TestBrowser } from '../support/windows';
import { testTraffic } from '../support/traffic';
import { viewsOf } from '../../src/ui/state/renewed';

/** What each page keeps itself. */
const DISPLAYED = readSection(DISPLAY, {});

let clock: ManualClock;
let browser: TestBrowser;
let world: World;
let stored: StoredSettings;
/** What each access to what is stored takes. */
let storageMs: number;

const answered = <T>(access: () => T): Promise<T> =>
  storageMs === 0 ? Promise.resolve(access()) : new Promise((resolve) => clock.at(clock.now() + storageMs, () => resolve(access())));

beforeEach(() => {
  clock = new ManualClock();
  browser = new TestBrowser(clock);
  world = createWorld();
  storageMs = 0;
  stored = { ...DEFAULT_STORED_SETTINGS, mode: 'serial', operation: 'live', liveWith: SIMULATED_BMS };
});

const workshopStore = (): WorkshopStore => indexedDbWorkshop('windows');

/** A window of the browser: everything of it dies at once. Its monotonic clock began at another time than those of others. */
class TestWindow {
  view: BridgeView | undefined;
  bms: WorkshopView | undefined;
  readonly api: WorkerApi;
  private readonly bridge: Bridge;
  private alive = true;
  private release: () => void = () => undefined;

  constructor(opened = 0, build = 'abc') {
    const own: Clock = {
      now: () => clock.now() - opened,
      wallTime: () => clock.wallTime(),
      at: (time, callback) => clock.at(time + opened, () => this.alive && callback()),
    };
    const { ownership } = browser;
    const channel = browser.channel();
    const windows = new Windows({
      clock: own,
      channel: {
        post: (message) => this.alive && channel.post(message),
        listen: (listener) => channel.listen((message) => this.alive && listener(message)),
      },
      vacancy: ownership,
      takeNumber: browser.takeNumber,
      build,
    });
    const history = testHistory(own);
    const alarms = testAlarms(own);
    const log = testLog(own);
    const traffic = testTraffic(own);
    this.bridge = new Bridge({
      clock: own,
      serial: new SimulatedPortSource(world, clock),
      simulate: () => ({
        source: { list: () => Promise.resolve([]), watch: () => () => undefined },
        view: () => ({
          faults: [],
          chemistry: 'LFP',
          cells: 16,
          gx: { charging: false, discharging: false, timedOut: false, solarCurrent: 0, loadCurrent: 0 },
        }),
        inject: () => false,
      }),
      settings: { load: () => answered(() => stored), change: (change) => answered(() => (stored = { ...stored, ...change })) },
      ownership: { ...ownership, claim: (...args) => (this.release = ownership.claim(...args)) },
      windows,
      history,
      alarms,
      traffic: Part.of(traffic),
      running: Part.of(running),
    });
    const workshop = new WorkshopService({
      clock: own,
      host: this.bridge.bmsHost,
      store: workshopStore,
      keeper: new EventKeeper(workshopStore),
      windows,
    });
    const laboratory = new LaboratoryService(own, log);
    laboratory.join(this.bridge.bmsHost);
    const api: WorkerApi = {
      bridge: this.bridge,
      history,
      alarms,
      charge: this.bridge.charge,
      configuration: this.bridge.settingsFiles,
      log,
      traffic,
      laboratory,
      incidents: testIncidents(own, { history, log, traffic }),
      watchdog: new WatchdogService(() => this.bridge.loop, history, log),
      workshop,
    };
    this.api = windows.shared(api);
    windows.join(this.bridge, api, () => workshop.refresh());
    this.bridge.watch((view) => windows.relay(view));
    void workshop.subscribe((view) => windows.relayWorkshop(view));
    void this.api.bridge.subscribe(viewsOf((view) => (this.view = view)));
    void this.api.workshop.subscribe((view) => (this.bms = view));
    void this.bridge.boot();
  }

  get role() {
    return this.view?.window.role;
  }

  /** Its process is gone: nothing of it runs any more, and the browser frees what it held. */
  die(): void {
    this.alive = false;
    world.bms.setOpen(false, clock.now());
    world.can.setOpen(false, clock.now());
    this.release();
  }
}

const sentBy = (from: number): number => world.truth.bus.filter(({ sender, at }) => sender === 'adapter' && at >= from).length;

describe('two windows', () => {
  test('one sends, the other shows the same, with ages right by its own clock', async () => {
    const first = new TestWindow();
    await clock.run(20_000);
    const second = new TestWindow(19_000);
    await clock.run(20_000);
    expect(first.view?.window).toEqual({ role: 'sender', number: 1, displays: 1 });
    expect(second.view?.window).toEqual({ role: 'display', number: 2, sender: 1, silent: false });
    expect(second.view?.phase).toBe('live');
    expect(second.view?.battery).toEqual(first.view?.battery);
    const age = (second.view?.now ?? 0) - (second.view?.batteryAt ?? 0);
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThan(1_500);
    expect(world.truth.violations).toEqual([]);
  });

  test('time that a message spends on its way is part of every age', async () => {
    new TestWindow();
    browser.delayMs = 2_400;
    const second = new TestWindow();
    await clock.run(40_000);
    const { now = 0, batteryAt = 0 } = second.view ?? {};
    expect(second.role).toBe('display');
    expect(now - batteryAt).toBeGreaterThanOrEqual(2_400);
  });

  test('a display shows a sender that has fallen silent as such, and never as live', async () => {
    const first = new TestWindow();
    const second = new TestWindow();
    await clock.run(20_000);
    // It hangs: it holds the ports and says nothing.
    Object.assign(first, { alive: false });
    await clock.run(10_000);
    expect(second.view?.window).toMatchObject({ role: 'display', silent: true });
    expect((second.view?.now ?? 0) - (second.view?.batteryAt ?? 0)).toBeGreaterThan(9_000);
  });

  test('a window of another version is neither shown nor asked', async () => {
    new TestWindow(0, 'old');
    const second = new TestWindow(0, 'new');
    await clock.run(20_000);
    expect(second.view).toMatchObject({ phase: 'blocked', window: { role: 'apart' }, faults: [{ code: 'ports-owned-elsewhere' }] });
  });

  test('a simulation is never shared', async () => {
    stored = { ...stored, mode: 'simulation' };
    const first = new TestWindow();
    await clock.run(1_000);
    stored = { ...stored, mode: 'serial' };
    const second = new TestWindow();
    await clock.run(20_000);
    expect([first.role, second.role]).toEqual(['apart', 'sender']);
  });
});

describe('a replay is never shared', () => {
  const replay = async ({ api: { traffic, bridge } }: TestWindow): Promise<void> => {
    await traffic.readBegin();
    const lines = [0, 1, 2].map((second) => `(178031520${second}.000000) can0 351#2602E803E8030000`);
    await traffic.readText(`${lines.join('\n')}\n`);
    expect(await traffic.readEnd('noon.log')).toMatchObject({ format: 'candump', bad: 0 });
    const starting = bridge.start('replay');
    await clock.run(10_000);
    expect(await starting).toEqual({ ok: true });
  };

  test('the sender that plays one has given up the ports, and the others show nothing of it', async () => {
    const first = new TestWindow();
    const second = new TestWindow();
    await clock.run(20_000);
    await replay(first);
    expect(first.view).toMatchObject({ mode: 'replay', window: { role: 'apart' } });
    expect(second.view).toMatchObject({ mode: 'serial', phase: 'stopped', window: { role: 'vacant' }, battery: undefined });
  });

  test('a display that plays one leaves the sender alone, and shows it again afterwards', async () => {
    const first = new TestWindow();
    const second = new TestWindow();
    await clock.run(20_000);
    await replay(second);
    expect(second.view).toMatchObject({ mode: 'replay', window: { role: 'apart' } });
    expect(first.view).toMatchObject({ mode: 'serial', phase: 'live', window: { role: 'sender' } });
    const ending = second.api.bridge.endReplay();
    await clock.run(20_000);
    expect(await ending).toEqual({ ok: true });
    expect(second.view).toMatchObject({ mode: 'serial', phase: 'live', window: { role: 'display' } });
    expect(world.truth.violations).toEqual([]);
  });
});

test('a file is looked at, imported and undone from a window that only displays, by the one that sends', async () => {
  const [sender, display] = [new TestWindow(), new TestWindow()];
  await clock.run(20_000);
  // What is fetched at the first need would come by another clock than this one.
  await sender.api.configuration.table();
  const text = JSON.stringify({ format: 'tinybms-bridge/configuration', version: 1, sections: { names: { battery: 'Cabin' } } });
  const apply = async (source: ChangeSource): Promise<void> => {
    const previewing = display.api.configuration.preview(source, DISPLAYED);
    await clock.run(1_000);
    const previewed = await previewing;
    const applying = display.api.configuration.apply(previewed.ok ? previewed.preview.id : 0);
    await clock.run(3_000);
    expect(await applying).toEqual({ ok: true, display: DISPLAYED });
  };
  await apply({ kind: 'file', name: 'cabin.json', text });
  for (const { view } of [sender, display]) {
    expect(view).toMatchObject({ configuration: { names: { battery: 'Cabin' } }, configurationUndo: { name: 'cabin.json' } });
  }
  await apply({ kind: 'undo' });
  for (const { view } of [sender, display]) expect(view?.configuration.names.battery).toBe('');
  expect(sender.view?.phase).toBe('live');
});

describe('what a simulation sets', () => {
  const run = async <T>(request: Promise<T>): Promise<T> => (await clock.run(3_000), request);
  const NAMED = { names: { battery: 'Toy' } };

  test('while another window has the ports holds for that simulation alone, until the window takes them itself', async () => {
    const [sender, other] = [new TestWindow(), new TestWindow()];
    await clock.run(20_000);
    const before = structuredClone(stored);
    await run(other.api.bridge.start('simulation'));
    expect(await run(other.api.bridge.configure(NAMED))).toEqual({ ok: true });
    const text = JSON.stringify({ format: 'tinybms-bridge/configuration', version: 1, sections: { can: { bitrate: 250_000 } } });
    const previewed = await run(other.api.configuration.preview({ kind: 'file', name: 'toy.json', text }, DISPLAYED));
    expect(await run(other.api.configuration.apply(previewed.ok ? previewed.preview.id : 0))).toMatchObject({ ok: true });
    expect(other.view).toMatchObject({ configurationApart: true, configuration: { ...NAMED, can: { bitrate: 250_000 } } });
    await run(other.api.bridge.stop());
    await run(other.api.bridge.start('simulation'));
    expect(stored).toEqual(before);
    expect(sender.view).toMatchObject({ phase: 'live', configurationApart: false, configuration: before.configuration });

    sender.die();
    await clock.run(5_000);
    await run(other.api.bridge.start('serial'));
    await clock.run(10_000);
    expect(other.view).toMatchObject({ mode: 'serial', window: { role: 'sender' }, configurationApart: false });
    expect(other.view?.configuration).toEqual(before.configuration);
  });

  test('while nobody has the ports is stored, and costs nothing that another window has stored meanwhile', async () => {
    stored = { ...stored, mode: 'simulation' };
    const [first, second] = [new TestWindow(), new TestWindow()];
    await clock.run(2_000);
    await run(first.api.bridge.configure(NAMED));
    await run(second.api.bridge.configure({ can: { bitrate: 250_000 } }));
    await run(first.api.bridge.stop());
    expect(stored).toMatchObject({ operation: 'live', running: false, configuration: { ...NAMED, can: { bitrate: 250_000 } } });
    expect(second.view).toMatchObject({ configurationApart: false, configuration: NAMED });
  });

  test('in two windows at the same moment is stored from both', async () => {
    stored = { ...stored, mode: 'simulation' };
    const [first, second, third] = [new TestWindow(), new TestWindow(), new TestWindow()];
    await clock.run(2_000);
    storageMs = 5;
    const changes = [
      first.api.bridge.configure(NAMED),
      second.api.bridge.configure({ can: { bitrate: 250_000 } }),
      first.api.bridge.configure({ watchdog: { takeOver: 'automatic' } }),
      third.api.bridge.stop(),
    ];
    await run(Promise.all(changes));
    const configuration = { ...NAMED, can: { bitrate: 250_000 }, watchdog: { takeOver: 'automatic' } };
    expect(stored).toMatchObject({ running: false, configuration });
  });

  test('is not taken for the real battery by a window that waits for the ports', async () => {
    const sender = new TestWindow();
    await clock.run(20_000);
    Object.assign(sender, { alive: false });
    const before = structuredClone(stored);
    const waiting = new TestWindow();
    await clock.run(20_000);
    expect(await run(waiting.api.bridge.configure(NAMED))).toMatchObject({ ok: false, fault: { code: 'other-window-sends' } });
    expect([stored, waiting.view?.configuration]).toEqual([before, before.configuration]);
  });
});

describe('taking over', () => {
  test('by hand: nobody sends until the owner says so, then the next window does', async () => {
    const first = new TestWindow();
    const second = new TestWindow();
    await clock.run(20_000);
    first.die();
    const goneAt = clock.now();
    await clock.run(60_000);
    expect(second.view).toMatchObject({ phase: 'stopped', window: { role: 'vacant' }, battery: undefined });
    expect(sentBy(goneAt + 100)).toBe(0);

    expect(await second.api.bridge.start('serial')).toEqual({ ok: true });
    await clock.run(20_000);
    expect(second.view).toMatchObject({ phase: 'live', window: { role: 'sender' } });
    expect(world.truth.violations).toEqual([]);
  });

  test('automatically: exactly one of the others goes on, with what is stored', async () => {
    const first = new TestWindow();
    const others = [new TestWindow(), new TestWindow()];
    await clock.run(20_000);
    const changing = others[0]?.api.bridge.configure({ watchdog: { takeOver: 'automatic' }, names: { battery: 'Cabin' } });
    await clock.run(1_000);
    expect(await changing).toEqual({ ok: true });
    first.die();
    await clock.run(40_000);
    expect(others.map(({ role }) => role).sort()).toEqual(['display', 'sender']);
    for (const { view } of others) expect(view).toMatchObject({ phase: 'live', configuration: { names: { battery: 'Cabin' } } });
    expect(world.truth.violations).toEqual([]);
  });

  test('not from a bridge that its owner has stopped', async () => {
    stored = {
      ...stored,
      configuration: { ...stored.configuration, watchdog: { ...stored.configuration.watchdog, takeOver: 'automatic' } },
    };
    const first = new TestWindow();
    const second = new TestWindow();
    await clock.run(20_000);
    const stopping = first.api.bridge.stop();
    await clock.run(30_000);
    await stopping;
    expect([first.role, second.role]).toEqual(['apart', 'vacant']);
    world.advance(clock.now());
    expect(world.truth.gx.timedOut).toBe(true);
    // The one that was stopped is the display of the other, once that one sends.
    await second.api.bridge.start('serial');
    await clock.run(20_000);
    expect([first.role, second.role]).toEqual(['display', 'sender']);
  });

  test('a sender that starts again within a moment stays the sender', async () => {
    const first = new TestWindow();
    const second = new TestWindow();
    await clock.run(20_000);
    first.die();
    const again = new TestWindow();
    await clock.run(20_000);
    expect([again.role, second.role]).toEqual(['sender', 'display']);
  });
});

describe('requests of a window that displays', () => {
  test('the stop works from everywhere', async () => {
    const first = new TestWindow();
    const second = new TestWindow();
    await clock.run(20_000);
    const stopping = second.api.bridge.stop();
    await clock.run(10_000);
    await stopping;
    expect(first.view?.phase).toBe('stopped');
    expect(stored.running).toBe(false);
    world.advance(clock.now());
    expect(world.truth.gx.timedOut).toBe(true);
  });

  test('the way down is open from here, the way up is not', async () => {
    const first = new TestWindow();
    const second = new TestWindow();
    await clock.run(20_000);
    const down = second.api.bridge.operate('observe');
    await clock.run(500);
    expect(await down).toEqual({ ok: true });
    expect(first.view?.operation?.level).toBe('observe');
    expect(await second.api.bridge.operate('live')).toMatchObject({ ok: false, fault: { code: 'other-window-sends' } });
    await clock.run(2_000);
    expect(first.view?.operation?.level).toBe('observe');
  });

  test('the history is the sender’s, up to this moment', async () => {
    const first = new TestWindow();
    const second = new TestWindow();
    await clock.run(20_000);
    const range = { from: clock.wallTime() - 10_000, to: clock.wallTime() };
    const query = { mode: 'serial', series: ['voltage'], points: 50, ...range } as const;
    const asked = Promise.all([first.api.history.query(query), second.api.history.query(query)]);
    await clock.run(1_000);
    const [own, shown] = await asked;
    expect(own.time.length).toBeGreaterThan(5);
    expect(shown.time).toEqual(own.time);
  });

  test('what could make the sender do more is refused, and says why', async () => {
    new TestWindow();
    const second = new TestWindow();
    await clock.run(20_000);
    const outcome: unknown = await second.api.bridge.assign('port-1', 'ignored');
    expect(outcome).toMatchObject({ ok: false, fault: { code: 'other-window-sends', detail: 'bridge.assign' } });
    await clock.run(2_000);
    expect(second.view?.phase).toBe('live');
  });

  test('a display shows what the workshop of the sender knows, may have the BMS read, and can change nothing in it', async () => {
    const first = new TestWindow();
    const second = new TestWindow();
    await clock.run(20_000);
    expect(second.bms).toMatchObject({ mode: 'serial', device: { serialNumber: SIMULATED_BMS }, profile: undefined });
    const reading = second.api.workshop.read();
    await clock.run(4_000);
    expect(await reading).toEqual({ ok: true });
    expect(second.bms?.profile?.settings).toHaveLength(40);
    expect(second.bms).toEqual(first.bms);
    expect(second.bms?.profile?.readAt).toBe(first.bms?.profile?.readAt);
    const asked = Promise.all([second.api.workshop.review({ allowedDisbalance: 25 }), second.api.workshop.snapshots()]);
    await clock.run(1_000);
    const [review, snapshots] = await asked;
    expect(review?.differences).toMatchObject([{ setting: 'allowedDisbalance', after: 25 }]);
    expect(snapshots).toMatchObject([{ reason: 'read' }]);

    const refused = { ok: false, fault: { code: 'other-window-sends' } };
    expect(await second.api.workshop.write({ allowedDisbalance: 25 })).toMatchObject(refused);
    expect(await second.api.workshop.command('restart')).toMatchObject(refused);
    const draft = { kind: 'reading', reading: { command: 'packVoltage' } } as const;
    expect(await second.api.laboratory.compose(draft)).toMatchObject({ ok: true });
    expect(await second.api.laboratory.send(draft, undefined)).toMatchObject(refused);
    await clock.run(3_000);
    expect(first.bms).toMatchObject({ busy: undefined, writing: undefined, command: undefined });

    first.die();
    await clock.run(10_000);
    expect(second.bms).toMatchObject({ device: undefined, profile: undefined });
  });

  test('a sender that does not answer is not waited for long', async () => {
    const first = new TestWindow();
    const second = new TestWindow();
    await clock.run(20_000);
    Object.assign(first, { alive: false });
    const failure = expect(second.api.history.storage('serial')).rejects.toThrow('has not answered history.storage');
    await clock.run(11_000);
    await failure;
  });

  test('the simulation here is not what the sender starts with next time', async () => {
    new TestWindow();
    const second = new TestWindow();
    await clock.run(20_000);
    await second.api.bridge.start('simulation');
    await clock.run(1_000);
    expect(second.role).toBe('apart');
    expect(stored).toMatchObject({ mode: 'serial', running: true });
  });
});

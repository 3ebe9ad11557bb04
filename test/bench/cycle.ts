/**
 * One control cycle in the worker's own code: the bytes of a live block in, parsed, judged, decided on, frames and history written,
 * views made for a page. The simulated devices around it run in the same process; their time is taken off.
 */
import { Bridge } from '../../src/bridge/bridge';
import { Part } from '../../src/bridge/part';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import type { Ms } from '../../src/battery/units';
import { createWorld } from '../../src/simulator/world';
import { DEFAULT_STORED_SETTINGS } from '../../src/storage/settings-store';
import { testAlarms } from '../support/alarms';
import { testHistory } from '../support/history';
import { testIncidents } from '../support/incidents';
import { testLog } from '../support/log';
import { ManualClock } from '../support/manual-clock';
import { SOLE_WINDOW } from '../support/sole-window';
import { testTraffic } from '../support/traffic';
import { writeReport } from './report';

const CYCLE_MS = 100;
const WARM = 600;
const CYCLES = 6000;
const GOALS = { median: 0.1, most: 0.5 } as const;

/** Adds up the time that the methods of an object take [ms]. */
class Stopwatch {
  spent = 0;

  around<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        const member: unknown = Reflect.get(object, name, object);
        if (typeof member !== 'function') return member;
        return (...values: unknown[]): unknown => {
          const start = performance.now();
          const result: unknown = Reflect.apply(member, object, values);
          this.spent += performance.now() - start;
          return result;
        };
      },
    });
  }
}

interface Cycle {
  /** [ms] */
  readonly took: number;
  /** Growth of the heap [bytes]; `undefined` where garbage was collected meanwhile. */
  readonly allocated: number | undefined;
}

async function measure(): Promise<readonly Cycle[]> {
  const clock = new ManualClock();
  const watch = new Stopwatch();
  const world = createWorld();
  const { advance, nextDue } = watch.around({ advance: (now: Ms) => world.advance(now), nextDue: () => world.nextDue() });
  const source = new SimulatedPortSource({ bms: watch.around(world.bms), can: watch.around(world.can), advance, nextDue }, clock);
  const gx = { charging: true, discharging: true, timedOut: false, solarCurrent: 0, loadCurrent: 0 };
  const view = { faults: [], chemistry: 'lfp', cells: 16, gx };
  const [history, log, traffic] = [testHistory(clock), testLog(clock), testTraffic(clock)];
  const bridge = new Bridge({
    clock,
    serial: undefined,
    simulate: () => ({ source, view: () => view, inject: () => false }),
    settings: { load: () => Promise.resolve(DEFAULT_STORED_SETTINGS), change: () => Promise.resolve(DEFAULT_STORED_SETTINGS) },
    ownership: SOLE_WINDOW,
    history,
    alarms: testAlarms(clock),
    traffic: Part.of(traffic),
    observers: [log, testIncidents(clock, { history, log, traffic })],
  });
  await bridge.boot();
  let views = 0;
  // What a page is sent is copied for it.
  await bridge.subscribe((each) => void (structuredClone(each), views++));
  const cycles: Cycle[] = [];
  for (let cycle = -WARM; cycle < CYCLES; cycle++) {
    watch.spent = 0;
    const heap = process.memoryUsage().heapUsed;
    const start = performance.now();
    await clock.run(CYCLE_MS);
    const took = performance.now() - start - watch.spent;
    const allocated = process.memoryUsage().heapUsed - heap;
    if (cycle >= 0) cycles.push({ took, allocated: allocated > 0 ? allocated : undefined });
  }
  const { lastLimits } = world.truth.gx;
  if (!lastLimits || views < CYCLES / 5) throw new Error('the bridge was not live while it was measured');
  return cycles;
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? NaN;
}

export async function main(): Promise<number> {
  const cycles = await measure();
  const took = cycles.map((cycle) => cycle.took);
  const allocated = cycles.flatMap((cycle) => cycle.allocated ?? []);
  const [median, most] = [at(took, 0.5), at(took, 0.999)];
  writeReport('cycle', {
    title: 'One control cycle',
    notes: [
      `${CYCLES} readings at 10 a second on a clock of its own; a round of frames each second, views and stores as in the app (the database is one in memory).`,
      'The time of the simulated devices is taken off.',
    ],
    tables: [
      {
        caption: 'Time and memory of a cycle',
        columns: ['', 'median', '90 %', '99 %', '99.9 %'],
        rows: [
          ['time [ms]', ...[0.5, 0.9, 0.99, 0.999].map((share) => at(took, share).toFixed(3))],
          ['allocated [kB]', ...[0.5, 0.9, 0.99, 0.999].map((share) => (at(allocated, share) / 1000).toFixed(1))],
        ],
      },
    ],
    goals: [
      { what: `median at most ${GOALS.median} ms`, reached: median <= GOALS.median, found: `${median.toFixed(3)} ms` },
      { what: `never over ${GOALS.most} ms (99.9 %)`, reached: most <= GOALS.most, found: `${most.toFixed(3)} ms` },
    ],
  });
  return 0;
}

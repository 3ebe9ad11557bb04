/**
 * One control cycle in the worker's own code: the bytes of a live block in, parsed, judged, decided on, frames written, readings handed to
 * history, log and alarms, views made and copied for a page. Time runs whenever a port's bytes or a timer enter the bridge, and stands still
 * while what it writes is taken by the simulated devices. What stores do later, from timers and promises of their own, is not part of it.
 */
import { Bridge } from '../../src/bridge/bridge';
import { Part } from '../../src/bridge/part';
import type { BytePort, PortSource } from '../../src/links/byte-link';
import type { Clock } from '../../src/links/clock';
import { SimulatedPortSource } from '../../src/links/simulated-link';
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
const MEMORY_CYCLES = 1500;
/** Frames that make a round. */
const ROUND = 4;
const LETTER_t = 0x74;
const CR = 0x0d;
const GOALS = { median: 0.1, most: 0.5 } as const;

/** Adds up what the bridge uses: time [ms], or memory [bytes], as `read` tells. */
class Meter {
  spent = 0;
  private from: number | undefined;

  constructor(private readonly read: () => number) {}

  /** Work of the bridge. */
  inside<T>(work: () => T): T {
    if (this.from !== undefined) return work();
    this.from = this.read();
    try {
      return work();
    } finally {
      this.spent += this.read() - this.from;
      this.from = undefined;
    }
  }

  /** Work of others that the bridge calls. */
  outside<T>(work: () => T): T {
    if (this.from === undefined) return work();
    this.spent += this.read() - this.from;
    this.from = undefined;
    try {
      return work();
    } finally {
      this.from = this.read();
    }
  }
}

function meteredClock(clock: ManualClock, meter: Meter): Clock {
  return { now: () => clock.now(), wallTime: () => clock.wallTime(), at: (time, work) => clock.at(time, () => meter.inside(work)) };
}

function meteredPort(port: BytePort, meter: Meter, wrote: (bytes: Uint8Array) => void): BytePort {
  return {
    id: port.id,
    usb: port.usb,
    open: async (options, events) => {
      const link = await port.open(options, { ...events, bytes: (chunk) => meter.inside(() => events.bytes(chunk)) });
      const write = (bytes: Uint8Array): void => meter.outside(() => (wrote(bytes), link.write(bytes)));
      return { write, close: () => link.close() };
    },
  };
}

function meteredSource(source: PortSource, meter: Meter, wrote: (bytes: Uint8Array) => void): PortSource {
  const ports = new Map<BytePort, BytePort>();
  const metered = (port: BytePort): BytePort => {
    const known = ports.get(port) ?? meteredPort(port, meter, wrote);
    ports.set(port, known);
    return known;
  };
  return { list: async () => (await source.list()).map(metered), watch: (listener) => source.watch(listener) };
}

interface Cycle {
  readonly spent: number;
  readonly lines: number;
}

async function measure(read: () => number, count: number): Promise<readonly Cycle[]> {
  const clock = new ManualClock();
  const meter = new Meter(read);
  const world = createWorld();
  let lines = 0;
  const wrote = (bytes: Uint8Array): void => void (lines += bytes[0] === LETTER_t ? bytes.filter((byte) => byte === CR).length : 0);
  const source = meteredSource(new SimulatedPortSource(world, clock), meter, wrote);
  const gx = { charging: true, discharging: true, timedOut: false, solarCurrent: 0, loadCurrent: 0 };
  const view = { faults: [], chemistry: 'lfp', cells: 16, gx };
  const [history, log, traffic] = [testHistory(clock), testLog(clock), testTraffic(clock)];
  const bridge = new Bridge({
    clock: meteredClock(clock, meter),
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
  for (let cycle = -WARM; cycle < count; cycle++) {
    meter.spent = lines = 0;
    await clock.run(CYCLE_MS);
    if (cycle >= 0) cycles.push({ spent: meter.spent, lines });
  }
  const { lastLimits } = world.truth.gx;
  if (!lastLimits || views < count / 5) throw new Error('the bridge was not live while it was measured');
  return cycles;
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? NaN;
}

export async function main(): Promise<number> {
  const cycles = await measure(() => performance.now(), CYCLES);
  const took = cycles.map(({ spent }) => spent);
  const rounds = cycles.filter(({ lines }) => lines >= ROUND);
  const tookRounds = rounds.map(({ spent }) => spent);
  // A collection within a cycle hides what was allocated.
  const grown = await measure(() => process.memoryUsage().heapUsed, MEMORY_CYCLES);
  const allocated = grown.map(({ spent }) => spent).filter((bytes) => bytes > 0);
  const [median, most] = [at(took, 0.5), at(took, 0.999)];
  const shares = [0.5, 0.9, 0.99, 0.999];
  const frames = rounds.reduce((sum, { lines }) => sum + lines, 0) / rounds.length;
  writeReport('cycle', {
    title: 'One control cycle',
    notes: [
      `${CYCLES} readings at 10 a second on a clock of its own; frames and views at the pace of the app.`,
      'Time of the bridge alone: neither of the simulated devices nor of the database.',
    ],
    tables: [
      {
        caption: 'Time and memory of a cycle',
        columns: ['', 'median', '90 %', '99 %', '99.9 %'],
        rows: [
          ['time [ms]', ...shares.map((share) => at(took, share).toFixed(3))],
          [`with a round of frames, ${frames.toFixed(1)} on average [ms]`, ...shares.map((share) => at(tookRounds, share).toFixed(3))],
          ['allocated [kB]', ...shares.map((share) => (at(allocated, share) / 1000).toFixed(1))],
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

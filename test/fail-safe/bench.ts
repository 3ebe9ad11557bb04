import type { FaultCode } from '../../src/bridge/contract';
import { BridgeRuntime, type RuntimeView } from '../../src/bridge/runtime';
import { DEFAULT_CONFIGURATION } from '../../src/configuration/configuration';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import { createWorld, type FaultName } from '../../src/simulator/world';
import { toHex } from '../../src/protocols/bytes/hex';
import { LIVE_FOR_ANYONE } from '../support/live-state';
import { ManualClock } from '../support/manual-clock';
import type { Expectation, Stage } from './expectations';

/** Values of one 0x351 [V, A, A], read by hand: little-endian tenths. */
export interface Limits {
  readonly cvl: number;
  readonly ccl: number;
  readonly dcl: number;
}

/** What can be seen at one moment after the fault was switched. */
export interface Moment {
  readonly view: RuntimeView;
  /** Of the newest 0x351 handed to the adapter since the switch. */
  readonly limits: Limits | undefined;
  /** The last ones before the fault began. */
  readonly before: Limits;
  readonly internalWarning: boolean;
  readonly internalAlarm: boolean;
  readonly imbalanceWarning: boolean;
  /** The GX holds no limits in force: it has heard none for three seconds. */
  readonly gxTimedOut: boolean;
  /** Faults that the owner has been shown within the last second: a port that is opened anew has none for a moment. */
  readonly told: ReadonlySet<FaultCode>;
  /** Identifiers handed to the adapter within the last `ms`. */
  readonly recentIds: (ms: number) => ReadonlySet<number>;
}

export interface StageResult {
  readonly stage: Stage;
  /** Since the fault began; `undefined` = never reached, or not kept. */
  readonly afterMs: number | undefined;
  readonly onBus: string;
}

export interface FaultResult {
  readonly fault: FaultName;
  readonly expectation: Expectation;
  readonly stages: readonly StageResult[];
  /** Longest gap between two 0x351 while the fault lasted. */
  readonly longestGapMs: number;
  readonly recoveredAfterMs: number | undefined;
  /** From the first plausible reading after the fault to the first 0x351. */
  readonly resumedAfterMs: number | undefined;
  /** A limit of 0 after the fault. */
  readonly zeroOnReturn: boolean;
  readonly violations: number;
}

interface Sent {
  readonly at: number;
  readonly id: number;
  readonly hex: string;
}

const STEP_MS = 50;
const TOLD_FOR_MS = 1000;
const WARM_UP_MS = 12_000;
/** How long a state is watched after it had to be reached. */
const WATCH_MS = 12_000;

function bytesOf(hex: string): DataView {
  return new DataView(Uint8Array.from(hex.split(' '), (pair) => Number.parseInt(pair, 16)).buffer);
}

function limitsOf({ hex }: Sent): Limits {
  const data = bytesOf(hex);
  return { cvl: data.getUint16(0, true) / 10, ccl: data.getInt16(2, true) / 10, dcl: data.getInt16(4, true) / 10 };
}

/** A pair of bits of 0x35A is 1 where the item is raised. Warnings are four bytes behind alarms. */
function isRaised(alarms: Sent | undefined, byte: number, shift: number): boolean {
  return alarms !== undefined && ((bytesOf(alarms.hex).getUint8(byte) >> shift) & 3) === 1;
}

/** The real bridge with the simulated world, on a clock that moves when told to. */
class FaultBench {
  readonly clock = new ManualClock();
  readonly world = createWorld();
  private readonly runtime: BridgeRuntime;
  readonly sent: Sent[] = [];
  private before: Limits = { cvl: 0, ccl: 0, dcl: 0 };
  private switchedAt = 0;
  private shown: { readonly at: number; readonly code: FaultCode }[] = [];

  constructor() {
    this.runtime = new BridgeRuntime(
      new SimulatedPortSource(this.world, this.clock),
      this.clock,
      DEFAULT_CONFIGURATION,
      LIVE_FOR_ANYONE,
      () => undefined,
    );
    this.runtime.start();
  }

  switch(fault: FaultName, on: boolean): void {
    const last = this.sent.findLast(({ id }) => id === 0x351);
    if (on && last) this.before = limitsOf(last);
    this.switchedAt = this.clock.now();
    this.world.inject(fault, on);
  }

  get sinceMs(): number {
    return this.clock.now() - this.switchedAt;
  }

  async step(): Promise<Moment> {
    await this.clock.run(STEP_MS);
    const view = this.runtime.view();
    for (const { direction, id, at, data } of view.wire) {
      if (direction !== 'sent' || this.sent.some((frame) => frame.id === id && frame.at === at)) continue;
      this.sent.push({ at, id, hex: data });
    }
    const now = this.clock.now();
    this.shown = [...this.shown.filter(({ at }) => at > now - TOLD_FOR_MS), ...view.faults.map(({ code }) => ({ at: now, code }))];
    const since = this.sent.filter(({ at }) => at > this.switchedAt);
    const newest = since.findLast(({ id }) => id === 0x351);
    const alarms = since.findLast(({ id }) => id === 0x35a);
    return {
      view,
      before: this.before,
      limits: newest && limitsOf(newest),
      internalAlarm: isRaised(alarms, 2, 6),
      internalWarning: isRaised(alarms, 6, 6),
      imbalanceWarning: isRaised(alarms, 7, 0),
      gxTimedOut: this.world.truth.gx.timedOut,
      told: new Set(this.shown.map(({ code }) => code)),
      recentIds: (ms) => new Set(this.sent.filter(({ at }) => at > now - ms).map(({ id }) => id)),
    };
  }

  /** Frames of the adapter that the bus has carried after `from`, up to `to`, oldest first. */
  onBus(from: number, to = Infinity): readonly Sent[] {
    return this.world.truth.bus
      .filter(({ sender, at }) => sender === 'adapter' && at > from && at <= to)
      .map(({ at, frame }) => ({ at, id: frame.id, hex: toHex(frame.data) }));
  }

  /** 0x351 on the bus since a time, oldest first. */
  beats(from: number): readonly Sent[] {
    return this.onBus(from).filter(({ id }) => id === 0x351);
  }
}

/** Frames in words: the limits, and which of the usual frames are missing. */
function inWords(frames: readonly Sent[], usual: ReadonlySet<number>): string {
  const last = frames.findLast(({ id }) => id === 0x351);
  if (!last) return 'nothing';
  const { cvl, ccl, dcl } = limitsOf(last);
  const present = new Set(frames.map(({ id }) => id));
  const missing = [...usual].filter((id) => !present.has(id)).sort((a, b) => a - b);
  const others = missing.length === 0 ? 'all frames' : `without ${missing.map((id) => id.toString(16).toUpperCase()).join(', ')}`;
  return `CVL ${cvl.toFixed(1)} V, CCL ${ccl.toFixed(1)} A, DCL ${dcl.toFixed(1)} A; ${others}`;
}

/** Puts one fault into a running bridge, watches what becomes of it, and takes it away again. */
export async function measure(fault: FaultName, expectation: Expectation): Promise<FaultResult> {
  const bench = new FaultBench();
  while (bench.clock.now() < WARM_UP_MS) await bench.step();
  const usual = new Set(bench.onBus(0).map(({ id }) => id));

  bench.switch(fault, true);
  const begunAt = bench.clock.now();
  const { stages } = expectation;
  // A state is kept until the next one has to begin, or for as long as it is watched.
  const watched = stages.map((stage, index) => ({
    stage,
    untilMs: stages[index + 1]?.notBeforeMs ?? Math.max(...stages.map(({ withinMs }) => withinMs)) + WATCH_MS,
    afterMs: undefined as number | undefined,
  }));
  while (bench.sinceMs < Math.max(...watched.map(({ untilMs }) => untilMs))) {
    const moment = await bench.step();
    for (const each of watched) {
      if (bench.sinceMs > each.untilMs) continue;
      if (!each.stage.reached(moment)) each.afterMs = undefined;
      else each.afterMs ??= bench.sinceMs;
    }
  }
  const results = watched.map(({ stage, afterMs, untilMs }): StageResult => {
    const frames = bench.onBus(begunAt + (afterMs ?? untilMs), begunAt + untilMs);
    return { stage, afterMs, onBus: inWords(frames, usual) };
  });
  const during = [begunAt, ...bench.beats(begunAt).map(({ at }) => at), bench.clock.now()];
  const longestGapMs = Math.max(...during.slice(1).map((at, index) => at - (during[index] ?? 0)));

  bench.switch(fault, false);
  const endedAt = bench.clock.now();
  let recoveredAfterMs: number | undefined;
  let readAt: number | undefined;
  while (bench.sinceMs < expectation.recoveredWithinMs + WATCH_MS) {
    const moment = await bench.step();
    const { readAt: newest } = moment.view.packs[0] ?? {};
    if (newest !== undefined && newest > endedAt) readAt ??= newest;
    if (!expectation.recovered(moment)) recoveredAfterMs = undefined;
    else recoveredAfterMs ??= bench.sinceMs;
  }
  const back = bench.beats(endedAt);
  const [first] = back;
  return {
    fault,
    expectation,
    stages: results,
    longestGapMs,
    recoveredAfterMs,
    resumedAfterMs: first && readAt !== undefined ? Math.max(0, first.at - readAt) : undefined,
    zeroOnReturn: back.some((frame) => Object.values(limitsOf(frame)).includes(0)),
    violations: bench.world.truth.violations.length,
  };
}

import { combine, type CombinedBattery, type PackSample } from '../battery/combine';
import { implausibility, unusableSettings } from '../battery/plausibility';
import type { Ms } from '../battery/units';
import type { CanFrame } from '../protocols/can-frame';
import { FRAMES } from '../protocols/canbms/frames';
import { afterStale, decideLimits, published, staleLimits } from './decide';
import type { BridgeEvent, BridgeState, ControlPhase, ControlSettings, GxState, Known, PackState, Step } from './state';
import { transmit } from './transmission';

/**
 * The bridge as a pure function: what happened in, what to do out. Never throws, whatever the order of events.
 * Nothing is sent before a complete plausible reading of a battery with usable settings, and nothing that is older than the settings allow.
 */
export function step(state: BridgeState, event: BridgeEvent, settings: ControlSettings): Step {
  return transmit(follow(state, event, settings), event.at, settings);
}

function follow(state: BridgeState, event: BridgeEvent, settings: ControlSettings): BridgeState {
  switch (event.kind) {
    case 'pack-joined':
      return joined(state, event);
    case 'pack-left':
      return aged(changePack(state, event.pack, { linked: false }), event.at, settings);
    case 'settings-read':
      return aged(changePack(state, event.pack, { settings: event.settings }), event.at, settings);
    case 'pack-read':
      return aged(read(state, event), event.at, settings);
    case 'can-up':
      return aged({ ...state, canUp: true, transmission: undefined }, event.at, settings);
    case 'can-down':
      return aged({ ...state, canUp: false, transmission: undefined }, event.at, settings);
    case 'can-frame':
      return aged(heard(state, event.frame, event.at), event.at, settings);
    case 'slept':
      return state.phase.kind === 'waiting' ? state : { ...state, phase: { kind: 'silent', since: event.at }, transmission: undefined };
    case 'tick':
      return aged(state, event.at, settings);
  }
}

function joined(state: BridgeState, event: Extract<BridgeEvent, { kind: 'pack-joined' }>): BridgeState {
  const known = state.packs.find((pack) => pack.id === event.pack);
  if (known) return changePack(state, event.pack, { linked: true, identity: event.identity ?? known.identity });
  const pack: PackState = {
    id: event.pack,
    identity: event.identity,
    linked: true,
    settings: undefined,
    reading: undefined,
    readAt: undefined,
    rejected: 0,
    rejectedInARow: 0,
    lastRejection: undefined,
  };
  // Another BMS in the place of one that is gone is another battery: nothing of the old one may be sent for it.
  const present = state.packs.filter((other) => other.linked);
  return { ...state, packs: [...present, pack], phase: { kind: 'waiting' }, transmission: undefined };
}

function changePack(state: BridgeState, id: string, change: Partial<PackState>): BridgeState {
  return { ...state, packs: state.packs.map((pack) => (pack.id === id ? { ...pack, ...change } : pack)) };
}

function read(state: BridgeState, { pack: id, reading, at }: Extract<BridgeEvent, { kind: 'pack-read' }>): BridgeState {
  const pack = state.packs.find((candidate) => candidate.id === id);
  // Without usable settings there is nothing to hold the reading against.
  if (!pack?.settings || unusableSettings(pack.settings) !== undefined) return state;
  const problem = implausibility(reading, pack.settings);
  if (problem) {
    return changePack(state, id, { rejected: pack.rejected + 1, rejectedInARow: pack.rejectedInARow + 1, lastRejection: problem });
  }
  const next = changePack(state, id, { reading, readAt: at, rejectedInARow: 0 });
  const samples = next.packs.map(sampleOf);
  if (!samples.every((sample) => sample !== undefined)) return next;
  const combined = combine(samples);
  if (!combined) return { ...next, phase: { kind: 'waiting' }, transmission: undefined };
  const readAt = Math.min(...next.packs.map((other) => other.readAt ?? -Infinity));
  return { ...next, phase: decided(state.phase, combined, readAt, at) };
}

function sampleOf(pack: PackState): PackSample | undefined {
  return pack.settings && pack.reading ? { id: pack.id, settings: pack.settings, reading: pack.reading } : undefined;
}

function decided(before: ControlPhase, combined: CombinedBattery, readAt: Ms, at: Ms): ControlPhase {
  const memory = decideLimits(memoryOf(before, at), combined, at);
  return { kind: 'live', known: { combined, memory, readAt }, limits: published(memory) };
}

/** After silence the GX has stopped by itself: the first limits count as new, without a ramp from zero. */
function memoryOf(before: ControlPhase, at: Ms): Known['memory'] | undefined {
  switch (before.kind) {
    case 'waiting':
    case 'silent':
      return undefined;
    case 'live':
      return before.known.memory;
    case 'stale':
      return afterStale(before.known.memory, before.known.combined.battery.voltage, at);
  }
}

/** Lets what is known grow old. */
function aged(state: BridgeState, at: Ms, settings: ControlSettings): BridgeState {
  const { phase } = state;
  if (phase.kind !== 'live' && phase.kind !== 'stale') return state;
  const { known } = phase;
  // Sums, not differences, as in `nextDue`: with fractions of a millisecond the two need not agree.
  if (at >= known.readAt + settings.silentAfterMs) return { ...state, phase: { kind: 'silent', since: at }, transmission: undefined };
  if (at < known.readAt + settings.holdAfterMs) return state;
  const limits = staleLimits(known.memory, known.combined.battery.voltage, at - known.readAt);
  return { ...state, phase: { kind: 'stale', known, limits, since: phase.kind === 'stale' ? phase.since : at } };
}

const OWN_IDENTIFIERS = new Set<number>(Object.values(FRAMES).flatMap((layout) => (layout.direction === 'send' ? [layout.id] : [])));

function heard(state: BridgeState, frame: CanFrame, at: Ms): BridgeState {
  if (frame.extended || frame.remote) return state;
  if (frame.id === FRAMES.keepAlive.id) return { ...state, gx: { ...state.gx, heardAt: at } };
  if (frame.id === FRAMES.inverterId.id) return { ...state, gx: { heardAt: at, victron: isVictron(frame) } satisfies GxState };
  // Two batteries on one bus: the GX would follow whichever spoke last.
  if (OWN_IDENTIFIERS.has(frame.id)) return { ...state, foreignLimitsAt: at };
  return state;
}

/** Only bytes 4 to 6 of 0x307 are reliable: "VIC". */
function isVictron({ data }: CanFrame): boolean {
  return data[4] === 0x56 && data[5] === 0x49 && data[6] === 0x43;
}

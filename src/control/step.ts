import { activeEvents } from '../battery/bms-events';
import { combine, type CombinedBattery, type PackSample } from '../battery/combine';
import { judge } from '../battery/continuity';
import { unusableSettings } from '../battery/plausibility';
import type { Ms } from '../battery/units';
import type { CanFrame } from '../protocols/can-frame';
import { FRAMES } from '../protocols/canbms/frames';
import { followAlarms, raisedAlarms, type AlarmsState } from './alarms/follow';
import { followCurrent } from './current-sign';
import { decide, isUndecided } from './decide';
import type { LawOutcome } from './law/state';
import { parametersOf, type ChargeSettings } from './owner';
import type {
  BridgeEvent,
  BridgeState,
  Consent,
  ControlPhase,
  ControlSettings,
  GxState,
  Known,
  PackState,
  Step,
  StoredEnergy,
} from './state';
import { OWN_IDENTIFIERS, supervise } from './supervision';
import { transmit } from './transmission';

/**
 * The bridge as a pure function: what happened in, what to do out. Never throws, whatever the order of events.
 * Nothing is sent before a complete plausible reading of a battery with usable settings, nothing that is older than the settings allow, and
 * nothing for a battery that the owner has not agreed on.
 */
export function step(state: BridgeState, event: BridgeEvent, settings: ControlSettings): Step {
  return transmit(agreed(follow(state, event, settings)), event.at, settings);
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
      return aged(read(state, event, settings), event.at, settings);
    case 'events-read':
      return aged(changePack(state, event.pack, { events: event.events }), event.at, settings);
    case 'energy-stored':
      return aged({ ...state, energy: counted(state.energy, event.energy) }, event.at, settings);
    case 'can-up':
      return aged({ ...state, canUp: true, transmission: undefined }, event.at, settings);
    case 'can-down':
      return aged({ ...state, canUp: false, transmission: undefined }, event.at, settings);
    case 'can-frame':
      return aged(heard(state, event.frame, event.at, settings), event.at, settings);
    case 'operation':
      return aged({ ...state, leave: event.leave, stranger: undefined, transmission: undefined }, event.at, settings);
    case 'slept':
      return slept(state, event);
    case 'tick':
      return aged(state, event.at, settings);
  }
}

/** Another BMS in the place of the one that the owner went live with is another battery: live operation ends until the owner agrees anew. */
function agreed(state: BridgeState): BridgeState {
  const { leave } = state;
  if (leave.operation !== 'live') return state;
  const stranger = state.packs.find((pack) => pack.linked && !covers(leave.consent, pack));
  if (!stranger) return state;
  return { ...state, leave: { operation: 'observe' }, stranger: stranger.identity?.serialNumber ?? '', transmission: undefined };
}

function covers(consent: Consent, { identity }: PackState): boolean {
  return consent === 'anyone' || (identity !== undefined && identity.serialNumber === consent.serialNumber);
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
    doubt: undefined,
    events: undefined,
    current: undefined,
  };
  // Another BMS in the place of one that is gone is another battery: nothing of the old one may be sent for it.
  const present = state.packs.filter((other) => other.linked);
  return { ...state, packs: [...present, pack], phase: { kind: 'waiting' }, memory: event.recalled, transmission: undefined };
}

/** A meter never runs backwards, whatever a database says; another battery has another meter. */
function counted(before: StoredEnergy | undefined, now: StoredEnergy): StoredEnergy {
  if (before?.serialNumber !== now.serialNumber) return now;
  return {
    serialNumber: now.serialNumber,
    energyIn: Math.max(before.energyIn, now.energyIn),
    energyOut: Math.max(before.energyOut, now.energyOut),
  };
}

function changePack(state: BridgeState, id: string, change: Partial<PackState>): BridgeState {
  return { ...state, packs: state.packs.map((pack) => (pack.id === id ? { ...pack, ...change } : pack)) };
}

function read(
  state: BridgeState,
  { pack: id, reading, at }: Extract<BridgeEvent, { kind: 'pack-read' }>,
  settings: ControlSettings,
): BridgeState {
  const pack = state.packs.find((candidate) => candidate.id === id);
  // Without usable settings there is nothing to hold the reading against.
  if (!pack?.settings || unusableSettings(pack.settings) !== undefined) return state;
  const trusted = pack.reading && pack.readAt !== undefined ? { reading: pack.reading, at: pack.readAt } : undefined;
  const verdict = judge(reading, at, trusted, pack.doubt, pack.settings);
  if (!verdict.accepted) {
    const { problem, doubt } = verdict;
    const [rejected, rejectedInARow] = [pack.rejected + 1, pack.rejectedInARow + 1];
    return changePack(state, id, { rejected, rejectedInARow, lastRejection: { at, problem, reading }, doubt });
  }
  const next = changePack(state, id, {
    reading,
    readAt: at,
    rejectedInARow: 0,
    doubt: undefined,
    current: followCurrent(pack.current, reading, at),
  });
  const samples = next.packs.map(sampleOf);
  if (!samples.every((sample) => sample !== undefined)) return next;
  const combined = combine(samples);
  const usable = combined && usableParameters(combined, next.phase, settings.charge);
  if (!usable) return { ...next, phase: { kind: 'waiting' }, transmission: undefined };
  const readAt = Math.min(...next.packs.map((other) => other.readAt ?? -Infinity));
  return decided(next, { combined, ...usable, readAt }, at, settings);
}

function sampleOf(pack: PackState): PackSample | undefined {
  return pack.settings && pack.reading ? { id: pack.id, settings: pack.settings, reading: pack.reading } : undefined;
}

/** Derived anew only when the settings were read anew or the owner wishes something else. */
function usableParameters(
  { settings }: CombinedBattery,
  phase: ControlPhase,
  wishes: ChargeSettings,
): Pick<Known, 'parameters' | 'wishes' | 'refused'> | undefined {
  const known = knownOf(phase);
  if (known?.combined.settings === settings && known.wishes === wishes) {
    return { parameters: known.parameters, wishes, refused: known.refused };
  }
  const derived = parametersOf(settings, wishes);
  return derived.ok ? { parameters: derived.parameters, wishes, refused: derived.refused } : undefined;
}

/** Lets what is known grow old. */
function aged(state: BridgeState, at: Ms, settings: ControlSettings): BridgeState {
  const known = knownOf(state.phase);
  if (!known) return state;
  // Sums, not differences, as in `nextDue`: with fractions of a millisecond the two need not agree.
  if (at >= known.readAt + settings.silentAfterMs) return silenced(state, at);
  if (at < known.readAt + settings.holdAfterMs) return state;
  // The law counts in seconds and "older than": just beyond the moment that makes it so.
  const next = decided(state, known, at, settings, settings.holdAfterMs + 1);
  return next.phase.kind === 'live' ? silenced(next, at) : next;
}

/** Asks the law. What it decides on data that is too old is stale, what it does not decide is silence. */
function decided(
  state: BridgeState,
  known: Omit<Known, 'outcome' | 'alarms'>,
  at: Ms,
  settings: ControlSettings,
  leastAgeMs: Ms = 0,
): BridgeState {
  const { combined, parameters, wishes, refused, readAt } = known;
  const { phase } = state;
  const memory = state.memory?.cells === parameters.cells ? state.memory : undefined;
  const times = { ageMs: Math.max(at - readAt, leastAgeMs), elapsedMs: memory ? Math.max(0, at - memory.at) : 0 };
  const outcome = decide(parameters, combined, memory?.law, times);
  // Old data can neither raise nor end an alarm.
  const alarms = outcome.flags.stale ? memory?.alarms : watched(state, known, outcome, memory?.alarms, at, settings);
  const next = { ...state, memory: outcome.next && { law: outcome.next, alarms, cells: parameters.cells, at } };
  const { limits } = outcome;
  if (!limits) return silenced(next, at);
  if (phase.kind === 'waiting' && isUndecided(parameters, combined.battery, outcome)) return next;
  const raised = alarms ? raisedAlarms(alarms) : [];
  const now: Known = { combined, parameters, wishes, refused, readAt, outcome: { ...outcome, limits }, alarms: raised };
  if (!outcome.flags.stale) return { ...next, phase: { kind: 'live', known: now } };
  return { ...next, phase: { kind: 'stale', known: now, since: phase.kind === 'stale' ? phase.since : at } };
}

function watched(
  { packs }: BridgeState,
  { combined, parameters }: Omit<Known, 'outcome' | 'alarms'>,
  { flags, limits }: LawOutcome,
  was: AlarmsState | undefined,
  at: Ms,
  settings: ControlSettings,
): AlarmsState {
  const events = packs.flatMap(({ events: log = [], reading }) => (reading ? activeEvents(log, reading.status) : []));
  const { battery, settings: own } = combined;
  return followAlarms(was, { battery, settings: own, parameters, flags, limits, events }, settings.alarms, at);
}

/** Nothing of before the sleep is sent, and what the law remembers has grown older by it. */
function slept(state: BridgeState, { at, forMs }: Extract<BridgeEvent, { kind: 'slept' }>): BridgeState {
  const { memory } = state;
  if (!memory) return silenced(state, at);
  const unwatched = memory.law.unwatched + (at - memory.at + forMs) / 1000;
  return silenced({ ...state, memory: { ...memory, law: { ...memory.law, unwatched }, at } }, at);
}

function silenced(state: BridgeState, at: Ms): BridgeState {
  return state.phase.kind === 'waiting' ? state : { ...state, phase: { kind: 'silent', since: at }, transmission: undefined };
}

/** A battery that limits are being sent for. */
export function knownOf(phase: ControlPhase): Known | undefined {
  return phase.kind === 'live' || phase.kind === 'stale' ? phase.known : undefined;
}

function heard(state: BridgeState, frame: CanFrame, at: Ms, { gxLostMs }: ControlSettings): BridgeState {
  const supervision = supervise(state.supervision, frame, state.gx.heardAt, at, gxLostMs);
  return heardFrom({ ...state, supervision }, frame, at);
}

function heardFrom(state: BridgeState, frame: CanFrame, at: Ms): BridgeState {
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

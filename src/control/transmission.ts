import type { Ms } from '../battery/units';
import type { SentFrameName } from '../protocols/canbms/frames';
import { LIMITS_SPACING_MS, MIN_SPACING_MS, SCHEDULE, type Pace } from '../protocols/canbms/schedule';
import { alarmItems } from './alarms/items';
import { frameOf, type Content } from './content';
import { isWanted, periodOf } from './frame-settings';
import type { Limits } from './limits';
import type { BridgeEffect, BridgeState, ControlSettings, LimitsSent, Step, Transmission } from './state';

interface Planned {
  readonly name: SentFrameName;
  readonly pace: Pace;
  /** Place in the round, so that frames of different periods never fall on the same moment. */
  readonly offset: Ms;
}

const PLAN: readonly Planned[] = SCHEDULE.flatMap(({ pace, frames }) => frames.map((name) => ({ name, pace }))).map((planned, index) => ({
  ...planned,
  offset: index * MIN_SPACING_MS,
}));

/** A complete round from `at` on, limits first. */
function startTransmission(at: Ms): Transmission {
  return Object.fromEntries(PLAN.map(({ name, offset }) => [name, at + offset])) as Record<SentFrameName, Ms>;
}

/**
 * Sends what is due at `at`. Limits that fall go out at once; a frame that was missed is sent once, with the values of now.
 * Nothing is sent unless limits are known, the adapter takes frames and the owner lets them out: in shadow they are withheld.
 */
export function transmit(state: BridgeState, at: Ms, settings: ControlSettings): Step {
  const { phase, packs, energy, canUp } = state;
  const { operation } = state.leave;
  if (!canUp || operation === 'observe' || (phase.kind !== 'live' && phase.kind !== 'stale')) {
    return { state: state.transmission ? { ...state, transmission: undefined } : state, effects: [] };
  }
  const { combined, outcome, alarms } = phase.known;
  const { limits } = outcome;
  const before = state.transmission ?? startTransmission(at);
  // Mostly nothing is due: neither the times nor what goes into a frame is put together then.
  let transmission: Record<SentFrameName, Ms> | undefined;
  let content: Content | undefined;
  let { limitsSent } = state;
  const effects: BridgeEffect[] = [];
  for (const { name, pace } of PLAN) {
    const everyMs = periodOf(pace, settings.frames);
    // A pace that the owner has made shorter holds from now on.
    const beat = Math.min(before[name], at + everyMs);
    const isDue = (name === 'chargeLimits' ? limitsDue(beat, limitsSent, limits, at) : beat) <= at;
    const next = isDue ? nextBeat(beat, everyMs, at) : beat;
    if (next !== before[name]) (transmission ??= { ...before })[name] = next;
    if (!isDue) continue;
    if (isWanted(name, settings.frames)) {
      const stale = phase.kind === 'stale';
      content ??= { combined, limits, alarms: alarmItems(alarms, stale), stale, packs, energy, settings };
      const frame = frameOf(name, content);
      if (frame) effects.push({ kind: operation === 'live' ? 'send' : 'withhold', frame });
    }
    if (name === 'chargeLimits') limitsSent = { at, values: valuesOf(limits) };
  }
  transmission ??= before;
  const isSame = transmission === state.transmission && limitsSent === state.limitsSent;
  return { state: isSame ? state : { ...state, transmission, limitsSent }, effects };
}

/** On the beat, or `now` when a limit has fallen; in both cases not too soon after the last one. */
function limitsDue(beat: Ms, sent: LimitsSent | undefined, limits: Limits, now: Ms): Ms {
  if (!sent) return beat;
  const wanted = fell(sent.values, limits) ? Math.min(now, beat) : beat;
  return Math.max(wanted, sent.at + LIMITS_SPACING_MS);
}

/** The first multiple of the period after `at`: a late tick does not shift the beat, and missed beats are not made up for. */
function nextBeat(due: Ms, everyMs: Ms, at: Ms): Ms {
  if (due > at) return due;
  const next = due + everyMs * Math.ceil((at - due) / everyMs);
  return next > at ? next : next + everyMs;
}

function valuesOf({ cvl, ccl, dcl }: Limits): LimitsSent['values'] {
  return [cvl.value, ccl.value, dcl.value];
}

function fell([cvl, ccl, dcl]: LimitsSent['values'], limits: Limits): boolean {
  return limits.cvl.value < cvl || limits.ccl.value < ccl || limits.dcl.value < dcl;
}

/** When the bridge must be ticked next; `undefined` while nothing can become due by itself. */
export function nextDue({ phase, transmission, limitsSent }: BridgeState, settings: ControlSettings): Ms | undefined {
  if (phase.kind !== 'live' && phase.kind !== 'stale') return undefined;
  const aging = phase.known.readAt + (phase.kind === 'live' ? settings.holdAfterMs : settings.silentAfterMs);
  if (!transmission) return aging;
  let due = Math.min(aging, limitsDue(transmission.chargeLimits, limitsSent, phase.known.outcome.limits, -Infinity));
  for (const { name } of PLAN) if (name !== 'chargeLimits') due = Math.min(due, transmission[name]);
  return due;
}

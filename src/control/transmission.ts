import type { Ms } from '../battery/units';
import type { SentFrameName } from '../protocols/canbms/frames';
import { MIN_SPACING_MS, SCHEDULE, type Pace } from '../protocols/canbms/schedule';
import { alarmItems } from './alarms/items';
import { frameOf, type Content } from './content';
import { isWanted, periodOf } from './frame-settings';
import type { Limits } from './limits';
import type { BridgeEffect, BridgeState, ControlSettings, LimitsSent, Step, Transmission } from './state';

/** Two different 0x351 never follow each other closer than this: chargers would see a limit that flickers. */
const LIMITS_SPACING_MS: Ms = 100;

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
  const stale = phase.kind === 'stale';
  const content: Content = {
    combined,
    limits,
    alarms: alarmItems(alarms, stale),
    stale,
    packs,
    energy,
    settings,
  };
  const transmission = { ...(state.transmission ?? startTransmission(at)) };
  let { limitsSent } = state;
  const effects: BridgeEffect[] = [];
  for (const { name, pace } of PLAN) {
    const everyMs = periodOf(pace, settings.frames);
    // A pace that the owner has made shorter holds from now on.
    transmission[name] = Math.min(transmission[name], at + everyMs);
    const due = name === 'chargeLimits' ? limitsDue(transmission, limitsSent, limits, at) : transmission[name];
    if (due > at) continue;
    const frame = isWanted(name, settings.frames) ? frameOf(name, content) : undefined;
    if (frame) effects.push({ kind: operation === 'live' ? 'send' : 'withhold', frame });
    transmission[name] = nextBeat(transmission[name], everyMs, at);
    if (name === 'chargeLimits') limitsSent = { at, values: valuesOf(limits) };
  }
  return { state: { ...state, transmission, limitsSent }, effects };
}

/** On the beat, or `now` when a limit has fallen; in both cases not too soon after the last one. */
function limitsDue(transmission: Transmission, sent: LimitsSent | undefined, limits: Limits, now: Ms): Ms {
  if (!sent) return transmission.chargeLimits;
  const wanted = fell(sent.values, limits) ? Math.min(now, transmission.chargeLimits) : transmission.chargeLimits;
  return Math.max(wanted, sent.at + LIMITS_SPACING_MS);
}

/** The first multiple of the period after `at`: a late tick does not shift the beat, and missed beats are not made up for. */
function nextBeat(due: Ms, everyMs: Ms, at: Ms): Ms {
  if (due > at) return due;
  const next = due + everyMs * Math.ceil((at - due) / everyMs);
  return next > at ? next : next + everyMs;
}

function valuesOf({ cvl, ccl, dcl }: Limits): readonly [number, number, number] {
  return [cvl.value, ccl.value, dcl.value];
}

function fell(before: readonly [number, number, number], limits: Limits): boolean {
  return valuesOf(limits).some((value, index) => value < (before[index] ?? 0));
}

/** When the bridge must be ticked next; `undefined` while nothing can become due by itself. */
export function nextDue({ phase, transmission, limitsSent }: BridgeState, settings: ControlSettings): Ms | undefined {
  if (phase.kind !== 'live' && phase.kind !== 'stale') return undefined;
  const aging = phase.known.readAt + (phase.kind === 'live' ? settings.holdAfterMs : settings.silentAfterMs);
  if (!transmission) return aging;
  const { chargeLimits: _beat, ...others } = transmission;
  return Math.min(aging, limitsDue(transmission, limitsSent, phase.known.outcome.limits, -Infinity), ...Object.values(others));
}

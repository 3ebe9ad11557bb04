import type { LawParameters } from './parameters';
import type { PhaseCause, PhaseKind } from './reasons';
import type { LawSample } from './state';

/** Where the charge is. Times in s. */
export interface PhaseState {
  readonly kind: PhaseKind;
  readonly previous: PhaseKind | undefined;
  readonly entered: PhaseCause;
  readonly since: number;
  /** Of that, nobody watched. */
  readonly unwatched: number;
  /** State of charge on entry [%]. */
  readonly entrySoc: number;
  /** Bulk: for how long the voltage has been reached. */
  readonly reached: number;
  /** Absorption: for how long the pack has counted as full. */
  readonly hold: number;
  /** Absorption: for how long the highest cell has been far below the target. */
  readonly sagged: number;
  /** Float: for how long the lowest cell has been low. */
  readonly cellLow: number;
}

/** What a phase may look at. */
export interface PhaseInput {
  readonly sample: LawSample;
  readonly parameters: LawParameters;
  /** Since float was last entered [s]. */
  readonly sinceFull: number;
  readonly dt: number;
}

const NO_TIMERS = { since: 0, unwatched: 0, reached: 0, hold: 0, sagged: 0, cellLow: 0 };

export function enter(kind: PhaseKind, entered: PhaseCause, previous: PhaseKind | undefined, { sample }: PhaseInput): PhaseState {
  return { kind, previous, entered, entrySoc: sample.battery.stateOfCharge, ...NO_TIMERS };
}

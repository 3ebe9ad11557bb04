import type { Battery } from '../../battery/battery';
import type { HeldCurrent } from './currents';
import type { ChargeVoltage } from './cvl';
import type { LatchName, LatchState } from './latches';
import type { PhaseState } from './phase-state';
import type { DisplayState, LawLimits, PhaseReport, Rejection } from './reasons';
import type { Trim } from './trim';

/** What the law looks at. */
export type LawBattery = Pick<Battery, 'voltage' | 'current' | 'stateOfCharge' | 'lowestCell' | 'highestCell' | 'coldest' | 'hottest'>;

/** One complete sample, or the newest there is. */
export interface LawSample {
  readonly battery: LawBattery;
  /** The BMS has opened that path because of a fault; being full or empty is none. */
  readonly chargeFault: boolean;
  readonly dischargeFault: boolean;
  /** The BMS reports that it is fully charged. */
  readonly bmsFull: boolean;
}

export interface LawInput extends LawSample {
  /** Since this sample was complete [s]. */
  readonly age: number;
}

/** What the law has learnt of a battery and must not forget with a restart; plain data. */
export interface LawMemory {
  readonly latches: Readonly<Record<LatchName, LatchState>>;
  readonly phase: PhaseState;
  /** The imbalance overlay is on. */
  readonly imbalance: boolean;
  readonly trim: Trim;
  readonly cvl: ChargeVoltage;
  readonly ccl: HeldCurrent;
  readonly dcl: HeldCurrent;
  /** Since float was last entered [s]. */
  readonly sinceFull: number;
}

/** The newest valid sample, its age [s], and what it led to. */
export interface Newest {
  readonly sample: LawSample;
  readonly age: number;
  readonly limits: LawLimits;
}

/** All that the law remembers; plain data, so it may be replayed. */
export interface LawState extends LawMemory {
  /** `undefined` after a restart, until the first valid sample. */
  readonly newest: Newest | undefined;
  /** For how long nobody has watched the battery: since the newest sample, once it is too old to decide on; 0 until then [s]. */
  readonly unwatched: number;
}

export interface LawFlags {
  readonly stale: boolean;
  readonly overVoltage: boolean;
  readonly underVoltage: boolean;
  readonly chargeTemperature: boolean;
  readonly dischargeTemperature: boolean;
  readonly chargeFault: boolean;
  readonly dischargeFault: boolean;
  readonly imbalance: boolean;
  /** Float was entered because absorption took too long: the cells were never balanced. */
  readonly absorptionTimeout: boolean;
  readonly chargeBlocked: boolean;
  readonly dischargeBlocked: boolean;
}

export interface LawOutcome {
  /** `undefined` exactly when nothing may be sent, like `phase` and `display`: nothing is decided then. */
  readonly limits: LawLimits | undefined;
  readonly phase: PhaseReport | undefined;
  readonly display: DisplayState | undefined;
  readonly flags: LawFlags;
  /** Why the given sample was not used; the one before it was. */
  readonly rejected: Rejection | undefined;
  readonly transmit: boolean;
  /** `undefined` before the first valid sample, unless something is remembered from before a restart. */
  readonly next: LawState | undefined;
}

import type { BmsEvent } from '../battery/bms-events';
import type { CombinedBattery } from '../battery/combine';
import type { PackIdentity, PackReading, PackSettings } from '../battery/pack';
import type { Doubt } from '../battery/continuity';
import type { Rejection } from '../battery/plausibility';
import type { Ms, PackId } from '../battery/units';
import type { CanFrame } from '../protocols/can-frame';
import type { Alarm } from './alarms/alarm';
import type { AlarmsState } from './alarms/follow';
import { DEFAULT_ALARM_SETTINGS, type AlarmSettings } from './alarms/settings';
import type { CurrentEvidence } from './current-sign';
import type { LawParameters } from './law/parameters';
import type { LawOutcome, LawState } from './law/state';
import { DEFAULT_FRAMES, type FrameSettings } from './frame-settings';
import type { Limits } from './limits';
import type { Supervision } from './supervision';
import { UNSUPERVISED } from './unsupervised';
import { FROM_THE_BMS, type ChargeSettings, type WishViolation } from './owner';
import type { SentFrameName } from '../protocols/canbms/frames';

/**
 * How far the bridge goes; only the owner raises it.
 * - `observe`: nothing is sent, and the adapter does not even acknowledge.
 * - `shadow`: every frame is made and shown as it would be sent; nothing is sent.
 * - `live`: frames are sent.
 */
export type Operation = 'observe' | 'shadow' | 'live';

/**
 * Whose frames the owner lets out: of one TinyBMS, by its serial number, or of whatever answers, where no battery is behind the ports.
 * `undefined`: of none that is known.
 */
export type Consent = 'anyone' | { readonly serialNumber: string | undefined };

/** A level, and for `live` whom it was agreed for. */
export type Leave = { readonly operation: 'observe' | 'shadow' } | { readonly operation: 'live'; readonly consent: Consent };

/** What is known of one TinyBMS. */
export interface PackState {
  readonly id: PackId;
  readonly identity: PackIdentity | undefined;
  /** The link to it is up. */
  readonly linked: boolean;
  readonly settings: PackSettings | undefined;
  /** Newest plausible reading. */
  readonly reading: PackReading | undefined;
  readonly readAt: Ms | undefined;
  /** Readings that no battery can give: in all, and since the last good one. */
  readonly rejected: number;
  readonly rejectedInARow: number;
  readonly lastRejection: Rejection | undefined;
  /** Present while readings are being rejected. */
  readonly doubt: Doubt | undefined;
  /** The log of the BMS, oldest first; `undefined` until it was read. */
  readonly events: readonly BmsEvent[] | undefined;
  /** Whether the sign of the current fits what the BMS says it is doing. */
  readonly current: CurrentEvidence | undefined;
}

export interface GxState {
  readonly heardAt: Ms | undefined;
  readonly victron: boolean;
}

/** What has gone into one battery and out of it, as far as it is stored [Wh]. */
export interface StoredEnergy {
  /** Of the TinyBMS. */
  readonly serialNumber: string;
  readonly energyIn: number;
  readonly energyOut: number;
}

/** When each frame is next due. */
export type Transmission = Readonly<Record<SentFrameName, Ms>>;

/** What 0x351 last said, and when. */
export interface LimitsSent {
  readonly at: Ms;
  /** CVL, CCL and DCL [V, A, A]. */
  readonly values: readonly [number, number, number];
}

/** A battery that limits are known for. */
export interface Known {
  readonly combined: CombinedBattery;
  readonly parameters: LawParameters;
  /** What the owner wished when the parameters were made, and what of it could not be taken. */
  readonly wishes: ChargeSettings;
  readonly refused: readonly WishViolation[];
  readonly outcome: LawOutcome & { readonly limits: Limits };
  readonly alarms: readonly Alarm[];
  /** When the oldest reading that the battery is made of was complete. */
  readonly readAt: Ms;
}

/** What outlives silence and stale data: latches and the phase of the charge, alarms and their delays. */
export interface Memory {
  readonly law: LawState;
  readonly alarms: AlarmsState | undefined;
  /** For a battery of so many cells in series; another number is another battery. */
  readonly cells: number;
  /** When the law was last asked. */
  readonly at: Ms;
}

/**
 * - `waiting`: nothing trustworthy yet; nothing is sent.
 * - `live`: limits follow the battery.
 * - `stale`: no data for a while; charging is held back.
 * - `silent`: no data for longer; nothing is sent, because without 0x351 the GX stops by itself.
 */
export type ControlPhase =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'live'; readonly known: Known }
  | { readonly kind: 'stale'; readonly known: Known; readonly since: Ms }
  | { readonly kind: 'silent'; readonly since: Ms };

export interface BridgeState {
  readonly leave: Leave;
  /** Serial number of the TinyBMS that has ended live operation by answering without having been agreed on. */
  readonly stranger: string | undefined;
  readonly phase: ControlPhase;
  readonly packs: readonly PackState[];
  readonly memory: Memory | undefined;
  /** Present while the CAN adapter takes frames and there is something to send. */
  readonly transmission: Transmission | undefined;
  /** Outlives the transmission: a new one must not follow it too closely either. */
  readonly limitsSent: LimitsSent | undefined;
  readonly canUp: boolean;
  readonly gx: GxState;
  readonly supervision: Supervision;
  readonly energy: StoredEnergy | undefined;
  /** When another node last sent a battery frame of ours. */
  readonly foreignLimitsAt: Ms | undefined;
}

export const INITIAL_STATE: BridgeState = {
  leave: { operation: 'observe' },
  stranger: undefined,
  phase: { kind: 'waiting' },
  packs: [],
  memory: undefined,
  transmission: undefined,
  limitsSent: undefined,
  canUp: false,
  gx: { heardAt: undefined, victron: false },
  supervision: UNSUPERVISED,
  energy: undefined,
  foreignLimitsAt: undefined,
};

/** Everything that can happen to the bridge. `at` is the time of the event on the monotonic clock. */
export type BridgeEvent =
  /** `recalled`: what the law remembers of this battery from before a restart. */
  | {
      readonly kind: 'pack-joined';
      readonly at: Ms;
      readonly pack: PackId;
      readonly identity: PackIdentity | undefined;
      readonly recalled?: Memory | undefined;
    }
  | { readonly kind: 'pack-left'; readonly at: Ms; readonly pack: PackId }
  | { readonly kind: 'settings-read'; readonly at: Ms; readonly pack: PackId; readonly settings: PackSettings }
  | { readonly kind: 'pack-read'; readonly at: Ms; readonly pack: PackId; readonly reading: PackReading }
  | { readonly kind: 'events-read'; readonly at: Ms; readonly pack: PackId; readonly events: readonly BmsEvent[] }
  | { readonly kind: 'energy-stored'; readonly at: Ms; readonly energy: StoredEnergy }
  | { readonly kind: 'can-up'; readonly at: Ms }
  | { readonly kind: 'can-down'; readonly at: Ms }
  | { readonly kind: 'can-frame'; readonly at: Ms; readonly frame: CanFrame }
  | { readonly kind: 'operation'; readonly at: Ms; readonly leave: Leave }
  /** The computer has slept for so long beside the monotonic clock, as far as anyone can tell: what was known before may be of any age. */
  | { readonly kind: 'slept'; readonly at: Ms; readonly forMs: Ms }
  | { readonly kind: 'tick'; readonly at: Ms };

/** What the runtime is to do with a frame: hand it to the adapter, or only show it. */
export interface BridgeEffect {
  readonly kind: 'send' | 'withhold';
  readonly frame: CanFrame;
}

export interface Step {
  readonly state: BridgeState;
  readonly effects: readonly BridgeEffect[];
}

/** What the owner or the installation decides. */
export interface ControlSettings {
  /** Name of frame 0x35E; at most 8 characters are sent. */
  readonly manufacturer: string;
  /** Name of frames 0x370 and 0x371; at most 16 characters are sent. */
  readonly batteryName: string;
  readonly frames: FrameSettings;
  readonly alarms: AlarmSettings;
  readonly charge: ChargeSettings;
  /** A GX that was not heard for longer counts as lost. */
  readonly gxLostMs: Ms;
  readonly holdAfterMs: Ms;
  readonly silentAfterMs: Ms;
}

export const DEFAULT_SETTINGS: ControlSettings = {
  manufacturer: 'TinyBMS',
  batteryName: '',
  frames: DEFAULT_FRAMES,
  alarms: DEFAULT_ALARM_SETTINGS,
  charge: FROM_THE_BMS,
  gxLostMs: 10_000,
  holdAfterMs: 10_000,
  silentAfterMs: 30_000,
};

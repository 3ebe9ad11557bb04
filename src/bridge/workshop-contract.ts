/** What the page may ask of the workshop: the settings, events, statistics and commands of the TinyBMS itself. Types only. */
import type { BmsEvent } from '../battery/bms-events';
import type { PackIdentity } from '../battery/pack';
import type { AccountLine, WaysOn, WritingState } from '../workshop/account';
import type { DeviceFacts } from '../workshop/device-facts';
import type { GuideAnswers } from '../workshop/guides';
import type { Difference, Range } from '../workshop/profile';
import type { ImportAnswers, ImportedFile } from '../workshop/files';
import type { Review } from '../workshop/review';
import type { Misfit } from '../workshop/fit';
import type { Changes, SettingGroup, SettingId } from '../workshop/settings';
import type { Mode, Outcome } from './contract';

/** One setting as the page draws it. All numbers are raw; divided by `perUnit` they are in `unit`. */
export interface SettingView {
  readonly id: SettingId;
  readonly group: SettingGroup;
  /** Register; for a part of one with its lowest bit. */
  readonly address: number;
  readonly bit: number | undefined;
  readonly unit: string | undefined;
  readonly perUnit: number;
  readonly current: number;
  readonly range: Range;
  /** `undefined` where the BMS does not tell. */
  readonly factory: number | undefined;
  /** Names and raw codes, for what is chosen instead of typed. */
  readonly choices: readonly (readonly [name: string, raw: number])[] | undefined;
  /** Can be on or off only. */
  readonly isSwitch: boolean;
  readonly protection: boolean;
  readonly once: boolean;
  readonly restarts: boolean;
}

/**
 * What a BMS does not tell or do because it does not know the proprietary commands.
 * - `limits`: what a setting may be, and factory values.
 * - `misaligned`: the same, because the list that it sends does not match its registers.
 * - `commands`: clear and restart.
 */
export type Missing = 'limits' | 'misaligned' | 'commands' | 'statistics';

export interface ProfileView {
  readonly settings: readonly SettingView[];
  /** Settings that this firmware does not have. */
  readonly absent: readonly SettingId[];
  readonly missing: readonly Missing[];
  /** [ms since 1970] */
  readonly readAt: number;
}

export interface WritingView {
  readonly state: WritingState;
  /** [ms since 1970] */
  readonly startedAt: number;
  readonly lines: readonly AccountLine[];
  /** Under way now. */
  readonly current: SettingId | undefined;
  /** Once the BMS has been read again after the end: what is left to do, and what brings all of it back. */
  readonly ways: WaysOn | undefined;
}

export type CommandName = 'clearEvents' | 'clearStatistics' | 'restart';

/**
 * - `proven`: the BMS shows that it was done.
 * - `not-done`: the BMS shows that it was not.
 * - `refused`: it said no. `unknown`: nothing shows either.
 */
export type CommandState = 'sending' | 'proving' | 'proven' | 'not-done' | 'refused' | 'unknown';

export interface CommandView {
  readonly command: CommandName;
  readonly state: CommandState;
  readonly at: number;
}

/** What runs now; one thing at a time. */
export type Busy = 'reading' | 'writing' | 'command';

export interface WorkshopView {
  readonly mode: Mode;
  /** The BMS that answers; `undefined` while none does. */
  readonly device: PackIdentity | undefined;
  readonly busy: Busy | undefined;
  /** As last read from this device. */
  readonly profile: ProfileView | undefined;
  readonly facts: DeviceFacts | undefined;
  readonly writing: WritingView | undefined;
  readonly command: CommandView | undefined;
  /** Grows when the list of snapshots may have changed. */
  readonly snapshots: number;
  /** Grows when the list of events may have changed. */
  readonly events: number;
}

/** - `read`: the owner looked. - `before-write`, `after-write`. - `import`: from a file. */
export type SnapshotReason = 'read' | 'before-write' | 'after-write' | 'import';

/** A profile that was kept, without its settings. */
export interface SnapshotView {
  readonly id: number;
  /** [ms since 1970] */
  readonly at: number;
  /** `undefined` for a file that does not say which device it comes from. */
  readonly device: PackIdentity | undefined;
  readonly reason: SnapshotReason;
  readonly note: string;
  readonly cells: number;
}

/** An entry of the BMS's own log, kept also when the BMS has forgotten it. */
export interface KeptEvent extends Omit<BmsEvent, 'ends'> {
  /** Counted back from the BMS's counter when it was first seen [ms since 1970]. */
  readonly at: number;
  /** A fault or warning that has not ended. */
  readonly holds: boolean;
}

/** One side of a comparison. */
export type Side = { readonly kind: 'device' } | { readonly kind: 'factory' } | { readonly kind: 'snapshot'; readonly id: number };

export interface Comparison {
  readonly differences: readonly Difference[];
  /** Why the second one must not go into this device, or what to know before; only when the first one is the device. */
  readonly misfits: readonly Misfit[];
  /** What makes the first one into the second one, of what this device has. */
  readonly changes: Changes;
}

/** Every request that needs the BMS fails with `bms-not-there`, `workshop-busy` or `profile-changed` instead of doing half of it. */
export interface WorkshopApi {
  /** Calls `listener` now and on change. Through Comlink the listener is a proxy. */
  subscribe(listener: (view: WorkshopView) => void): Promise<number>;
  unsubscribe(id: number): Promise<void>;
  /** Reads settings with their limits, identity and statistics; keeps a snapshot when anything differs from the newest one. */
  read(): Promise<Outcome>;
  /** What would happen; `undefined` while no profile has been read. Writes nothing. */
  review(changes: Changes): Promise<Review | undefined>;
  /** Writes what a review has called ready. Resolves when the writing has begun; the view tells how it goes. */
  write(changes: Changes): Promise<Outcome>;
  /** Ends the writing after the setting under way. */
  stopWriting(): Promise<void>;
  /** The owner has read the account. Until then, or the next writing, it is kept, also over a reload or a crash. */
  closeWriting(): Promise<Outcome>;
  /** Sends a command once, and looks for proof. Resolves when that is done. */
  command(command: CommandName): Promise<Outcome>;
  /** Everything that was ever seen in the log of this BMS, newest first. */
  events(): Promise<readonly KeptEvent[]>;
  /** Newest first. */
  snapshots(): Promise<readonly SnapshotView[]>;
  note(id: number, note: string): Promise<Outcome>;
  forget(id: number): Promise<Outcome>;
  compare(first: Side, second: Side): Promise<Comparison | undefined>;
  /** A file of this snapshot, for `importFile` here or elsewhere. */
  exportFile(id: number): Promise<string | undefined>;
  /** Reads a file; with `answers` to all of its questions it is kept as a snapshot. */
  importFile(text: string, answers: ImportAnswers): Promise<ImportedFile>;
  /** The changes that a guide asks for. */
  guide(answers: GuideAnswers): Promise<Changes | undefined>;
}

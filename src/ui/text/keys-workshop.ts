import type { BmsEventClass, BmsEventKey } from '../../battery/bms-events';
import type { PackIdentity } from '../../battery/pack';
import type { Busy, CommandName, CommandState, Missing, SnapshotReason } from '../../bridge/workshop-contract';
import type { AccountLine, LineState, WritingState } from '../../workshop/account';
import type { DeviceFacts } from '../../workshop/device-facts';
import type { LeftOut, QuestionCode } from '../../workshop/files';
import type { Misfit } from '../../workshop/fit';
import type { GuideName } from '../../workshop/guides';
import type { Finding, RuleId } from '../../workshop/rules';
import type { SettingGroup, SettingId } from '../../workshop/settings';

export type WorkshopTab = 'settings' | 'guides' | 'snapshots' | 'events' | 'device';

/** Makes sentences of raw numbers. */
export interface SettingWords {
  readonly name: (id: SettingId) => string;
  /** Raw number with its unit, or the word for a code. */
  readonly value: (id: SettingId, raw: number) => string;
  /** [V per cell] */
  readonly cellVoltage: (volts: number) => string;
}

export type FindingOf<R extends RuleId> = Extract<Finding, { readonly rule: R }>;
export type MisfitOf<C extends Misfit['code']> = Extract<Misfit, { readonly code: C }>;

export interface WorkshopTexts {
  readonly intro: string;
  readonly tabList: string;
  readonly tabs: Readonly<Record<WorkshopTab, string>>;
  readonly noDevice: string;
  readonly lost: string;
  readonly elsewhere: (sender: string) => string;
  readonly identity: (identity: PackIdentity) => string;
  readonly read: string;
  readonly readAgain: string;
  readonly readAt: (time: string) => string;
  readonly busy: Readonly<Record<Busy, string>>;
  readonly missing: Readonly<Record<Missing, string>>;
  readonly absent: (names: string) => string;
  readonly groups: Readonly<Record<SettingGroup, string>>;
  readonly settings: Readonly<Record<SettingId, { readonly name: string; readonly help: string }>>;
  /** By the name in the protocol's lists. */
  readonly choices: Readonly<Record<string, string>>;
  readonly code: (raw: string) => string;
  readonly on: string;
  readonly off: string;
  readonly nothingPending: string;
  readonly row: {
    readonly register: (address: number, bit: number | undefined) => string;
    readonly range: (min: string, max: string) => string;
    readonly printed: string;
    readonly factory: (value: string) => string;
    readonly was: (value: string) => string;
    readonly undo: (name: string) => string;
    readonly notANumber: string;
    readonly protection: string;
    readonly once: string;
    readonly filter: string;
    readonly onlyChanged: string;
    readonly onlyUnusual: string;
    readonly none: string;
  };
  readonly findings: { readonly [R in RuleId]: (finding: FindingOf<R>, words: SettingWords) => string };
  readonly bar: {
    readonly changes: (count: number, text: string) => string;
    readonly problems: (count: number, text: string) => string;
    readonly review: string;
    readonly discard: string;
  };
  readonly review: {
    readonly title: string;
    readonly nothing: string;
    readonly setting: string;
    readonly now: string;
    readonly then: string;
    readonly order: string;
    readonly detour: string;
    readonly restarts: string;
    readonly limitsTitle: string;
    readonly noLimits: string;
    readonly notice: string;
    readonly blocked: string;
    readonly typeWord: (word: string) => string;
    readonly word: string;
    readonly write: (count: number, text: string) => string;
    readonly cancel: string;
  };
  readonly writing: {
    readonly title: Readonly<Record<WritingState, string>>;
    readonly states: Readonly<Record<LineState, string>>;
    readonly ignored: string;
    readonly silent: string;
    readonly found: (value: string) => string;
    readonly progress: (done: string, total: string) => string;
    readonly current: (name: string) => string;
    readonly began: (when: string) => string;
    readonly stop: string;
    readonly help: Readonly<Record<WritingState, string>>;
    readonly goOn: (count: string) => string;
    readonly goBack: (count: string) => string;
    readonly readFirst: string;
    readonly line: (line: AccountLine, words: SettingWords) => string;
    readonly close: string;
  };
  readonly snapshots: {
    readonly help: string;
    readonly none: string;
    readonly reasons: Readonly<Record<SnapshotReason, string>>;
    readonly unknownDevice: string;
    readonly cells: (count: string) => string;
    readonly noteOf: (when: string) => string;
    readonly note: string;
    readonly compareTitle: string;
    readonly first: string;
    readonly second: string;
    readonly sides: Readonly<Record<'device' | 'factory', string>>;
    readonly same: string;
    readonly differ: (count: number, text: string) => string;
    readonly restore: string;
    readonly restoreHelp: string;
    readonly export: string;
    readonly forget: string;
    readonly forgetTitle: string;
    readonly forgetText: (when: string) => string;
    readonly importTitle: string;
    readonly importHelp: string;
    readonly choose: string;
    readonly imported: (leftOut: number, text: string) => string;
    readonly leftOut: Readonly<Record<LeftOut['why'], string>>;
    readonly refused: Readonly<Record<'not-json' | 'unknown-format' | 'newer-version' | 'damaged' | 'no-profile', string>>;
    readonly questions: Readonly<Record<QuestionCode, (values: string) => string>>;
    readonly correct: string;
    readonly leaveOut: string;
    readonly finishImport: string;
    readonly misfits: { readonly [C in Misfit['code']]: (misfit: MisfitOf<C>, words: SettingWords) => string };
  };
  readonly guides: {
    readonly intro: string;
    readonly titles: Readonly<Record<GuideName, string>>;
    readonly help: Readonly<Record<GuideName, string>>;
    readonly chemistry: string;
    readonly chemistries: Readonly<Record<'LFP' | 'NMC' | 'LTO', string>>;
    readonly cells: string;
    readonly capacity: string;
    readonly charge: string;
    readonly discharge: string;
    readonly peak: string;
    readonly function: string;
    readonly pin: string;
    readonly wiring: Readonly<Record<string, string>>;
    readonly pins: string;
    readonly freePin: string;
    readonly wiringRules: readonly string[];
    readonly percent: string;
    readonly go: string;
    readonly already: string;
  };
  readonly events: {
    readonly holdingTitle: string;
    readonly nothingHolds: string;
    readonly allTitle: (count: string) => string;
    readonly help: string;
    readonly none: string;
    readonly when: string;
    readonly what: string;
    readonly todo: string;
    readonly classes: Readonly<Record<BmsEventClass, string>>;
    readonly unknown: (code: number) => string;
    readonly names: Readonly<Record<BmsEventKey, string>>;
    /** For faults and warnings. */
    readonly remedies: { readonly [K in BmsEventKey]?: string };
  };
  readonly device: {
    readonly identityTitle: string;
    readonly statisticsTitle: string;
    readonly clearedAt: (span: string) => string;
    readonly names: Readonly<
      Record<
        | 'serialNumber'
        | 'hardware'
        | 'publicFirmware'
        | 'internalFirmware'
        | keyof Omit<DeviceFacts, 'at' | 'statistics'>
        | keyof Omit<DeviceFacts['statistics'], 'clearedAt'>,
        string
      >
    >;
    readonly powerTypes: Readonly<Record<NonNullable<DeviceFacts['powerType']>, string>>;
    readonly currentSensors: Readonly<Record<NonNullable<DeviceFacts['currentSensor']>, string>>;
    readonly resets: Readonly<Record<NonNullable<DeviceFacts['statistics']['lastReset']>, string>>;
    readonly wakeups: Readonly<Record<NonNullable<DeviceFacts['statistics']['lastWakeup']>, string>>;
    readonly unknown: string;
    readonly commandsTitle: string;
    readonly commandsHelp: string;
    readonly commands: Readonly<
      Record<CommandName, { readonly action: string; readonly help: string; readonly title: string; readonly text: string }>
    >;
    readonly states: Readonly<Record<CommandState, string>>;
  };
}

import type { ChangeSource } from '../../bridge/configuration-contract';
import type { Configuration } from '../../configuration/configuration';
import type { DisplaySettings } from '../../configuration/display';
import type { ExportKind, FileKind, Unreadable } from '../../configuration/document';
import type { Repair } from '../../configuration/json';
import type { Note } from '../../configuration/wishes';

type PathsOf<C> = { [S in keyof C & string]: `${S}.${keyof C[S] & string}` }[keyof C & string];

type Drawn = Omit<Configuration, 'charge' | 'alarms'> & {
  readonly alarms: Pick<Configuration['alarms'], 'debounce' | 'minimumOn'>;
  readonly display: Pick<DisplaySettings, 'theme' | 'language' | 'night' | 'awake'>;
};

/** Settings with a name and an explanation of their own; thresholds are named by their alarms. */
export type OptionPath = PathsOf<Drawn>;

/** Parts of the page. */
export type OptionGroup = 'display' | 'names' | 'frames' | 'can' | 'polling' | 'operation' | 'log' | 'history' | 'traffic' | 'interfaces';

export interface OptionText {
  readonly name: string;
  readonly help: string;
  /** Behind the figure. */
  readonly unit?: string;
  /** For each option; one that is missing is shown as it is. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** Everything that the page "Settings" says. */
export interface SettingsTexts {
  readonly intro: string;
  readonly search: string;
  readonly nothingFound: string;
  readonly groups: Readonly<Record<OptionGroup, { readonly title: string; readonly help: string }>>;
  readonly options: Readonly<Record<OptionPath, OptionText>>;
  /** Settings that are set elsewhere, for the list of what changes. */
  readonly others: Readonly<Record<'hiddenLines' | 'mutedSounds' | 'notifications' | 'kept.config' | 'kept.mapping', string>>;
  readonly elsewhereTitle: string;
  readonly elsewhere: Readonly<Record<'charge' | 'alarms' | 'connection' | 'bms', string>>;
  readonly on: string;
  readonly off: string;
  readonly none: string;
  readonly fromBms: string;
  readonly range: (least: string, most: string) => string;
  readonly longest: (count: string) => string;
  readonly wrong: {
    readonly notANumber: string;
    readonly notWhole: string;
    readonly outOfRange: (least: string, most: string) => string;
    readonly tooLong: (count: string) => string;
    readonly options: (options: string) => string;
    readonly kind: string;
    readonly count: (least: string, most: string) => string;
    readonly point: (number: string) => string;
    readonly unknown: string;
  };
  readonly toDefault: (name: string, value: string) => string;
  readonly file: {
    readonly title: string;
    readonly text: string;
    readonly drop: string;
    readonly save: string;
    readonly oldTitle: string;
    readonly oldText: string;
    readonly saveOld: Readonly<Record<Exclude<ExportKind, 'own'>, string>>;
    readonly secrets: string;
    readonly open: string;
    readonly undo: string;
    readonly undoHelp: Readonly<Record<'file' | 'defaults', (name: string, time: string) => string>>;
    readonly reset: string;
    readonly done: Readonly<Record<ChangeSource['kind'], string>>;
    readonly unreadable: Readonly<Record<Unreadable | 'nothing-to-undo', string>>;
  };
  readonly preview: {
    readonly title: Readonly<Record<ChangeSource['kind'], string>>;
    readonly kinds: Readonly<Record<FileKind, string>>;
    readonly repaired: (what: string) => string;
    readonly repairs: Readonly<Record<Repair, string>>;
    readonly nothing: string;
    readonly refused: (count: string) => string;
    readonly refusedHelp: string;
    readonly violations: string;
    readonly thresholds: string;
    readonly changes: (count: string) => string;
    readonly same: (count: string) => string;
    readonly remarks: (count: string) => string;
    readonly kept: (count: string) => string;
    readonly keptHelp: string;
    readonly unknown: (count: string) => string;
    readonly unknownHelp: string;
    readonly column: Readonly<Record<'setting' | 'now' | 'then' | 'value' | 'rule' | 'remark', string>>;
    readonly secret: string;
    readonly notes: Readonly<Record<Note, string>>;
    readonly limits: string;
    readonly limitsSending: string;
    readonly limit: (cvl: string, ccl: string, dcl: string) => string;
    readonly noLimits: string;
    readonly reconnects: string;
    readonly undoable: string;
    readonly cancel: string;
    readonly apply: Readonly<Record<ChangeSource['kind'], string>>;
  };
}

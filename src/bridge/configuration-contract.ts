/** What the page may ask of the configuration as a whole. Types only. */
import type { ExportKind, FileKind, Unreadable } from '../configuration/document';
import type { DisplaySettings } from '../configuration/display';
import type { Repair } from '../configuration/json';
import type { Section } from '../configuration/key';
import type { Row } from '../configuration/wishes';
import type { ThresholdViolation } from '../control/alarms/settings';
import type { WishViolation } from '../control/owner';
import type { FullLimits } from '../workshop/review';
import type { Fault } from './contract';

export type { Row } from '../configuration/wishes';

/** What a change of everything comes from. */
export type ChangeSource =
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly text: string;
      /** A part of a `config.json` of the old bridge: nothing else changes, and what can be undone stays what it is. */
      readonly part?: true;
    }
  /** Everything back to what it was before the last import or reset. */
  | { readonly kind: 'undo' }
  | { readonly kind: 'defaults' };

/** What would become of such a change. Nothing of it has happened. */
export interface ConfigurationPreview {
  /** For `apply`. */
  readonly id: number;
  readonly kind: ChangeSource['kind'];
  /** Of a file. */
  readonly file: { readonly name: string; readonly kind: FileKind; readonly repairs: readonly Repair[] } | undefined;
  readonly rows: readonly Row[];
  /** Rules of the charge control that it breaks with the battery of the moment. */
  readonly violations: readonly WishViolation[];
  /** Thresholds of alarms that this battery cannot have. */
  readonly thresholds: readonly ThresholdViolation[];
  /** Full limits that follow from it, where they change; `undefined` where none are known. */
  readonly limits: { readonly before: FullLimits | undefined; readonly after: FullLimits | undefined } | undefined;
  /** Limits are being sent to a GX now, and these would be next. */
  readonly sending: boolean;
  /** The CAN adapter would be set up again, which ends sending for about a second. */
  readonly reconnects: boolean;
  /** Nothing stands against it, and there is something to change or to keep. */
  readonly ready: boolean;
}

export type Previewed =
  { readonly ok: true; readonly preview: ConfigurationPreview } | { readonly ok: false; readonly why: Unreadable | 'nothing-to-undo' };

/** What the page keeps itself comes back with the answer. */
export type Applied = { readonly ok: true; readonly display: DisplaySettings } | { readonly ok: false; readonly fault: Fault };

/** What can be undone. */
export interface UndoView {
  readonly kind: 'file' | 'defaults';
  /** Of the file; empty for a reset. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface ExportOptions {
  /** What the page keeps itself. */
  readonly display: DisplaySettings;
  /** With what the files of the old bridge hold of passwords and networks. */
  readonly secrets: boolean;
}

export interface ConfigurationApi {
  /** Every section, every key, and what each may be. */
  table(): Promise<Readonly<Record<string, Section>>>;
  /** Everything that the owner can set as the text of a file, of this app or of the old bridge. */
  exportFile(kind: ExportKind, options: ExportOptions): Promise<string>;
  preview(source: ChangeSource, display: DisplaySettings): Promise<Previewed>;
  /** Does what the newest preview has shown, whole; `configuration-moved` when something has changed since. */
  apply(id: number): Promise<Applied>;
}

import type { CellAt, TemperatureAt } from '../../battery/battery';
import type { BmsEventKey } from '../../battery/bms-events';
import type { Ms } from '../../battery/units';
import type { AlarmCode } from './table';

/** An alarm that is there at all; without one there is nothing to tell. */
export type RaisedLevel = 'warning' | 'alarm';

/** Where it was measured. */
export type AlarmPlace =
  | { readonly kind: 'cell'; readonly at: CellAt }
  | { readonly kind: 'sensor'; readonly at: TemperatureAt }
  | { readonly kind: 'cells'; readonly highest: CellAt; readonly lowest: CellAt };

/** What raised it. */
export type AlarmCause =
  /** The value is, or was, beyond a threshold: one of the owner, or one that follows from the settings of the BMS. */
  | { readonly by: 'threshold'; readonly origin: 'owner' | 'derived' }
  /** The control law has cut a limit for it. */
  | { readonly by: 'law' }
  /** The BMS says so: these entries of its log hold. Empty while its status says fault and its log not why. */
  | { readonly by: 'bms'; readonly events: readonly { readonly code: number; readonly key: BmsEventKey | undefined }[] };

/** One alarm of the battery. Data only: the page turns it into sentences. Value and threshold are in the unit of its row. */
export interface Alarm {
  readonly code: AlarmCode;
  readonly level: RaisedLevel;
  readonly cause: AlarmCause;
  /** `undefined` where nothing is measured for it. */
  readonly value: number | undefined;
  /** Of its level; `undefined` where there is none. */
  readonly threshold: number | undefined;
  readonly place: AlarmPlace | undefined;
  /** A change of the value by less than this means nothing. */
  readonly margin: number;
  /** When it was raised; clock of the events. */
  readonly since: Ms;
}

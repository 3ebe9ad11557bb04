import type { PackIdentity, PackReading } from '../../battery/pack';
import type { PackId } from '../../battery/units';
import type { ChargeSettings } from '../../control/owner';
import type { TinyBmsClient } from '../../links/tinybms-client';
import type { SettingWords } from '../../workshop/settings';
import type { Mode } from '../contract';

/** One TinyBMS that answers now. */
export interface BmsUnit {
  readonly identity: PackIdentity;
  readonly client: TinyBmsClient;
  /** The newest plausible reading. */
  readonly reading: PackReading | undefined;
}

/** What the workshop sees of the bridge. */
export interface BmsHost {
  readonly mode: Mode;
  /** The pack that is wanted, or else the first; `undefined` while it does not answer. A unit that comes back has a new client. */
  unit(wanted?: PackId): BmsUnit | undefined;
  /** What the owner has set of the charge control. */
  charge(): ChargeSettings;
  /** Settings as just read from this unit: the limits follow them at once instead of with the next regular reading. */
  settingsRead(unit: BmsUnit, words: SettingWords): void;
}

import type { WorkshopStore } from '../../storage/workshop-store';
import type { Writing } from '../../workshop/account';
import type { DeviceFacts } from '../../workshop/device-facts';
import type { Mode } from '../contract';
import type { CommandView } from '../workshop-contract';
import type { BmsHost } from './bms-unit';
import type { ReadProfile } from './profile-reader';
import { SnapshotShelf } from './snapshot-shelf';
import type { WriteJob } from './write-job';

/** What has been read of one device. */
export interface Known extends ReadProfile {
  readonly serialNumber: string;
  readonly internalFirmware: number;
  readonly facts: DeviceFacts | undefined;
  /** Wall time [ms since 1970]. */
  readonly readAt: number;
}

/** What the workshop knows in one mode; nothing of it is ever seen in the other. */
export interface Bench {
  /** The bridge while it runs in this mode: in another one the same serial number may be a recording of this device, or the device itself. */
  readonly host: BmsHost;
  readonly shelf: SnapshotShelf;
  known: Known | undefined;
  /** The account of the last writing. */
  writing: Writing | undefined;
  job: WriteJob | undefined;
  /** The profile has been read since the writing ended. */
  readSince: boolean;
  command: CommandView | undefined;
  snapshots: number;
}

/** One bench for each mode, made when the bridge first runs in it. */
export class Benches {
  private readonly all = new Map<Mode, Bench>();

  constructor(
    private readonly host: BmsHost,
    private readonly store: (mode: Mode) => WorkshopStore,
  ) {}

  /** That of the mode in which the bridge runs now. */
  current(): Bench {
    const { host } = this;
    const { mode } = host;
    const present = this.all.get(mode);
    if (present) return present;
    const own: BmsHost = {
      mode,
      unit: (wanted) => (host.mode === mode ? host.unit(wanted) : undefined),
      charge: () => host.charge(),
      settingsRead: (unit, words) => host.settingsRead(unit, words),
    };
    const bench: Bench = {
      host: own,
      shelf: new SnapshotShelf(this.store(mode)),
      known: undefined,
      writing: undefined,
      job: undefined,
      readSince: false,
      command: undefined,
      snapshots: 0,
    };
    this.all.set(mode, bench);
    return bench;
  }
}

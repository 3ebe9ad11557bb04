/** Whether a profile from elsewhere may go into a device. */
import { changesBetween, differences } from './differences';
import { isAllowed, isAvailable, type Profile } from './profile';
import { rawOf, type Changes, type SettingId, type SettingWords } from './settings';

/** Where a profile comes from, or the device that it is to go into. */
export interface Origin {
  /** `undefined` for a file that does not say. */
  readonly serialNumber: string | undefined;
  readonly internalFirmware: number | undefined;
}

/** `refused`: must not be written at all. `explained`: may be written once the owner has read why it is unusual. */
export type Misfit =
  | { readonly code: 'other-cells'; readonly verdict: 'refused'; readonly cells: number; readonly measured: number }
  | { readonly code: 'other-device'; readonly verdict: 'explained'; readonly serialNumber: string | undefined }
  | {
      readonly code: 'other-firmware';
      readonly verdict: 'explained';
      readonly firmware: number | undefined;
      readonly own: number | undefined;
    }
  /** Left out: this firmware does not have them. */
  | { readonly code: 'not-available'; readonly verdict: 'explained'; readonly settings: readonly SettingId[] }
  /** Left out: this device does not take the values. */
  | { readonly code: 'not-allowed'; readonly verdict: 'explained'; readonly settings: readonly SettingId[] };

export interface Target extends Origin {
  readonly profile: Profile;
  /** Cells that the BMS finds connected; without a reading the number that it is set to. */
  readonly measuredCells: number | undefined;
}

export interface Fit {
  readonly misfits: readonly Misfit[];
  /** What makes the device like the profile, without what it cannot have; nothing when it is refused. */
  readonly changes: Changes;
}

/** Holds a profile against the device that it is to go into. */
export function fitOf(words: SettingWords, origin: Origin, { profile, measuredCells, serialNumber, internalFirmware }: Target): Fit {
  const cells = rawOf('seriesCells', words);
  const measured = measuredCells ?? rawOf('seriesCells', profile.words);
  const misfits: Misfit[] = [];
  if (cells !== measured) misfits.push({ code: 'other-cells', verdict: 'refused', cells, measured });
  if (origin.serialNumber !== serialNumber) misfits.push({ code: 'other-device', verdict: 'explained', serialNumber: origin.serialNumber });
  if (origin.internalFirmware !== internalFirmware) {
    misfits.push({ code: 'other-firmware', verdict: 'explained', firmware: origin.internalFirmware, own: internalFirmware });
  }
  const differing = differences(profile.words, words).map(({ setting }) => setting);
  const absent = differing.filter((id) => !isAvailable(id, profile));
  if (absent.length > 0) misfits.push({ code: 'not-available', verdict: 'explained', settings: absent });
  const refused = differing.filter((id) => !absent.includes(id) && !isAllowed(id, rawOf(id, words), profile));
  if (refused.length > 0) misfits.push({ code: 'not-allowed', verdict: 'explained', settings: refused });
  const isRefused = misfits.some(({ verdict }) => verdict === 'refused');
  const leftOut = new Set<SettingId>([...absent, ...refused]);
  return { misfits, changes: isRefused ? {} : changesBetween(profile.words, words, (id) => !leftOut.has(id)) };
}

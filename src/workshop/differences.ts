import type { Difference } from './profile';
import { rawOf, SETTING_IDS, settingRow, type Changes, type SettingId, type SettingWords } from './settings';

/** What differs from one profile to another, in the order of the table. What the BMS takes once is no part of a profile. */
export function differences(before: SettingWords, after: SettingWords): readonly Difference[] {
  return SETTING_IDS.filter((id) => !settingRow(id).once).flatMap((setting) => {
    const [from, to] = [rawOf(setting, before), rawOf(setting, after)];
    return from === to ? [] : [{ setting, before: from, after: to }];
  });
}

/** The changes that make `before` into `after`, of the settings that `may` lets through. */
export function changesBetween(before: SettingWords, after: SettingWords, may: (id: SettingId) => boolean = () => true): Changes {
  return Object.fromEntries(differences(before, after).flatMap(({ setting, after: raw }) => (may(setting) ? [[setting, raw]] : [])));
}

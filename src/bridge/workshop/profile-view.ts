import type { Enumeration } from '../../protocols/tinybms/enumerations';
import { choicesOf, isAvailable, rangeOf, type Profile } from '../../workshop/profile';
import { rawOf, SETTING_IDS, settingRow, type SettingId } from '../../workshop/settings';
import type { Missing, ProfileView, SettingView } from '../workshop-contract';

/** A profile as the page draws it. @param readAt [ms since 1970] */
export function profileView(profile: Profile, missing: readonly Missing[], readAt: number): ProfileView {
  const present = SETTING_IDS.filter((id) => isAvailable(id, profile));
  return {
    settings: present.map((id) => settingView(id, profile)),
    absent: SETTING_IDS.filter((id) => !present.includes(id)),
    missing,
    readAt,
  };
}

function settingView(id: SettingId, profile: Profile): SettingView {
  const { register, field, group, protection = false, once = false, restarts = false } = settingRow(id);
  const current = rawOf(id, profile.words);
  const codes = choicesOf(id, profile);
  return {
    id,
    group,
    address: register.address,
    bit: field?.lsb,
    unit: field ? field.unit : register.unit,
    perUnit: field ? 1 : (register.perUnit ?? 1),
    current,
    range: rangeOf(id, profile),
    factory: profile.factory && !once ? rawOf(id, profile.factory) : undefined,
    choices: codes && choices(codes, current),
    isSwitch: field?.width === 1,
    protection,
    once,
    restarts,
  };
}

/** What may be chosen, and what is chosen now even where nobody should choose it. */
function choices(codes: Enumeration, current: number): readonly (readonly [string, number])[] {
  const offered = Object.entries(codes);
  return offered.some(([, raw]) => raw === current) ? offered : [...offered, [`code-${current}`, current] as const];
}

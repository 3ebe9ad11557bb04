import type { Review } from '../../workshop/review';
import type { AccountLine } from '../../workshop/account';
import { settingRow } from '../../workshop/settings';
import type { SettingView, WorkshopView } from '../../bridge/workshop-contract';
import { round } from '../numbers';

/** Decimals that one count of the register is worth. */
function decimalsOf({ perUnit }: Pick<SettingView, 'perUnit'>): number {
  return Math.ceil(Math.log10(perUnit));
}

/** One setting of the BMS. Values are in `unit`, `raw` is what the register holds, or the part of it that the setting is. */
export function registerPayload(view: SettingView): object {
  const { id, group, address, bit, unit = '', perUnit, current, range, factory, choices, protection, restarts, once } = view;
  const { register } = settingRow(id);
  const inUnit = (raw: number | undefined): number | null => round(raw === undefined ? undefined : raw / perUnit, 4);
  return {
    address,
    bit: bit ?? null,
    key: id,
    group,
    unit,
    type: register.type,
    scale: 1 / perUnit,
    precision: decimalsOf(view),
    access: 'rw',
    value: inUnit(current),
    raw: current,
    min: inUnit(range.min),
    max: inUnit(range.max),
    limits_from: range.from,
    step: 1 / perUnit,
    default: inUnit(factory),
    is_enum: choices !== undefined,
    enum: (choices ?? []).map(([name, raw]) => ({ name, value: raw })),
    protection,
    restarts,
    once,
  };
}

/** `/api/registers`: what was last read of the BMS that answers; an empty list before it was read. */
export function registersPayload({ mode, profile, device }: WorkshopView): object {
  return {
    mode,
    serial_number: device?.serialNumber ?? null,
    read_at_ms: profile ? Math.round(profile.readAt) : null,
    registers: (profile?.settings ?? []).map(registerPayload),
  };
}

/** What an owner sees before anything is written. All numbers are raw. */
export function reviewPayload({ differences, problems, typed, restarts, limits, ready }: Review): object {
  return {
    ready,
    protection: typed,
    restarts,
    differences: differences.map(({ setting, before, after }) => ({ key: setting, before, after })),
    problems: problems.map(({ severity, settings, finding }) => ({ severity, keys: settings, finding })),
    limits: limits ? { before: limits.before ?? null, after: limits.after ?? null } : null,
  };
}

/** What became of each change. All numbers are raw. */
export function accountPayload(lines: readonly AccountLine[]): readonly object[] {
  return lines.map(({ setting, before, wanted, found, state }) => ({ key: setting, before, wanted, found: found ?? null, state }));
}

import type { PackSettings } from '../../battery/pack';
import { settingRow, type SettingId } from '../../workshop/settings';
import type { Moment } from '../host';
import { round } from '../numbers';
import { origin } from './origin';

interface SeedSetting {
  readonly setting: SettingId & keyof PackSettings;
  /** Raw counts of the register in one unit of the field. */
  readonly perField: number;
  /** The same register under the name of the other direction: the firmware bridge named two fields differently in its answers. */
  readonly alias?: string;
}

/** Fields of the firmware bridge's `/api/config/tinybms`. Whole degrees, as the BMS has them; the firmware bridge divided by ten. */
export const SEED_SETTINGS: Readonly<Record<string, SeedSetting>> = {
  fully_charged_voltage_mv: { setting: 'fullyChargedVoltage', perField: 1 },
  fully_discharged_voltage_mv: { setting: 'fullyDischargedVoltage', perField: 1 },
  charge_finished_current_ma: { setting: 'chargeFinishedCurrent', perField: 1 },
  battery_capacity_ah: { setting: 'batteryCapacity', perField: 100 },
  cell_count: { setting: 'seriesCells', perField: 1 },
  overvoltage_cutoff_mv: { setting: 'overVoltageCutoff', perField: 1 },
  undervoltage_cutoff_mv: { setting: 'underVoltageCutoff', perField: 1 },
  discharge_overcurrent_a: { setting: 'dischargeOverCurrentCutoff', perField: 1 },
  charge_overcurrent_a: { setting: 'chargeOverCurrentCutoff', perField: 1 },
  overheat_cutoff_c: { setting: 'overHeatCutoff', perField: 1, alias: 'overheat_temp_c' },
  low_temp_charge_cutoff_c: { setting: 'lowTemperatureChargerCutoff', perField: 1, alias: 'low_temp_charge_c' },
};

function fieldOf({ setting, perField }: SeedSetting, settings: PackSettings | undefined): number | null {
  const { register } = settingRow(setting);
  const value = settings?.[setting];
  return round(value === undefined ? undefined : (value * (register.perUnit ?? 1)) / perField, 2);
}

/** `/api/config/tinybms`: what was read from the BMS that answers; `null` for what was not. */
export function bmsSettingsPayload(moment: Moment): object {
  const settings = moment.view.packs.find(({ port }) => port !== undefined)?.settings;
  const fields = Object.entries(SEED_SETTINGS).map(([field, of]) => [field, fieldOf(of, settings)] as const);
  return { ...origin(moment), ...Object.fromEntries(fields) };
}

/** Settings of this app as the firmware bridge's web interface calls them. What each key is and means stands in the table of its file. */
import type { SectionName } from '../configuration/configuration';
import type { Json } from '../configuration/json';
import { written } from '../configuration/seed/codings';
import { SEED_CONFIG } from '../configuration/seed/keys';
import type { Moment } from './host';

/** Values of `GET /api/config/system`, each with its name in `config.json`. */
const SYSTEM_NAMES: Readonly<Record<string, keyof typeof SEED_CONFIG>> = {
  'hardware.can_bitrate': 'hardware.can.bitrate',
  'cvl_algorithm.enabled': 'cvl_algorithm.enabled',
  'cvl_algorithm.bulk_threshold': 'cvl_algorithm.bulk_soc_threshold',
  'cvl_algorithm.transition_threshold': 'cvl_algorithm.transition_soc_threshold',
  'cvl_algorithm.float_threshold': 'cvl_algorithm.float_soc_threshold',
  'cvl_algorithm.float_exit': 'cvl_algorithm.float_exit_soc',
  'cvl_algorithm.float_approach_offset_mv': 'cvl_algorithm.float_approach_offset_mv',
  'cvl_algorithm.float_offset_mv': 'cvl_algorithm.float_offset_mv',
  'cvl_algorithm.minimum_ccl_in_float_a': 'cvl_algorithm.minimum_ccl_in_float_a',
  'cvl_algorithm.imbalance_hold_threshold_mv': 'cvl_algorithm.imbalance_hold_threshold_mv',
  'cvl_algorithm.imbalance_release_threshold_mv': 'cvl_algorithm.imbalance_release_threshold_mv',
  'victron.manufacturer': 'victron.manufacturer_name',
  'victron.battery_name': 'victron.battery_name',
  'victron.pgn_update_ms': 'victron.pgn_update_interval_ms',
  'victron.cvl_update_ms': 'victron.cvl_update_interval_ms',
  'watchdog_config.timeout_s': 'advanced.watchdog_timeout_s',
  'logging.log_level': 'logging.log_level',
  'logging.log_uart_traffic': 'logging.log_uart_traffic',
  'logging.log_can_traffic': 'logging.log_can_traffic',
  'logging.log_cvl_changes': 'logging.log_cvl_changes',
};

/** No value here is one of the whole pack. */
const CELLS = 1;

/** In force now: set by the owner or, where that is left to the BMS, what follows from it; `null` while nobody knows. */
function inForce(name: string, { view }: Moment): Json {
  const row = SEED_CONFIG[name];
  if (row?.use !== 'set') return null;
  const [section = '', key = ''] = row.targets[0]?.split('.') ?? [];
  const own = (view.configuration[section as SectionName] as Readonly<Record<string, unknown>>)[key];
  const active = view.parameters?.active as Readonly<Record<string, unknown>> | undefined;
  const value = own ?? (section === 'charge' ? active?.[key] : undefined);
  return value === null || value === undefined ? null : written(value, row.coding, CELLS);
}

/** The sections of `/api/config/system` that this app has a use for, with the values in force. */
export function systemSettings(moment: Moment): Readonly<Record<string, Readonly<Record<string, Json>>>> {
  const sections: Record<string, Record<string, Json>> = {};
  for (const [path, name] of Object.entries(SYSTEM_NAMES)) {
    const [section = '', key = ''] = path.split('.');
    (sections[section] ??= {})[key] = inForce(name, moment);
  }
  return sections;
}

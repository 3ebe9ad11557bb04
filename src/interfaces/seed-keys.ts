/** The settings of this app under the names of the firmware bridge: a row for each, one interpreter for both directions. */
import type { ConfigurationChange, SectionName } from '../configuration/configuration';
import type { ParameterKey } from '../control/law/parameter-table';
import type { Moment } from './host';
import { round } from './numbers';

interface SeedKey {
  readonly section: SectionName;
  readonly key: string;
  /** Counts of the seed in one unit of ours. Default 1. */
  readonly per?: number;
  /** What stands in force while the owner leaves it to the BMS. */
  readonly parameter?: ParameterKey;
}

const law = (key: ParameterKey, per = 1): SeedKey => ({ section: 'charge', key, parameter: key, per });

/** Paths of `GET /api/config/system`. */
export const SYSTEM_KEYS: Readonly<Record<string, SeedKey>> = {
  'hardware.can_bitrate': { section: 'can', key: 'bitrate' },
  'cvl_algorithm.enabled': { section: 'charge', key: 'enabled' },
  'cvl_algorithm.bulk_threshold': law('bulkSoc'),
  'cvl_algorithm.transition_threshold': law('transitionSoc'),
  'cvl_algorithm.float_threshold': law('floatSoc'),
  'cvl_algorithm.float_exit': law('floatExitSoc'),
  'cvl_algorithm.float_approach_offset_mv': law('approachOff', 1000),
  'cvl_algorithm.float_offset_mv': law('floatOff', 1000),
  'cvl_algorithm.minimum_ccl_in_float_a': law('cclFloor'),
  'cvl_algorithm.imbalance_hold_threshold_mv': law('imbHold', 1000),
  'cvl_algorithm.imbalance_release_threshold_mv': law('imbRelease', 1000),
  'victron.manufacturer': { section: 'names', key: 'manufacturer' },
  'victron.battery_name': { section: 'names', key: 'battery' },
  'victron.pgn_update_ms': { section: 'frames', key: 'fastMs' },
  'watchdog_config.timeout_s': { section: 'watchdog', key: 'timeoutS' },
  'logging.log_level': { section: 'log', key: 'level' },
  'logging.log_cvl_changes': { section: 'log', key: 'limitChanges' },
};

/** The same settings as they are called in `config.json`, accepted in writes. */
const FILE_NAMES: Readonly<Record<string, keyof typeof SYSTEM_KEYS>> = {
  'hardware.can.bitrate': 'hardware.can_bitrate',
  'cvl_algorithm.bulk_soc_threshold': 'cvl_algorithm.bulk_threshold',
  'cvl_algorithm.transition_soc_threshold': 'cvl_algorithm.transition_threshold',
  'cvl_algorithm.float_soc_threshold': 'cvl_algorithm.float_threshold',
  'cvl_algorithm.float_exit_soc': 'cvl_algorithm.float_exit',
  'victron.manufacturer_name': 'victron.manufacturer',
  'victron.pgn_update_interval_ms': 'victron.pgn_update_ms',
  'advanced.watchdog_timeout_s': 'watchdog_config.timeout_s',
};

/** One value that cannot be taken. */
export interface SeedProblem {
  readonly path: string;
  readonly rule: string;
}

function valueOf({ section, key, per = 1, parameter }: SeedKey, { view }: Moment): unknown {
  const own = (view.configuration[section] as Readonly<Record<string, unknown>>)[key];
  const value = own ?? (parameter && view.parameters?.active[parameter as keyof NonNullable<typeof view.parameters>['active']]);
  return typeof value === 'number' ? round(value * per, 3) : (value ?? null);
}

/** The sections of `/api/config/system` that can be written, with the values in force. */
export function seedSettings(moment: Moment): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const sections: Record<string, Record<string, unknown>> = {};
  for (const [path, of] of Object.entries(SYSTEM_KEYS)) {
    const [section = '', key = ''] = path.split('.');
    (sections[section] ??= {})[key] = valueOf(of, moment);
  }
  return sections;
}

/** Reads a partial `/api/config/system` or `config.json`: all of it or, with the reasons, nothing. Ranges are held later, by the configuration. */
export function seedChange(
  body: Readonly<Record<string, unknown>>,
):
  | { readonly ok: true; readonly change: ConfigurationChange; readonly paths: readonly string[] }
  | { readonly ok: false; readonly problems: readonly SeedProblem[] } {
  const problems: SeedProblem[] = [];
  const change: Record<string, Record<string, unknown>> = {};
  const paths: string[] = [];
  for (const [path, value] of leavesOf(body)) {
    const name = FILE_NAMES[path] ?? path;
    const of = Object.hasOwn(SYSTEM_KEYS, name) ? SYSTEM_KEYS[name] : undefined;
    if (!of) {
      problems.push({ path, rule: 'not a setting of this app' });
      continue;
    }
    const { section, key, per = 1 } = of;
    if (per !== 1 && typeof value !== 'number') {
      problems.push({ path, rule: 'has to be a number' });
      continue;
    }
    (change[section] ??= {})[key] = per === 1 ? value : (value as number) / per;
    paths.push(path);
  }
  if (problems.length > 0) return { ok: false, problems };
  if (paths.length === 0) return { ok: false, problems: [{ path: '', rule: 'nothing to change' }] };
  return { ok: true, change: change, paths };
}

function leavesOf(body: Readonly<Record<string, unknown>>, before = ''): readonly (readonly [path: string, value: unknown])[] {
  return Object.entries(body).flatMap(([key, value]) => {
    const path = before + key;
    const isBranch = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isBranch ? leavesOf(value as Readonly<Record<string, unknown>>, `${path}.`) : [[path, value] as const];
  });
}

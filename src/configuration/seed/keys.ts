import { SEED_KEYS, type SeedKey as LawKey } from '../../control/law/seed-keys';
import type { Json } from '../json';
import type { Note } from '../wishes';

/** How a value of the old bridge's file becomes one of ours, and back. */
export type Coding =
  /** `perUnit` of theirs make one of ours; `perCell`: theirs is of the whole pack; `clamp` [ours]: beyond the ends it is taken as the end. */
  | { readonly as: 'number'; readonly perUnit?: number; readonly perCell?: boolean; readonly clamp?: readonly [number, number] }
  /** Named as millivolts, and written as volts by some of its pages. */
  | { readonly as: 'offset' }
  | { readonly as: 'flag' }
  | { readonly as: 'text'; readonly longest: number }
  | { readonly as: 'level' }
  | { readonly as: 'bitrate' }
  /** Normal or listening only, as a number or in words. */
  | { readonly as: 'mode' };

/** What becomes of one key of its `config.json`. */
export type SeedKey =
  | {
      readonly use: 'set';
      readonly targets: readonly string[];
      readonly coding: Coding;
      readonly byDefault: Json | undefined;
      /** Its place in their file is theirs: what is set here is never written into it. */
      readonly readOnly?: true;
    }
  | {
      readonly use: 'kept';
      /** What the firmware takes where the key is missing; `undefined` for a key of later versions. */
      readonly byDefault: Json | undefined;
      /** What the owner should know of some values. */
      readonly note?: { readonly note: Note; readonly of: (value: Json) => boolean };
    };

const kept = (byDefault?: Json): SeedKey => ({ use: 'kept', byDefault });
const remarked = (byDefault: Json | undefined, note: Note, of: (value: Json) => boolean): SeedKey => ({
  use: 'kept',
  byDefault,
  note: { note, of },
});
const set = (coding: Coding, byDefault: Json | undefined, ...targets: readonly string[]): SeedKey => ({
  use: 'set',
  targets,
  coding,
  byDefault,
});

/** Taken up, and never written back: what it means here is not all that it means there. */
const taken = (coding: Coding, byDefault: Json | undefined, target: string): SeedKey => ({
  use: 'set',
  targets: [target],
  coding,
  byDefault,
  readOnly: true,
});

/** A GX stops after about 3 s without limits. */
const FASTEST_AND_SLOWEST_MS = [500, 2_000] as const;
const TELEMETRY_MS = [200, 2_000] as const;
const within = (least: number, most: number, perUnit = 1): Coding => ({ as: 'number', perUnit, clamp: [least, most] });
/** The BMS has nothing new more often, and one that is asked more rarely is watched too little. */
const LIVE_MS = within(100, 500);
const STEP_MS = within(1, 400);
const COUNT = within(1, 100);
const NUMBER = { as: 'number' } as const;
const FLAG = { as: 'flag' } as const;
const MILLI = { as: 'number', perUnit: 1000 } as const;
const isOneOf =
  (...values: readonly Json[]) =>
  (value: Json): boolean =>
    values.includes(value);
const isFactoryPassword = isOneOf('12345678', 'admin');

/** The firmware's defaults of the charge section, where it has them. */
const CVL_DEFAULTS: Readonly<Record<string, Json>> = {
  enabled: true,
  bulk_soc_threshold: 90,
  transition_soc_threshold: 95,
  float_soc_threshold: 98,
  float_exit_soc: 95,
  float_approach_offset_mv: 50,
  float_offset_mv: 100,
  minimum_ccl_in_float_a: 5,
  imbalance_hold_threshold_mv: 100,
  imbalance_release_threshold_mv: 50,
};
const OFFSETS: readonly string[] = ['float_approach_offset_mv', 'float_offset_mv'];

const CVL_KEYS: Readonly<Record<string, SeedKey>> = Object.fromEntries(
  Object.entries<LawKey>(SEED_KEYS).map(([name, key]): readonly [string, SeedKey] => {
    const path = `cvl_algorithm.${name}`;
    const byDefault = CVL_DEFAULTS[name];
    if (key.use === 'kept') return [path, kept(byDefault)];
    const target = `charge.${key.as}`;
    if (key.use === 'switch') return [path, set(FLAG, byDefault, target)];
    if (OFFSETS.includes(name)) return [path, set({ as: 'offset' }, byDefault, target)];
    const { perUnit = 1, perCell = false } = key;
    return [path, set({ as: 'number', perUnit, perCell }, byDefault, target)];
  }),
);

/**
 * The keys of the old bridge's `config.json`, in the order of its file, then those of its later versions. Its pins and its network
 * this bridge has none of.
 */
export const SEED_CONFIG: Readonly<Record<string, SeedKey>> = {
  'wifi.ssid': kept('YourSSID'),
  'wifi.password': kept('YourPassword'),
  'wifi.ap_fallback.enabled': kept(true),
  'wifi.ap_fallback.ssid': kept('TinyBMS-Bridge'),
  'wifi.ap_fallback.password': remarked('12345678', 'factory-password', isFactoryPassword),
  'wifi.hostname': taken({ as: 'text', longest: 32 }, 'tinybms-bridge', 'names.device'),
  'hardware.uart.rx_pin': kept(16),
  'hardware.uart.tx_pin': kept(17),
  'hardware.uart.baudrate': remarked(115_200, 'fixed-speed', (value) => value !== 115_200),
  'hardware.uart.timeout_ms': set(within(100, 1_000), 1000, 'polling.timeoutMs'),
  'hardware.can.tx_pin': kept(5),
  'hardware.can.rx_pin': kept(4),
  'hardware.can.bitrate': set({ as: 'bitrate' }, 250_000, 'can.bitrate'),
  'hardware.can.mode': set({ as: 'mode' }, 0, 'can.listenOnly'),
  'tinybms.poll_interval_ms': set(LIVE_MS, 100, 'polling.liveMs'),
  'tinybms.uart_retry_count': set(within(0, 5), 3, 'polling.repeats'),
  'tinybms.uart_retry_delay_ms': set(within(50, 500), 50, 'polling.repeatDelayMs'),
  'tinybms.broadcast_expected': remarked(true, 'broadcast', isOneOf(true)),
  'victron.pgn_update_interval_ms': set({ as: 'number', clamp: FASTEST_AND_SLOWEST_MS }, 1000, 'frames.fastMs'),
  'victron.cvl_update_interval_ms': set(MILLI, 20_000, 'charge.cvlUpInterval'),
  'victron.keepalive_timeout_ms': set(within(3, 600, 1000), 5000, 'gx.lostS'),
  'victron.manufacturer_name': set({ as: 'text', longest: 8 }, 'TinyBMS', 'names.manufacturer'),
  'victron.battery_name': set({ as: 'text', longest: 16 }, 'Lithium Battery', 'names.battery'),
  ...CVL_KEYS,
  'web_server.port': kept(80),
  'web_server.websocket_update_interval_ms': set({ as: 'number', clamp: TELEMETRY_MS }, 1000, 'interfaces.telemetryMs'),
  'web_server.enable_cors': kept(true),
  'web_server.enable_auth': kept(false),
  'web_server.username': kept('admin'),
  'web_server.password': remarked('admin', 'factory-password', isFactoryPassword),
  'logging.serial_baudrate': kept(115_200),
  'logging.log_level': set({ as: 'level' }, 'INFO', 'log.level'),
  'logging.log_uart_traffic': set(FLAG, false, 'traffic.storeSerial'),
  'logging.log_can_traffic': set(FLAG, false, 'traffic.storeCan'),
  'logging.log_cvl_changes': set(FLAG, true, 'log.limitChanges'),
  'advanced.enable_spiffs': set(FLAG, true, 'storage.enabled'),
  'advanced.enable_ota': kept(true),
  'advanced.watchdog_timeout_s': set(NUMBER, 5, 'watchdog.timeoutS'),
  'advanced.stack_size_bytes': kept(8192),

  'victron.keepalive_interval_ms': kept(),
  'victron.thresholds.undervoltage_v': set(NUMBER, undefined, 'alarms.packUnderVoltageAlarm'),
  'victron.thresholds.overvoltage_v': set(NUMBER, undefined, 'alarms.packOverVoltageAlarm'),
  'victron.thresholds.overtemp_c': set(NUMBER, undefined, 'alarms.overTemperatureAlarm'),
  'victron.thresholds.low_temp_charge_c': set(NUMBER, undefined, 'alarms.chargeTooColdAlarm'),
  'victron.thresholds.imbalance_warn_mv': set(MILLI, undefined, 'alarms.imbalanceWarning'),
  'victron.thresholds.imbalance_alarm_mv': set(MILLI, undefined, 'alarms.imbalanceAlarm'),
  'victron.thresholds.soc_low_percent': set(NUMBER, undefined, 'alarms.chargeLowWarning'),
  'victron.thresholds.soc_high_percent': set(NUMBER, undefined, 'alarms.chargeHighWarning'),
  'victron.thresholds.derate_current_a': set(NUMBER, undefined, 'alarms.limitLowWarning'),
  'hardware.can.termination': remarked(undefined, 'termination', isOneOf(true)),
  'tinybms.poll_interval_min_ms': taken(LIVE_MS, undefined, 'polling.liveMs'),
  'tinybms.poll_interval_max_ms': set(LIVE_MS, undefined, 'polling.slowestMs'),
  'tinybms.poll_backoff_step_ms': set(STEP_MS, undefined, 'polling.slowerByMs'),
  'tinybms.poll_recovery_step_ms': set(STEP_MS, undefined, 'polling.fasterByMs'),
  'tinybms.poll_latency_target_ms': set(within(1, 1_000), undefined, 'polling.latencyTargetMs'),
  'tinybms.poll_latency_slack_ms': set(within(0, 1_000), undefined, 'polling.latencySlackMs'),
  'tinybms.poll_failure_threshold': set(COUNT, undefined, 'polling.failures'),
  'tinybms.poll_success_threshold': set(COUNT, undefined, 'polling.successes'),
  ...keptOnes('wifi', ['mode', 'sta_ssid', 'sta_password', 'sta_hostname', 'sta_ip_mode', 'sta_static_ip', 'sta_gateway', 'sta_subnet']),
  'wifi.ap_fallback.channel': kept(),
  ...keptOnes('mqtt', [
    'enabled',
    'uri',
    'port',
    'client_id',
    'username',
    'password',
    'root_topic',
    'clean_session',
    'use_tls',
    'server_certificate',
    'keepalive_seconds',
    'reconnect_interval_ms',
    'default_qos',
    'retain_by_default',
  ]),
  'web_server.websocket_min_interval_ms': set(within(200, 1_000), undefined, 'interfaces.windowMs'),
  ...keptOnes('web_server', ['websocket_burst_window_ms', 'websocket_burst_max', 'websocket_max_payload_bytes', 'max_ws_clients']),
  'logging.output_serial': set(FLAG, undefined, 'log.console'),
  'logging.output_web': set(FLAG, undefined, 'log.stored'),
  ...keptOnes('logging', ['output_sd', 'output_syslog', 'syslog_server']),
};

function keptOnes(section: string, names: readonly string[]): Readonly<Record<string, SeedKey>> {
  return Object.fromEntries(names.map((name) => [`${section}.${name}`, kept()]));
}

/** Other names of the same keys, in answers of its web interface and in what its pages kept. */
export const ALIASES: Readonly<Record<string, string>> = {
  'wifi.ap_fallback_enabled': 'wifi.ap_fallback.enabled',
  'hardware.uart_rx': 'hardware.uart.rx_pin',
  'hardware.uart_tx': 'hardware.uart.tx_pin',
  'hardware.uart_baudrate': 'hardware.uart.baudrate',
  'hardware.can_tx': 'hardware.can.tx_pin',
  'hardware.can_rx': 'hardware.can.rx_pin',
  'hardware.can_bitrate': 'hardware.can.bitrate',
  'hardware.uart_rx_pin': 'hardware.uart.rx_pin',
  'hardware.uart_tx_pin': 'hardware.uart.tx_pin',
  'hardware.uart_timeout_ms': 'hardware.uart.timeout_ms',
  'hardware.can_tx_pin': 'hardware.can.tx_pin',
  'hardware.can_rx_pin': 'hardware.can.rx_pin',
  'hardware.can_mode': 'hardware.can.mode',
  'hardware.can_termination': 'hardware.can.termination',
  'cvl_algorithm.bulk_threshold': 'cvl_algorithm.bulk_soc_threshold',
  'cvl_algorithm.transition_threshold': 'cvl_algorithm.transition_soc_threshold',
  'cvl_algorithm.float_threshold': 'cvl_algorithm.float_soc_threshold',
  'cvl_algorithm.float_exit': 'cvl_algorithm.float_exit_soc',
  'cvl.enabled': 'cvl_algorithm.enabled',
  'cvl.bulk_transition_soc': 'cvl_algorithm.bulk_soc_threshold',
  'cvl.transition_float_soc': 'cvl_algorithm.transition_soc_threshold',
  'cvl.float_soc_threshold': 'cvl_algorithm.float_soc_threshold',
  'cvl.float_exit_soc': 'cvl_algorithm.float_exit_soc',
  'cvl.float_approach_offset': 'cvl_algorithm.float_approach_offset_mv',
  'cvl.float_offset': 'cvl_algorithm.float_offset_mv',
  'cvl.minimum_ccl_in_float_a': 'cvl_algorithm.minimum_ccl_in_float_a',
  'cvl.imbalance_trigger_mv': 'cvl_algorithm.imbalance_hold_threshold_mv',
  'cvl.imbalance_release_mv': 'cvl_algorithm.imbalance_release_threshold_mv',
  'victron.manufacturer': 'victron.manufacturer_name',
  'victron.pgn_update_ms': 'victron.pgn_update_interval_ms',
  'victron.pgn_interval_ms': 'victron.pgn_update_interval_ms',
  'victron.cvl_update_ms': 'victron.cvl_update_interval_ms',
  'victron.cvl_interval_ms': 'victron.cvl_update_interval_ms',
  'logging.level': 'logging.log_level',
  'system.web_port': 'web_server.port',
  'system.ws_update_interval': 'web_server.websocket_update_interval_ms',
  'system.ws_max_clients': 'web_server.max_ws_clients',
  'system.cors_enabled': 'web_server.enable_cors',
  'watchdog_config.timeout_s': 'advanced.watchdog_timeout_s',
  cvlEnabled: 'cvl_algorithm.enabled',
  bulkThreshold: 'cvl_algorithm.bulk_soc_threshold',
  floatThreshold: 'cvl_algorithm.float_soc_threshold',
  floatExit: 'cvl_algorithm.float_exit_soc',
};

/** Names of what opens a door, wherever it stands. */
const SECRET = /pass(word|phrase)?$|secret|token|credential|ssid$|(api|private)_?key/i;

export function isSecret(path: string): boolean {
  return SECRET.test(path);
}

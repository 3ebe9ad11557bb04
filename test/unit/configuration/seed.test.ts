import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIGURATION, readSection } from '../../../src/configuration/configuration';
import { DISPLAY } from '../../../src/configuration/display';
import { readFile, writeFile, type FileKind } from '../../../src/configuration/document';
import { draft, type ConfigurationState, type Draft } from '../../../src/configuration/wishes';
import { consider } from '../../../src/control/owner';
import { SEED_CONFIG_FILE, SEED_MAPPING_FILE } from '../../support/seed-files';
import { LFP_SETTINGS } from '../../support/pack-fixtures';

const DEFAULTS: ConfigurationState = { configuration: DEFAULT_CONFIGURATION, display: readSection(DISPLAY, {}), kept: {} };
const OPEN = { secrets: true };
const CLOSED = { secrets: false };

function imported(text: string, before = DEFAULTS): Draft & { readonly kind: FileKind } {
  const read = readFile(text);
  if (!read.ok) throw new Error(read.why);
  return { kind: read.kind, ...draft(before, read.wishes, read.kept) };
}

const json = (text: string): Record<string, Record<string, unknown>> => JSON.parse(text) as Record<string, Record<string, unknown>>;
const of = ({ rows }: Draft, fate: string) => rows.filter((row) => row.fate === fate);
const notes = ({ rows }: Draft) => rows.flatMap(({ path, notes }) => notes.map((note) => `${path} ${note}`));

describe('the published config.json', () => {
  const seed = imported(SEED_CONFIG_FILE);

  test('is known, and nothing of it is unknown or refused', () => {
    expect(seed.kind).toBe('config');
    expect([...of(seed, 'unknown'), ...of(seed, 'refused')]).toEqual([]);
  });

  test('sets what this bridge has a use for', () => {
    const { can, gx, names, charge, log, polling, storage, watchdog } = seed.next.configuration;
    expect(can).toMatchObject({ bitrate: 500_000, listenOnly: false });
    expect(gx.lostS).toBe(10);
    expect(names).toEqual({ manufacturer: 'ENEPAQ', battery: 'TinyBMS 16S100A', device: '' });
    expect(log).toMatchObject({ level: 'INFO', limitChanges: true });
    expect(polling).toMatchObject({ liveMs: 100, timeoutMs: 1_000, repeats: 3, repeatDelayMs: 100 });
    expect(storage.enabled).toBe(true);
    expect(watchdog.timeoutS).toBe(30);
    expect(charge).toMatchObject({
      mode: 'soc',
      enabled: true,
      bulkSoc: 90,
      transitionSoc: 95,
      floatSoc: 100,
      floatExitSoc: 88,
      approachOff: 0.05,
      floatOff: 0.1,
      cclFloor: 0.5,
      imbHold: 0.1,
      imbRelease: 0.03,
      cvlUpInterval: 20,
    });
  });

  test('breaks no rule of the charge control with a usual battery', () => {
    expect(consider(LFP_SETTINGS, seed.next.configuration.charge).violations).toEqual([]);
  });

  test('names every value that is only kept, and none of its secrets', () => {
    expect(of(seed, 'kept').map(({ path }) => path)).toEqual(
      expect.arrayContaining(['wifi.hostname', 'hardware.uart.rx_pin', 'web_server.port']),
    );
    expect(seed.rows.filter(({ secret }) => secret).map(({ path, value }) => [path, value])).toEqual([
      ['wifi.ssid', undefined],
      ['wifi.password', undefined],
      ['wifi.ap_fallback.ssid', undefined],
      ['wifi.ap_fallback.password', undefined],
      ['web_server.password', undefined],
    ]);
    expect(notes(seed)).toEqual([
      'wifi.ap_fallback.password factory-password',
      'tinybms.broadcast_expected broadcast',
      'web_server.password factory-password',
      'cvl_algorithm soc-mode',
    ]);
  });

  test('comes out again as it went in', () => {
    expect(writeFile('config', seed.next, OPEN)).toBe(SEED_CONFIG_FILE);
  });

  test('comes out without secrets unless they are asked for', () => {
    const text = writeFile('config', seed.next, CLOSED);
    expect(text).not.toMatch(/Harbour|secret of the harbour|12345678|"admin",?\n.*password/);
    expect(json(text)).toMatchObject({
      wifi: { hostname: 'tinybms-bridge', ap_fallback: { enabled: true } },
      web_server: { username: 'admin' },
    });
    expect(writeFile('own', seed.next, CLOSED)).not.toMatch(/Harbour|12345678/);
    expect(writeFile('own', seed.next, OPEN)).toMatch(/Harbour/);
  });

  test('carries what was changed since, in its own units', () => {
    const charge = { ...seed.next.configuration.charge, floatOff: 0.075, cvlUpInterval: 30, cclFloor: 2 };
    const configuration = { ...seed.next.configuration, charge, can: { ...seed.next.configuration.can, bitrate: 250_000 as const } };
    const file = json(writeFile('config', { ...seed.next, configuration }, OPEN));
    expect(file).toMatchObject({
      hardware: { can: { bitrate: 250_000, mode: 'normal' } },
      cvl_algorithm: { float_offset_mv: 75, minimum_ccl_in_float_a: 2, float_soc_threshold: 100 },
      victron: { cvl_update_interval_ms: 30_000 },
    });
  });

  test('a file without secrets does not make the bridge forget them', () => {
    expect(imported(writeFile('own', seed.next, CLOSED), seed.next).next).toEqual(seed.next);
    expect(imported(writeFile('config', seed.next, CLOSED), seed.next).next).toEqual(seed.next);
  });

  test('a firmware that was never seen gets a whole file that its memory of 4 kB takes', () => {
    const text = writeFile('config', DEFAULTS, CLOSED);
    expect(json(text)).toMatchObject({
      hardware: { can: { bitrate: 500_000 } },
      victron: { manufacturer_name: 'TinyBMS' },
      advanced: { watchdog_timeout_s: 30 },
    });
    expect(imported(text).next.configuration.can).toEqual(DEFAULT_CONFIGURATION.can);
    for (const file of [text, SEED_CONFIG_FILE]) expect(firmwareMemory(JSON.parse(file))).toBeLessThan(4096);
  });
});

/** What ArduinoJson 6 needs of its pool on a 32-bit chip: 16 bytes for each value, and each different text once with its end. */
function firmwareMemory(value: unknown): number {
  const texts = new Set<string>();
  let slots = 0;
  const count = (of: unknown): void => {
    if (typeof of === 'string') texts.add(of);
    if (typeof of !== 'object' || of === null) return;
    for (const [name, inside] of Object.entries(of)) {
      slots += 1;
      texts.add(name);
      count(inside);
    }
  };
  count(value);
  return slots * 16 + [...texts].reduce((sum, text) => sum + text.length + 1, 0);
}

describe('other forms of config.json', () => {
  test.each([
    ['volts where millivolts stand', { cvl_algorithm: { float_offset_mv: -0.1 } }, 'charge.floatOff', 0.1, 'volts'],
    ['a number as a text', { cvl_algorithm: { bulk_soc_threshold: '85' } }, 'charge.bulkSoc', 85, 'coerced'],
    ['a level as a number', { logging: { log_level: 3 } }, 'log.level', 'DEBUG', 'coerced'],
    ['a switch as a number', { cvl_algorithm: { enabled: 0 } }, 'charge.enabled', false, 'coerced'],
    ['a name that is too long', { victron: { manufacturer_name: 'ENERGUS POWER' } }, 'names.manufacturer', 'ENERGUS ', 'shortened'],
    ['another word for a level', { logging: { log_level: 'warn' } }, 'log.level', 'WARNING', undefined],
    ['names of the web interface', { hardware: { can_bitrate: 250_000 } }, 'can.bitrate', 250_000, undefined],
    ['thresholds of later versions', { victron: { thresholds: { imbalance_warn_mv: 80 } } }, 'alarms.imbalanceWarning', 0.08, undefined],
    ['values of the pack', { cvl_algorithm: { imbalance_drop_max_v: 2, series_cell_count: 8 } }, 'charge.imbDropMax', 0.25, undefined],
    ['listening only', { hardware: { can: { mode: 'listen_only' } } }, 'can.listenOnly', true, 'listen-only'],
    ['listening only as a number', { hardware: { can: { mode: 1 } } }, 'can.listenOnly', true, 'listen-only'],
    ['a name in its network', { wifi: { hostname: 'cabin-by-the-lake' } }, 'names.device', 'cabin-by-the-lake', undefined],
    ['memory only', { advanced: { enable_spiffs: false } }, 'storage.enabled', false, undefined],
    ['a patience of the GX', { victron: { keepalive_timeout_ms: 600_000 } }, 'gx.lostS', 600, undefined],
    ['a log that is not stored', { logging: { output_web: false } }, 'log.stored', false, undefined],
    ['a log that is mirrored', { logging: { output_serial: true } }, 'log.console', true, undefined],
    ['a floor of its sockets', { web_server: { websocket_min_interval_ms: 400 } }, 'interfaces.windowMs', 400, undefined],
    ['a charge that is high', { victron: { thresholds: { soc_high_percent: 99 } } }, 'alarms.chargeHighWarning', 99, undefined],
    ['a limit that is low', { victron: { thresholds: { derate_current_a: 1 } } }, 'alarms.limitLowWarning', 1, undefined],
    ['questions that are too far apart', { tinybms: { poll_interval_ms: 5_000 } }, 'polling.liveMs', 500, 'held-back'],
    ['an export of its page', { version: 1, settings: { cvl_algorithm: { bulk_threshold: 80 } } }, 'charge.bulkSoc', 80, undefined],
    ['what its page kept', { bulkThreshold: 85, refreshRate: 1000 }, 'charge.bulkSoc', 85, undefined],
  ])('%s', (_, file, target, after, note) => {
    const row = imported(JSON.stringify(file)).rows.find((found) => found.target === target);
    expect(row).toMatchObject({ fate: 'changes', after, notes: note === undefined ? [] : [note] });
  });

  test.each([
    ['a bit rate that no GX has', { hardware: { can: { bitrate: 125_000 } } }, 'hardware.can.bitrate no-such-bitrate'],
    ['another speed of the BMS', { hardware: { uart: { baudrate: 9600 } } }, 'hardware.uart.baudrate fixed-speed'],
    ['the end of a bus', { hardware: { can: { termination: true } } }, 'hardware.can.termination termination'],
  ])('%s is kept and said', (_, file, note) => {
    expect(notes(imported(JSON.stringify(file)))).toEqual([note]);
    expect(imported(JSON.stringify(file)).next.configuration).toEqual(DEFAULT_CONFIGURATION);
  });

  test.each([
    ['hardware.can.bitrate', { hardware: { can: { bitrate: 300_000 } } }, { rule: 'options', options: [250_000, 500_000] }],
    ['cvl_algorithm.float_soc_threshold', { cvl_algorithm: { float_soc_threshold: 120 } }, { rule: 'range', least: 0, most: 100 }],
    ['advanced.watchdog_timeout_s', { advanced: { watchdog_timeout_s: 0 } }, { rule: 'range', least: 1, most: 30 }],
    ['victron.battery_name', { victron: { battery_name: null } }, { rule: 'kind', kind: 'text' }],
  ])('%s that cannot be is refused with its rule, and nothing is taken', (path, file, rule) => {
    const result = imported(JSON.stringify({ logging: { log_level: 'DEBUG' }, ...file }));
    expect(of(result, 'refused')).toMatchObject([{ path, rule }]);
    expect(result.next).toBe(DEFAULTS);
  });

  test('its adaptive pace is taken up, and the longer of its two floors holds', () => {
    const tinybms = {
      poll_interval_ms: 200,
      poll_interval_min_ms: 50,
      poll_interval_max_ms: 500,
      poll_backoff_step_ms: 20,
      poll_recovery_step_ms: 5,
      poll_latency_target_ms: 60,
      poll_latency_slack_ms: 30,
      poll_failure_threshold: 2,
      poll_success_threshold: 9,
    };
    const { next, rows } = imported(JSON.stringify({ tinybms }));
    expect(rows.filter(({ fate }) => fate === 'refused')).toEqual([]);
    expect(next.configuration.polling).toEqual({
      ...DEFAULT_CONFIGURATION.polling,
      liveMs: 200,
      slowestMs: 500,
      slowerByMs: 20,
      fasterByMs: 5,
      latencyTargetMs: 60,
      latencySlackMs: 30,
      failures: 2,
      successes: 9,
    });
    const slow = imported(JSON.stringify({ tinybms: { poll_interval_min_ms: 300, poll_interval_ms: 200 } }));
    expect(slow.next.configuration.polling.liveMs).toBe(300);
    expect(json(writeFile('config', next, OPEN))).toEqual({ tinybms });
  });

  test('what has another meaning there is not written into its file', () => {
    const file = { wifi: { hostname: 'cabin' }, hardware: { can: { mode: 'normal' } } };
    const { next } = imported(JSON.stringify(file));
    const { names, can } = next.configuration;
    const configuration = { ...next.configuration, names: { ...names, device: 'Cabin by the lake' }, can: { ...can, listenOnly: true } };
    expect(json(writeFile('config', { ...next, configuration }, OPEN))).toEqual({
      wifi: { hostname: 'cabin' },
      hardware: { can: { mode: 1 } },
    });
  });

  test('keys that nobody knows stay in their place', () => {
    const file = { wifi: { hostname: 'a', colour: 'red', country: ['FR', 5] }, fan: { speed: 3 }, logging: { log_level: 'INFO' } };
    const result = imported(JSON.stringify(file));
    expect(of(result, 'unknown').map(({ path }) => path)).toEqual(['wifi.colour', 'wifi.country[0]', 'wifi.country[1]', 'fan.speed']);
    expect(writeFile('config', result.next, OPEN)).toBe(`${JSON.stringify(file, undefined, 2)}\n`);
  });
});

describe('the published mapping', () => {
  const seed = imported(SEED_MAPPING_FILE);

  test('is read in spite of its typographic quotes, and that is said', () => {
    expect(readFile(SEED_MAPPING_FILE)).toMatchObject({ ok: true, kind: 'mapping', repairs: ['curly-quotes'] });
    expect(of(seed, 'refused')).toEqual([]);
  });

  test('what is wrong in it is said, and never used', () => {
    expect(notes(seed)).toEqual([
      'pgn_0x351.fields[1].source statistics',
      'pgn_0x351.fields[2].source statistics',
      'pgn_0x355.fields[0].scale fixed-scale',
      'pgn_0x356.fields[2].source board-temperature',
    ]);
    expect(seed.next.configuration).toEqual({
      ...DEFAULT_CONFIGURATION,
      frames: { ...DEFAULT_CONFIGURATION.frames, temperature: 'internal' },
    });
  });

  test.each([
    [2, 500, []],
    [0.5, 2_000, []],
    [10, 500, ['held-back']],
    [0.01, 2_000, ['held-back']],
  ])('limits %d times a second go out every %d ms, within what a GX needs', (frequency_hz, after, notes) => {
    const rows = imported(JSON.stringify({ pgn_0x351: { frequency_hz, fields: [] } })).rows;
    expect(rows.find(({ target }) => target === 'frames.fastMs')).toMatchObject({ after, notes });
  });

  test('a source that is no sensor of the battery changes nothing', () => {
    const file = {
      pgn_0x356: { fields: [{ source: 'tiny_reg_103' }, { source: 'constant' }] },
      pgn_0x351: { fields: [{ source: 'tiny_reg_43' }] },
    };
    expect(imported(JSON.stringify(file)).next.configuration).toEqual(DEFAULT_CONFIGURATION);
  });

  test('carries what was changed since', () => {
    const frames = { ...seed.next.configuration.frames, temperature: 'external2' as const, fastMs: 500 };
    const file = json(writeFile('mapping', { ...seed.next, configuration: { ...seed.next.configuration, frames } }, OPEN));
    expect(file).toMatchObject({
      pgn_0x351: { frequency_hz: 2, fields: [{}, { source: 'tiny_reg_103' }, {}] },
      pgn_0x355: { frequency_hz: 2 },
      pgn_0x356: { frequency_hz: 2, fields: [{}, {}, { source: 'tiny_reg_43' }] },
    });
  });

  test('comes out as JSON that every reader takes, with all that was in it', () => {
    const plain = SEED_MAPPING_FILE.replace(/[“”]/g, '"');
    expect(JSON.parse(writeFile('mapping', seed.next, OPEN))).toEqual(JSON.parse(plain));
  });

  test('a file of later versions is known too', () => {
    const file = {
      victron_can_mappings: [{ pgn: '0x351', name: 'Limits', fields: [{ name: 'CVL', byte_offset: 0, conversion: { gain: 100 } }] }],
    };
    const later = imported(JSON.stringify(file));
    expect(later.kind).toBe('mapping');
    expect(notes(later)).toEqual(['victron_can_mappings[0].fields[0].conversion.gain fixed-scale']);
  });

  test('names, optional frames and rates act, in either form', () => {
    const manufacturer = { bytes: [0, 7], source: 'constant', value: 'Cabin bank No. 1' };
    const first = {
      pgn_0x35E: { can_id: '0x35E', frequency_hz: 0.1, fields: [manufacturer] },
      pgn_0x370: { can_id: '0x370', fields: [{ source: 'constant', value: 'Sixteen cells' }] },
      pgn_0x372: { can_id: '0x372', enabled: false },
      pgn_0x373: { can_id: '0x373', frequency_hz: 0.25 },
      pgn_0x374: { can_id: '0x374', enabled: false, frequency_hz: 3 },
      pgn_0x382: { can_id: '0x382', enabled: false },
    };
    const later = {
      victron_can_mappings: Object.entries(first).map(([name, content]) => ({ ...content, can_id: undefined, pgn: name.slice(4) })),
    };
    for (const file of [first, later]) {
      const result = imported(JSON.stringify(file));
      const { frames, names } = result.next.configuration;
      expect(names).toEqual({ manufacturer: 'Cabin ba', battery: 'Sixteen cells', device: '' });
      expect(frames).toEqual({ ...DEFAULT_CONFIGURATION.frames, cellsMs: 4_000, namesMs: 10_000, modules: false, family: false });
      expect(of(result, 'refused')).toEqual([]);
      expect(result.rows.flatMap(({ notes }) => notes)).toEqual(['shortened', 'same-pace']);
    }
  });

  test('a frame that is listed without more is sent again, and one that is not listed stays as it is', () => {
    const frames = { ...DEFAULT_CONFIGURATION.frames, modules: false, energy: false };
    const before = { ...DEFAULTS, configuration: { ...DEFAULT_CONFIGURATION, frames } };
    const { next } = imported(JSON.stringify({ victron_can_mappings: [{ pgn: 0x372, fields: [] }] }), before);
    expect(next.configuration.frames).toEqual({ ...frames, modules: true });
  });

  test('limits, measurements and alarms cannot be switched off', () => {
    const file = { pgn_0x351: { can_id: '0x351', enabled: false }, pgn_0x35A: { can_id: '0x35A', enabled: false } };
    expect(imported(JSON.stringify(file)).next.configuration).toEqual(DEFAULT_CONFIGURATION);
  });

  test('what is not a switch is refused', () => {
    const file = { pgn_0x372: { can_id: '0x372', enabled: 'perhaps' } };
    expect(of(imported(JSON.stringify(file)), 'refused')).toMatchObject([{ path: 'pgn_0x372.enabled', target: 'frames.modules' }]);
  });

  test('only a wrong gain is remarked on', () => {
    const gains = (gain: number) => ({
      victron_can_mappings: [{ pgn: '0x356', fields: [{ byte_offset: 0, conversion: { gain } }] }],
    });
    expect(notes(imported(JSON.stringify(gains(100))))).toEqual([]);
    expect(notes(imported(JSON.stringify(gains(10))))).toEqual(['victron_can_mappings[0].fields[0].conversion.gain fixed-scale']);
  });

  test('each form is written from the imported file of that form, and from the right sources where there is none', () => {
    const file = { victron_can_mappings: [{ pgn: '0x351', note: 'mine', fields: [] }], functions: { cvl_dynamic: {} } };
    const { next } = imported(JSON.stringify(file));
    expect(json(writeFile('laterMapping', next, OPEN))).toEqual(file);
    expect(json(writeFile('mapping', next, OPEN))).toEqual(json(writeFile('mapping', DEFAULTS, OPEN)));
    expect(json(writeFile('laterMapping', DEFAULTS, OPEN))).toMatchObject({
      victron_can_mappings: [
        { pgn: '0x351', fields: [{ conversion: { gain: 10 } }, { conversion: { gain: 10 } }, { conversion: { gain: 10 } }] },
        { pgn: '0x355', fields: [{ conversion: { gain: 1 } }, { conversion: { gain: 1 } }] },
        { pgn: '0x356', fields: [{ conversion: { gain: 100 } }, { conversion: { gain: 10 } }, { conversion: { gain: 10 } }] },
      ],
    });
    expect(notes(imported(writeFile('laterMapping', DEFAULTS, OPEN)))).toEqual([]);
  });

  test('a bridge that was never given one writes one with the right sources', () => {
    const text = writeFile('mapping', DEFAULTS, OPEN);
    expect(text).not.toMatch(/tiny_reg_10[23]/);
    expect(notes(imported(text))).toEqual([]);
  });
});

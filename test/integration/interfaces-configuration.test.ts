import { describe, expect, test } from 'vitest';
import { readSection } from '../../src/configuration/configuration';
import { DISPLAY } from '../../src/configuration/display';
import type { InterfaceBench, InterfaceAnswer } from '../support/interface-bench';
import { interfaceBench } from '../support/interface-bench';
import { violations } from '../support/schemas';
import { SEED_CONFIG_FILE, SEED_MAPPING_FILE } from '../support/seed-files';

const MASK = '********';

function post(bench: InterfaceBench, body: string, path = '/api/config/import'): Promise<InterfaceAnswer> {
  return bench.ask({ method: 'POST', path, token: bench.token, body });
}

function expectAnswer({ status, body }: InterfaceAnswer, wanted: number, schema: string): void {
  expect({ status, violations: violations(schema, body) }).toEqual({ status: wanted, violations: [] });
}

/** The configuration in force and what can be undone, as the page of the settings would show them. */
async function now(bench: InterfaceBench) {
  await bench.clock.run(1_000);
  const { configuration, configurationUndo } = bench.moment()?.view ?? {};
  return { configuration, undo: configurationUndo };
}

describe('a whole file', () => {
  test('of the firmware bridge is taken over, kept with its secrets, read back masked, and undone on the page', async () => {
    const bench = await interfaceBench();
    const before = await now(bench);
    const answer = await post(bench, SEED_CONFIG_FILE);
    expectAnswer(answer, 200, 'config-change');
    const told = answer.body as { changed: string[]; kept: string[]; unknown: string[]; notes: object[] };
    expect(told.changed).toContain('victron.manufacturer_name');
    expect(told.kept).toContain('wifi.password');
    expect(told.unknown).toEqual([]);
    expect(told.notes).toContainEqual({ path: 'web_server.password', note: 'factory-password' });
    const after = await now(bench);
    expect(after.configuration?.names.manufacturer).toBe('ENEPAQ');
    expect(after.undo).toMatchObject({ kind: 'file', name: 'POST /api/config/import' });

    const masked = await bench.get('/api/config');
    expectAnswer(masked, 200, 'config-file');
    expect(masked.headers['X-Config-Snapshot']).toBe('public');
    expect(masked.text).not.toMatch(/Harbour|secret of the harbour|12345678/);
    expect(masked.body).toMatchObject({
      wifi: { password: MASK, ssid: MASK, hostname: 'tinybms-bridge' },
      web_server: { username: 'admin' },
    });
    const system = (await bench.get('/api/config/system')).body;
    expect(system).toMatchObject({ wifi: { ssid: MASK, hostname: 'tinybms-bridge' }, hardware: { uart_rx: 16, can_tx: 5 } });

    // What was read masked and is sent back makes the bridge forget nothing.
    expectAnswer(await post(bench, masked.text), 200, 'config-change');
    const full = await bench.ask({ path: '/api/config', query: { include_secrets: '1' }, token: bench.token });
    expect(full.headers['X-Config-Snapshot']).toBe('full');
    expect(full.body).toEqual(JSON.parse(SEED_CONFIG_FILE));

    const undo = await bench.settle(bench.bridge.settingsFiles.preview({ kind: 'undo' }, readSection(DISPLAY, {})));
    if (!undo.ok) throw new Error(undo.why);
    await bench.settle(bench.bridge.settingsFiles.apply(undo.preview.id));
    expect((await now(bench)).configuration).toEqual(before.configuration);
  });

  test('secrets are shown to nobody without the token, and nothing is taken over without it', async () => {
    const bench = await interfaceBench();
    const before = await now(bench);
    for (const token of [undefined, 'x']) {
      expectAnswer(await bench.ask({ path: '/api/config', query: { include_secrets: '1' }, token }), 401, 'refusal');
      expectAnswer(await bench.ask({ method: 'POST', path: '/api/config/import', token, body: SEED_CONFIG_FILE }), 401, 'refusal');
    }
    expect(await now(bench)).toEqual(before);
  });

  test('with its typographic quotes is mended, as on the page', async () => {
    const bench = await interfaceBench();
    const answer = await post(bench, SEED_MAPPING_FILE);
    expectAnswer(answer, 200, 'config-change');
    expect((answer.body as { notes: object[] }).notes).toContainEqual({ path: 'pgn_0x351.fields[1].source', note: 'statistics' });
  });

  test('is taken over whole or not at all, with key, value and rule of everything that stands against it', async () => {
    const bench = await interfaceBench();
    const before = await now(bench);
    const file = JSON.parse(SEED_CONFIG_FILE) as { cvl_algorithm: object; victron: object; wifi: object };
    const thresholds = { ...file.victron, thresholds: { overvoltage_v: 500, imbalance_warn_mv: 300, imbalance_alarm_mv: 200 } };
    const wrong: readonly (readonly [string, readonly object[]])[] = [
      ['', []],
      ['{ "wifi": ', []],
      ['[]', []],
      ['{}', []],
      ['{ "format": "tinybms-bridge/configuration", "version": 99, "sections": {} }', []],
      [
        JSON.stringify({ ...file, cvl_algorithm: { ...file.cvl_algorithm, bulk_soc_threshold: 900 } }),
        [{ path: 'cvl_algorithm.bulk_soc_threshold', value: 900, rule: 'has to be from 0 to 100' }],
      ],
      [
        JSON.stringify({ ...file, cvl_algorithm: { ...file.cvl_algorithm, float_exit_soc: 99.9, float_soc_threshold: 90 } }),
        [expect.objectContaining({ path: 'charge' })],
      ],
      [
        JSON.stringify({ ...file, victron: thresholds }),
        [expect.objectContaining({ path: 'victron.thresholds.overvoltage_v', value: 500 })],
      ],
      [
        JSON.stringify({ ...file, victron: { thresholds: { overvoltage_v: 79, imbalance_warn_mv: 300, imbalance_alarm_mv: 200 } } }),
        [
          expect.objectContaining({ path: 'alarms.packOverVoltage', rule: expect.stringContaining('beyond-battery') as string }),
          expect.objectContaining({ path: 'alarms.imbalance', rule: expect.stringContaining('warning-late') as string }),
        ],
      ],
    ];
    for (const [text, problems] of wrong) {
      const answer = await post(bench, text);
      expectAnswer(answer, 400, 'refusal');
      expect((answer.body as { problems?: object[] }).problems ?? []).toEqual(
        problems.length > 0 ? expect.arrayContaining([...problems]) : [],
      );
    }
    expect(await now(bench)).toEqual(before);
    expect((await bench.get('/api/config')).text).not.toMatch(/Harbour/);
  });
});

describe('a part', () => {
  test('as the page of the firmware bridge sends it: its names, in an object of its own, with what is only kept', async () => {
    const bench = await interfaceBench();
    await post(bench, SEED_CONFIG_FILE);
    const imported = await now(bench);
    const parts: readonly (readonly [string, object])[] = [
      ['/api/config/cvl', { cvl: { bulk_transition_soc: 85, float_approach_offset: -0.06, imbalance_trigger_mv: 90 } }],
      ['/api/config/hardware', { hardware: { uart_rx_pin: 18, can_bitrate: 250_000 } }],
      ['/api/config/wifi', { wifi: { password: 'new secret' } }],
      ['/api/config/logging', { level: 'debug' }],
      ['/api/config/save', { settings: { system: { ws_update_interval: 500 } } }],
    ];
    for (const [path, body] of parts) expectAnswer(await post(bench, JSON.stringify(body), path), 200, 'config-change');
    const { configuration, undo } = await now(bench);
    expect(configuration).toMatchObject({
      charge: { bulkSoc: 85, approachOff: 0.06, imbHold: 0.09 },
      can: { bitrate: 250_000 },
      log: { level: 'DEBUG' },
      interfaces: { telemetryMs: 500 },
    });
    // A part leaves what can be undone what it is.
    expect(undo).toEqual(imported.undo);
    const full = await bench.ask({ path: '/api/config', query: { include_secrets: '1' }, token: bench.token });
    expect(full.body).toMatchObject({
      wifi: { password: 'new secret', hostname: 'tinybms-bridge' },
      hardware: { uart: { rx_pin: 18 }, can: { bitrate: 250_000 } },
      web_server: { websocket_update_interval_ms: 500 },
    });
    expect(Object.keys((full.body as { hardware: object }).hardware)).toEqual(['uart', 'can']);
  });

  test('that was read before and is sent back whole changes nothing', async () => {
    const bench = await interfaceBench();
    await post(bench, SEED_CONFIG_FILE);
    const before = await now(bench);
    const { wifi, hardware, cvl_algorithm, victron } = (await bench.get('/api/config/system')).body as Record<string, object>;
    const settings = { hardware, cvl_algorithm, victron, wifi: { ...wifi, connected: undefined } };
    const answer = await bench.write('PUT', '/api/config/system', settings);
    expect(answer.body).toMatchObject({ success: true, message: 'Nothing differs from what is in force.' });
    expect(await now(bench)).toEqual(before);
  });
});

test('everything is reset only with the word, and the settings can be brought back', async () => {
  const bench = await interfaceBench();
  await post(bench, SEED_CONFIG_FILE);
  const before = await now(bench);
  for (const path of ['/api/config/reset', '/api/system/factory-reset']) expectAnswer(await post(bench, '{}', path), 409, 'refusal');
  expect(await now(bench)).toEqual(before);
  expectAnswer(await post(bench, '{"confirm":"RESET"}', '/api/config/reset'), 200, 'config-change');
  const after = await now(bench);
  expect(after.configuration?.names.manufacturer).toBe('TinyBMS');
  expect(after.undo?.kind).toBe('defaults');
  expectAnswer(await post(bench, '{"confirm":"RESET"}', '/api/system/factory-reset'), 200, 'config-change');
  expect((await bench.get('/api/logs', { format: 'json' })).body).toMatchObject({ lines: [] });
});

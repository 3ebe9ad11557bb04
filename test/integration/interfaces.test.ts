import { describe, expect, test } from 'vitest';
import { ROUTES } from '../../src/interfaces/answer';
import type { RefusalBody } from '../../src/interfaces/request';
import { interfaceBench, type InterfaceAnswer } from '../support/interface-bench';
import { violations } from '../support/schemas';

/** The answer has this status, is JSON, and is as its schema says. */
function expectAnswer({ status, body, headers }: InterfaceAnswer, wanted: number, schema: string): void {
  expect({ status, violations: violations(schema, body) }).toEqual({ status: wanted, violations: [] });
  expect(headers).toMatchObject({ 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
}

function expectRefusal(answer: InterfaceAnswer, status: number, reason: RefusalBody['reason']): void {
  expectAnswer(answer, status, 'refusal');
  expect(answer.body).toMatchObject({ reason });
}

describe('reading', () => {
  test('every route that reads answers, before and after the BMS has been read, as its schema says', async () => {
    const bench = await interfaceBench();
    const round = async () => {
      for (const { path, schema, example } of ROUTES.filter(({ writes }) => !writes)) {
        const query = Object.fromEntries(new URLSearchParams(example.query));
        const answer = await bench.get(path.replace('{address}', '300'), query);
        const isUnread = answer.status === 409;
        expect([path, answer.status]).toEqual([path, isUnread ? 409 : 200]);
        if (schema) expect([path, ...violations(isUnread ? 'refusal' : schema, answer.body)]).toEqual([path]);
        else expect(answer.headers['Content-Type']).toMatch(/^text\/(plain|csv); charset=utf-8$/);
      }
    };
    await round();
    expectAnswer(await bench.write('POST', '/api/tinybms/registers/read-all'), 200, 'registers');
    await bench.clock.run(20_000);
    await round();
  });

  test('the status is that of the reading, in the units and roundings of the firmware bridge, and says that it is simulated', async () => {
    const bench = await interfaceBench();
    await bench.clock.run(5_000);
    const { battery, packs, limits } = bench.moment()?.view ?? {};
    const answer = await bench.get('/api/status');
    expect(answer.headers['X-Bridge-Mode']).toBe('simulation');
    expect(answer.body).toMatchObject({
      mode: 'simulation',
      phase: 'live',
      live_data: {
        voltage: Number(battery?.voltage.toFixed(2)),
        soc_percent: Number(battery?.stateOfCharge.toFixed(1)),
        temperature: Math.round((battery?.hottest.celsius ?? NaN) * 10),
        max_cell_mv: Math.round((battery?.highestCell.voltage ?? NaN) * 1000),
        online_status: packs?.[0]?.reading?.statusCode,
      },
      stats: { ccl_limit_a: limits?.ccl.value, limits_sent: true, victron_keepalive_ok: true },
    });
  });

  test('how fast the BMS answers is counted, and its statistics are told once they have been read', async () => {
    const bench = await interfaceBench();
    await bench.clock.run(5_000);
    const status = async () =>
      (await bench.get('/api/status')).body as { live_data: Record<string, unknown>; stats: { uart: Record<string, number> } };
    const { uart } = (await status()).stats;
    expect(uart['interval_ms_current']).toBe(100);
    expect(uart['latency_ms_avg']).toBeGreaterThan(0);
    expect(uart['latency_ms_avg']).toBeLessThanOrEqual(uart['latency_ms_max'] ?? 0);
    expect((await status()).live_data).toMatchObject({ max_discharge_current: null, max_charge_current: null });

    await bench.write('POST', '/api/tinybms/registers/read-all');
    // Tenths of an ampere; the count as it is (TinyBMS protocol, revision D).
    const [discharge, charge, full] = [102, 103, 112].map((address) => bench.memory.read(address));
    expect((await status()).live_data).toMatchObject({
      max_discharge_current: (discharge ?? NaN) / 10,
      max_charge_current: (charge ?? NaN) / 10,
    });
    expect((await bench.get('/api/telemetry')).body).toMatchObject({
      max_discharge_current_a: (discharge ?? NaN) / 10,
      max_charge_current_a: (charge ?? NaN) / 10,
      cycle_count: full,
    });
  });

  test('a reading that grows old becomes null instead of standing still', async () => {
    const bench = await interfaceBench();
    await bench.clock.run(2_000);
    bench.world.inject('bms-silent', true);
    const live = async () => ((await bench.get('/api/status')).body as { live_data: Record<string, unknown> }).live_data;
    await bench.clock.run(9_000);
    const before = await live();
    expect(before['voltage']).toBeTypeOf('number');
    expect(before['age_ms']).toBeLessThan(10_000);
    await bench.clock.run(3_000);
    const after = await live();
    const measured = [
      'voltage',
      'current',
      'soc_percent',
      'temperature',
      'min_cell_mv',
      'cell_voltages_mv',
      'pack_power_w',
      'online_status',
    ];
    expect(measured.map((name) => after[name])).toEqual(measured.map(() => null));
    expect(after['age_ms']).toBeGreaterThan(10_000);
    expect(violations('status', (await bench.get('/api/status')).body)).toEqual([]);
  });

  test('settings of the BMS are those of its registers', async () => {
    const bench = await interfaceBench();
    await bench.clock.run(2_000);
    const raw = (address: number): number => bench.memory.read(address);
    expect((await bench.get('/api/config/tinybms')).body).toMatchObject({
      fully_charged_voltage_mv: raw(300),
      charge_finished_current_ma: raw(304),
      battery_capacity_ah: raw(306) / 100,
      cell_count: raw(307),
      overvoltage_cutoff_mv: raw(315),
      overheat_cutoff_c: raw(319),
    });
  });

  test('the log as lines of the firmware bridge, and as JSON by level, number and time', async () => {
    const bench = await interfaceBench();
    await bench.clock.run(3_000);
    const { text } = await bench.get('/api/logs');
    const [head, ...lines] = text.trimEnd().split('\n');
    expect(head).toBe('[mode] simulation');
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(line).toMatch(/^\[\d+\] \[(ERROR|WARNING|INFO|DEBUG)\] \[[A-Z]+\] ./);
    const newest = await bench.get('/api/logs', { format: 'json', limit: '2', level: '2' });
    const { lines: entries } = newest.body as { lines: readonly { time: string; text: string }[] };
    expect(entries).toHaveLength(2);
    const since = await bench.get('/api/logs', { format: 'json', since: entries[1]?.time ?? '' });
    expect((since.body as { lines: readonly object[] }).lines.length).toBeGreaterThanOrEqual(1);
    expectRefusal(await bench.get('/api/logs', { level: 'LOUD' }), 400, 'invalid');
    expectRefusal(await bench.get('/api/logs', { limit: '0' }), 400, 'invalid');
    expectRefusal(await bench.get('/api/logs', { since: 'yesterday' }), 400, 'invalid');
  });
});

describe('what is refused', () => {
  test('what no browser can do, with the reason, with or without a live worker', async () => {
    const bench = await interfaceBench();
    expectRefusal(await bench.get('/api/ota'), 501, 'not-in-a-browser');
    await bench.silence();
    expectRefusal(await bench.ask({ path: '/api/stats/reset', method: 'POST' }), 501, 'not-in-a-browser');
  });

  test('a worker that is silent has no values', async () => {
    const bench = await interfaceBench();
    await bench.silence();
    expectRefusal(await bench.get('/api/status'), 503, 'bridge-not-answering');
    expectRefusal(await bench.write('PUT', '/api/watchdog', { timeout_ms: 5_000 }), 503, 'bridge-not-answering');
  });

  test('unknown routes and methods', async () => {
    const bench = await interfaceBench();
    expectRefusal(await bench.get('/api/nonsense'), 404, 'unknown-route');
    const wrong = await bench.ask({ path: '/api/status', method: 'DELETE' });
    expectRefusal(wrong, 405, 'method-not-allowed');
    expect(wrong.headers['Allow']).toBe('GET');
  });

  test('every write without the token or with another one, before its body is looked at', async () => {
    const bench = await interfaceBench();
    for (const { method, path } of ROUTES.filter(({ writes }) => writes)) {
      expectRefusal(await bench.ask({ method, path, body: '{' }), 401, 'token-missing');
      expectRefusal(await bench.ask({ method, path, body: '{', token: 'x'.repeat(bench.token.length) }), 401, 'token-wrong');
    }
  });

  test('a body that is no JSON object', async () => {
    const bench = await interfaceBench();
    for (const body of ['{', '[]', '1', 'null', '"text"'])
      expectRefusal(await bench.ask({ path: '/api/config/system', method: 'PUT', token: bench.token, body }), 400, 'invalid');
  });
});

describe('settings of the bridge', () => {
  test('a change under either name is stored, and seen in the next answer', async () => {
    const bench = await interfaceBench();
    const body = {
      victron: { manufacturer_name: 'ENEPAQ', pgn_update_interval_ms: 800 },
      cvl_algorithm: { bulk_threshold: 85, float_offset_mv: 90 },
    };
    expectAnswer(await bench.write('PUT', '/api/config/system', body), 200, 'config-change');
    expect((await bench.get('/api/config/system')).body).toMatchObject({
      victron: { manufacturer: 'ENEPAQ', pgn_update_ms: 800 },
      cvl_algorithm: { bulk_threshold: 85, float_offset_mv: 90 },
    });
  });

  test('all of a change or nothing: unknown keys, wrong types and values out of range', async () => {
    const bench = await interfaceBench();
    const before = bench.moment()?.view.configuration;
    const wrong = [
      { victron: { manufacturer: 'ENEPAQ' }, mqtt: { colour: 'red' } },
      { victron: { manufacturer: 'longer than eight' } },
      { victron: { manufacturer: 7 } },
      { hardware: { can_bitrate: 125_000 } },
      { cvl_algorithm: { float_offset_mv: '90' } },
      {},
    ];
    for (const body of wrong) expectRefusal(await bench.write('PUT', '/api/config/system', body), 400, 'invalid');
    await bench.clock.run(1_000);
    expect(bench.moment()?.view.configuration).toEqual(before);
  });

  test('the watchdog has a time-out and no switch', async () => {
    const bench = await interfaceBench();
    expectAnswer(await bench.write('PUT', '/api/watchdog', { enabled: true, timeout_ms: 5_000 }), 200, 'done');
    await bench.clock.run(1_000);
    expect(bench.moment()?.view.configuration.watchdog.timeoutS).toBe(5);
    expectRefusal(await bench.write('PUT', '/api/watchdog', { enabled: false, timeout_ms: 5_000 }), 409, 'refused');
    for (const timeout_ms of [999, 1_500, 31_000, '5000'])
      expectRefusal(await bench.write('PUT', '/api/watchdog', { timeout_ms }), 400, 'invalid');
  });

  test('the bridge starts anew only when the token is right', async () => {
    const bench = await interfaceBench();
    for (const path of ['/api/system/restart', '/api/reboot']) {
      expectRefusal(await bench.ask({ path, method: 'POST' }), 401, 'token-missing');
      expectAnswer(await bench.write('POST', path), 200, 'done');
    }
  });
});

describe('settings of the BMS', () => {
  const opened = async () => {
    const bench = await interfaceBench();
    await bench.write('POST', '/api/tinybms/registers/read-all');
    return bench;
  };

  test('nothing is written before the BMS was read', async () => {
    const bench = await interfaceBench();
    expectRefusal(await bench.write('POST', '/api/tinybms/register', { key: 'allowedDisbalance', value: 0.02 }), 409, 'not-read-yet');
  });

  test('a setting without risk is written, read back, and told', async () => {
    const bench = await opened();
    const answer = await bench.write('POST', '/api/tinybms/register', { key: 'allowedDisbalance', value: 0.025 });
    expectAnswer(answer, 200, 'writing');
    expect(answer.body).toMatchObject({ lines: [{ key: 'allowedDisbalance', wanted: 25, found: 25, state: 'written' }] });
    expect(bench.memory.read(308)).toBe(25);
    expect((await bench.get('/api/tinybms/register/308')).body).toMatchObject({ key: 'allowedDisbalance', value: 0.025, raw: 25 });
  });

  test('a protection setting is written only with its own review and the word', async () => {
    const bench = await opened();
    const before = bench.memory.read(315);
    const wish = { overvoltage_cutoff_mv: 3_700 };
    const put = (more: object) => bench.write('PUT', '/api/config/tinybms', { ...wish, ...more });
    const first = await put({});
    expectRefusal(first, 409, 'review-needed');
    const { review_id, review } = first.body as { review_id: string; review: object };
    expect(review).toMatchObject({ protection: true, differences: [{ key: 'overVoltageCutoff', before, after: 3_700 }] });
    expectRefusal(await put({ review_id }), 409, 'review-needed');
    expectRefusal(await put({ confirm: 'WRITE' }), 409, 'review-needed');
    expectRefusal(await put({ review_id, confirm: 'WRITE', overvoltage_cutoff_mv: 3_750 }), 409, 'review-needed');
    expect(bench.memory.read(315)).toBe(before);
    expectAnswer(await put({ review_id, confirm: 'WRITE' }), 200, 'writing');
    expect(bench.memory.read(315)).toBe(3_700);
  });

  test('what the workshop forbids is refused with its findings', async () => {
    const bench = await opened();
    const before = bench.memory.read(316);
    const answer = await bench.write('PUT', '/api/config/tinybms', { undervoltage_cutoff_mv: 3_500 });
    expectRefusal(answer, 409, 'refused');
    expect(answer.body).toMatchObject({ review: { ready: false } });
    expect(bench.memory.read(316)).toBe(before);
  });

  test('all of a batch or nothing', async () => {
    const bench = await opened();
    const before = bench.memory.read(308);
    const batch = (...registers: readonly object[]) => bench.write('POST', '/api/tinybms/registers/batch', { registers });
    expectRefusal(await batch({ address: 308, value: 0.03 }, { address: 302, value: 1 }), 404, 'unknown-route');
    expectRefusal(await batch({ address: 308, value: 0.03 }, { address: 330, value: 1 }), 400, 'invalid');
    expectRefusal(await batch({ address: 308, value: 0.0301 }), 400, 'invalid');
    expectRefusal(await bench.write('POST', '/api/tinybms/registers/batch', { registers: 308 }), 400, 'invalid');
    expect(bench.memory.read(308)).toBe(before);
    expectAnswer(await batch({ address: 308, value: 0.03 }, { key: 'chargeFinishedCurrent', value: 1.5 }), 200, 'writing');
    expect([bench.memory.read(308), bench.memory.read(304)]).toEqual([30, 1_500]);
  });
});

describe('alerts', () => {
  test('an alarm is told with the number of the firmware bridge, and acknowledged by its id', async () => {
    const bench = await interfaceBench();
    bench.world.inject('too-cold', true);
    await bench.clock.run(30_000);
    const answer = await bench.get('/api/alerts/active');
    expectAnswer(answer, 200, 'alerts-active');
    const { alarms } = answer.body as { alarms: readonly { id: string; event: string; code: number; victron_path: string }[] };
    const cold = alarms.find(({ event }) => event === 'chargeTooCold');
    expect(cold).toMatchObject({ code: 22, victron_path: '/Alarms/LowChargeTemperature' });
    expectRefusal(await bench.write('POST', '/api/alerts/acknowledge/nonsense'), 404, 'unknown-route');
    expectAnswer(await bench.write('POST', `/api/alerts/acknowledge/${encodeURIComponent(cold?.id ?? '')}`), 200, 'done');
    await bench.clock.run(1_000);
    const entry = bench.moment()?.view.activeAlarms.find(({ id }) => id === cold?.id);
    expect(entry?.acknowledgedAt).toBeDefined();
  });
});

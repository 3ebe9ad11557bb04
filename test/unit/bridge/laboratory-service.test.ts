import { describe, expect, test } from 'vitest';
import { LaboratoryService, type LaboratoryHost } from '../../../src/bridge/laboratory-service';
import type { Draft } from '../../../src/bridge/laboratory-contract';
import type { LogEvent } from '../../../src/bridge/log-contract';
import { TinyBmsClient } from '../../../src/links/tinybms-client';
import { fromHex, toHex } from '../../../src/protocols/bytes/hex';
import { ManualClock } from '../../support/manual-clock';

const VOLTAGE: Draft = { kind: 'reading', reading: { command: 'packVoltage' } };

function setup(change: Partial<LaboratoryHost> = {}) {
  const clock = new ManualClock();
  const written: string[] = [];
  const told: LogEvent[] = [];
  const client = new TinyBmsClient((bytes) => written.push(toHex(bytes)), clock);
  const host = { mode: 'serial', operation: 'observe', unit: () => ({ identity: {} as never, client, reading: undefined }), ...change };
  const laboratory = new LaboratoryService(clock, { tell: (_level, event) => void told.push(event) });
  laboratory.join(host as LaboratoryHost);
  return { clock, client, laboratory, written, told, host };
}

describe('a request by hand', () => {
  test.each<[string, Partial<LaboratoryHost>, string]>([
    ['a recording, even one that is only observed', { mode: 'replay' }, 'replay'],
    ['no BMS', { unit: () => undefined }, 'no-bms'],
    ['a bridge that is stopped', { operation: undefined }, 'not-observing'],
    ['shadow', { operation: 'shadow' }, 'not-observing'],
    ['live', { operation: 'live' }, 'not-observing'],
    ['live in the simulation', { mode: 'simulation', operation: 'live' }, 'not-observing'],
  ])('is not sent to %s', async (_, change, barrier) => {
    const { laboratory, written, told } = setup(change);
    expect(await laboratory.send(VOLTAGE, undefined)).toEqual({ ok: false, barrier });
    expect([written, told]).toEqual([[], []]);
  });

  test('is not sent by a laboratory that belongs to no bridge', async () => {
    const laboratory = new LaboratoryService(new ManualClock(), { tell: () => undefined });
    expect(await laboratory.send(VOLTAGE, undefined)).toEqual({ ok: false, barrier: 'no-bms' });
  });

  test('waits for the poll that is under way, is sent once, and ends with the time-out of the client', async () => {
    const { clock, client, laboratory, written, told } = setup();
    client.ask({ command: 'modbusRead', address: 36, count: 4 }, { priority: 'live' }, () => undefined);
    const sending = laboratory.send(VOLTAGE, undefined);
    await clock.run(20);
    expect(written).toHaveLength(1);
    // The answer of the TinyBMS reference, section 6.
    client.receive(fromHex('AA 03 08 EB 85 42 4C 33 33 C0 F3 D8 20'));
    await clock.run(3_000);
    expect(written.slice(1).map((hex) => hex.slice(0, 5))).toEqual(['AA 14']);
    const sent = await sending;
    expect(sent).toMatchObject({ ok: true, exchange: { answer: undefined, failure: 'timeout' } });
    // 20 ms behind the poll, then 250 ms and what four bytes and the longest answer take at 115200 Bd.
    expect(sent.ok && sent.exchange.afterMs).toBeCloseTo(20 + 250 + ((4 + 259) * 10) / 115.2, 0);
    expect(told.map(({ code }) => code)).toEqual(['hand-made']);
  });

  test('that waits is withdrawn when the bridge goes further than observing, and the next one may go', async () => {
    const { clock, client, laboratory, written, host } = setup();
    client.ask({ command: 'modbusRead', address: 36, count: 4 }, { priority: 'live' }, () => undefined);
    const sending = laboratory.send(VOLTAGE, undefined);
    laboratory.observe();
    host.operation = 'live';
    laboratory.observe();
    client.receive(fromHex('AA 03 08 EB 85 42 4C 33 33 C0 F3 D8 20'));
    await clock.run(1_000);
    expect(await sending).toMatchObject({ ok: true, exchange: { failure: 'cancelled' } });
    expect(written).toHaveLength(1);
    host.operation = 'observe';
    void laboratory.send(VOLTAGE, undefined);
    await clock.run(10);
    expect(written).toHaveLength(2);
  });
});

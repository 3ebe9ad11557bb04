import { expect, test } from 'vitest';
import type { BridgeView } from '../../src/bridge/contract';
import type { Draft, Sent } from '../../src/bridge/laboratory-contract';
import { fromHex, toHex } from '../../src/protocols/bytes/hex';
import { createWorld } from '../../src/simulator/world';
import { newestEntries } from '../support/log';
import { workshopBench, type WorkshopBench } from '../support/workshop-bench';

const raw = (text: string): Draft => ({ kind: 'bytes', text });

async function observing(): Promise<WorkshopBench> {
  const bench = await workshopBench();
  await bench.settle(bench.bridge.operate('observe'));
  return bench;
}

async function viewOf({ bridge }: WorkshopBench): Promise<BridgeView> {
  const view = await new Promise<BridgeView>((resolve) => bridge.watch(resolve));
  return view;
}

function exchangeOf(sent: Sent) {
  if (!sent.ok) throw new Error(JSON.stringify(sent));
  return sent.exchange;
}

test('a request in observe mode is sent once, answered byte for byte, and written to the log', async () => {
  const bench = await observing();
  const { heard, laboratory, log, memory, settle } = bench;
  const before = heard.length;
  const { request, answer, failure } = exchangeOf(await settle(laboratory.send(raw('AA 03 01 2C 00 02'), undefined)));
  expect(failure).toBeUndefined();
  // Checksum by a table-free CRC-16/MODBUS in another language.
  expect(toHex(request.bytes)).toBe('AA 03 01 2C 00 02 1D E5');
  expect(heard.slice(before).filter((hex) => hex === 'AA 03 01 2C 00 02 1D E5')).toHaveLength(1);
  const words = [memory.read(300), memory.read(301)].map((word) => toHex([word >> 8, word & 0xff])).join(' ');
  expect(toHex(answer?.bytes ?? [])).toMatch(new RegExp(`^AA 03 04 ${words} .. ..$`));
  expect(answer?.summary).toEqual({ kind: 'reply', command: 'modbusRead' });
  expect(answer?.request).toEqual(request.bytes);
  const lines = (await newestEntries(log)).filter(({ code }) => code === 'hand-made');
  expect(lines).toMatchObject([{ level: 'INFO', source: 'bms', data: { request: 'AA 03 01 2C 00 02 1D E5', outcome: 'answered' } }]);
});

test('the poll goes on, and no answer reaches what the bridge knows of the battery', async () => {
  const bench = await observing();
  const { clock, laboratory, settle } = bench;
  const before = await viewOf(bench);
  // The lowest settings that the BMS allows: as settings of this battery they would change every limit.
  for (let turn = 0; turn < 20; turn++)
    await settle(laboratory.send({ kind: 'reading', reading: { command: 'settings', bound: 'minimum', count: 44 } }, undefined));
  await clock.run(1_000);
  const after = await viewOf(bench);
  expect(after.packs[0]?.settings).toEqual(before.packs[0]?.settings);
  expect(after.packs[0]?.rejected).toBe(before.packs[0]?.rejected);
  expect(after.limits?.cvl.value).toBe(before.limits?.cvl.value);
  expect(after.now - (after.batteryAt ?? 0)).toBeLessThan(1_500);
  expect(after.operation?.level).toBe('observe');
});

test.each(['shadow', 'live'] as const)('in %s nothing is sent', async (level) => {
  const bench = await workshopBench();
  const { bridge, laboratory, settle, heard, clock } = bench;
  if (level === 'shadow') await settle(bridge.operate('shadow'));
  expect((await viewOf(bench)).operation?.level).toBe(level);
  expect(await laboratory.send(raw('AA 19'), undefined)).toEqual({ ok: false, barrier: 'not-observing' });
  await clock.run(2_000);
  expect(heard).not.toContain('AA 19 BE DA');
});

test('what still waits when the owner goes further is not sent', async () => {
  const { bridge, clock, laboratory, heard, log, world } = await observing();
  world.inject('bms-silent', true);
  await clock.run(150);
  const sending = laboratory.send(raw('AA 19'), undefined);
  await bridge.operate('shadow');
  world.inject('bms-silent', false);
  await clock.run(3_000);
  expect(exchangeOf(await sending)).toMatchObject({ answer: undefined, failure: 'cancelled' });
  expect(heard).not.toContain('AA 19 BE DA');
  expect((await newestEntries(log)).find(({ code }) => code === 'hand-made')?.data).toMatchObject({ outcome: 'cancelled' });
});

test('what writes, and what nobody has described, is refused before anything else is looked at', async () => {
  const { laboratory, heard, settle, memory } = await observing();
  const before = memory.read(308);
  const count = heard.length;
  for (const text of ['AA 0D 04 34 01 14 00 B1 27', 'AA 10 01 34 00 01 02 00 14 39 DC', 'AA 02 05', 'AA 06 01 34 00 14']) {
    expect(await settle(laboratory.send(raw(text), undefined))).toMatchObject({ ok: false, refusal: {} });
  }
  expect(memory.read(308)).toBe(before);
  expect(heard.slice(count).filter((hex) => !hex.startsWith('AA 03'))).toEqual([]);
});

test('one request at a time; a BMS that refuses and one that says nothing are told as such', async () => {
  const { laboratory, settle, world, clock } = await observing();
  const first = laboratory.send(raw('AA 14'), undefined);
  expect(await laboratory.send(raw('AA 15'), undefined)).toEqual({ ok: false, barrier: 'busy' });
  expect(exchangeOf(await settle(first)).answer?.summary).toEqual({ kind: 'reply', command: 'packVoltage' });

  world.inject('bms-silent', true);
  await clock.run(150);
  expect(exchangeOf(await settle(laboratory.send(raw('AA 14'), undefined)))).toMatchObject({ answer: undefined, failure: 'timeout' });

  world.inject('bms-silent', false);
  await clock.run(2_000);
  world.inject('bms-refuses', true);
  const { answer, failure } = exchangeOf(await settle(laboratory.send(raw('AA 14'), undefined)));
  expect([failure, answer?.summary.kind]).toEqual([undefined, 'refusal']);
  expect(answer?.bytes.subarray(0, 4)).toEqual(fromHex('AA 00 14 00'));
});

test('of two packs the one that is named is asked, and told', async () => {
  const second = createWorld({ seed: 2, asleep: false });
  const heard: string[] = [];
  const receive = second.bms.receive.bind(second.bms);
  second.bms.receive = (bytes, at) => {
    heard.push(toHex(bytes));
    receive(bytes, at);
  };
  const bench = await workshopBench({}, second);
  await bench.settle(bench.bridge.operate('observe'));
  const { laboratory, settle, log } = bench;
  const { packs } = await viewOf(bench);
  expect(packs).toHaveLength(2);
  const [one, other] = ['port-1', 'port-2'].map((name) => packs.find(({ port }) => port === name));
  const asked = (): readonly number[] => [bench.heard, heard].map((requests) => requests.filter((hex) => hex === 'AA 19 BE DA').length);
  expect(exchangeOf(await settle(laboratory.send(raw('AA 19'), one?.id))).serialNumber).toBe(one?.identity?.serialNumber);
  expect(asked()).toEqual([1, 0]);
  expect(exchangeOf(await settle(laboratory.send(raw('AA 19'), other?.id))).serialNumber).toBe(other?.identity?.serialNumber);
  expect(asked()).toEqual([1, 1]);
  const lines = (await newestEntries(log)).flatMap((entry) => (entry.code === 'hand-made' ? [entry.data.serialNumber] : []));
  expect(lines.toSorted()).toEqual([one, other].map((pack) => pack?.identity?.serialNumber).toSorted());

  second.inject('bms-cable-pulled', true);
  await bench.clock.run(1_000);
  expect(await laboratory.send(raw('AA 19'), other?.id)).toEqual({ ok: false, barrier: 'no-bms' });
  expect(asked()).toEqual([1, 1]);
});

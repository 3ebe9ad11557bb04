import { describe, expect, test } from 'vitest';
import type { AlarmItem } from '../../../../src/battery/battery';
import { fromHex, toHex } from '../../../../src/protocols/bytes/hex';
import type { CanFrame } from '../../../../src/protocols/can-frame';
import { describeEvent } from '../../../../src/protocols/tinybms/events';
import { DEFAULT_SETTINGS, type BridgeEvent, type BridgeState } from '../../../../src/control/state';
import { LIVE_STATE } from '../../../support/live-state';
import { step } from '../../../../src/control/step';
import { LFP_SETTINGS, reading, type ReadingChange } from '../../../support/pack-fixtures';
import vectors from '../../../vectors/canbms-alarms.json';

/** First bit of each alarm; warnings stand 32 bits further. Source: Victron CAN-bus BMS reference, section 3, 0x35A. */
const BITS: Readonly<Record<AlarmItem, number>> = {
  highVoltage: 2,
  lowVoltage: 4,
  highTemperature: 6,
  lowTemperature: 8,
  highTemperatureCharge: 10,
  lowTemperatureCharge: 12,
  highDischargeCurrent: 14,
  highChargeCurrent: 16,
  internal: 22,
  imbalance: 24,
};

/** 01 = active, 10 = supported and well. */
function bytes(alarms: readonly string[], warnings: readonly string[]): string {
  const data = new Uint8Array(8);
  for (const [item, bit] of Object.entries(BITS)) {
    for (const [active, from] of [
      [alarms.includes(item), bit],
      [warnings.includes(item), bit + 32],
    ] as const) {
      // prettier-ignore
      data[from >> 3] = (data[from >> 3] ?? 0) | ((active ? 1 : 2) << (from & 7));
    }
  }
  return toHex(data);
}

test('the bits above are those of the reference', () => {
  const plain = vectors.filter(({ name }) => !name.includes('status field'));
  expect(plain.length).toBeGreaterThan(12);
  for (const { alarms, warnings, hex } of plain) expect(bytes(alarms, warnings)).toBe(toHex(fromHex(hex)));
});

/** The last 0x35A of a bridge whose battery reads so for a while. */
function sentFor(change: ReadingChange, seconds = 20, codes: readonly number[] = []): string {
  let state: BridgeState = LIVE_STATE;
  let last: CanFrame | undefined;
  const feed = (event: BridgeEvent): void => {
    const next = step(state, event, DEFAULT_SETTINGS);
    state = next.state;
    last = next.effects.findLast(({ frame }) => frame.id === 0x35a)?.frame ?? last;
  };
  feed({ kind: 'can-up', at: 0 });
  feed({ kind: 'pack-joined', at: 0, pack: 'pack-1', identity: undefined });
  feed({ kind: 'settings-read', at: 0, pack: 'pack-1', settings: LFP_SETTINGS });
  for (let at = 0; at < 2_000; at += 100) feed({ kind: 'pack-read', at, pack: 'pack-1', reading: reading() });
  feed({ kind: 'events-read', at: 2_000, pack: 'pack-1', events: codes.map((code, time) => describeEvent({ code, time })) });
  for (let at = 2_000; at <= 2_000 + seconds * 1000; at += 100) feed({ kind: 'pack-read', at, pack: 'pack-1', reading: reading(change) });
  return last ? toHex(last.data) : '';
}

describe('0x35A says, byte for byte', () => {
  test.each<[string, ReadingChange, readonly AlarmItem[], readonly AlarmItem[]]>([
    ['everything well', {}, [], []],
    ['a high cell', { cells: 3.49, cell: { 5: 3.52 } }, [], ['highVoltage']],
    ['a cell at the stop voltage', { cells: 3.55, cell: { 5: 3.62 } }, ['highVoltage'], ['highVoltage']],
    ['a low cell', { cells: 3.02, cell: { 5: 2.99 } }, [], ['lowVoltage']],
    ['an empty cell', { cells: 3.02, cell: { 5: 2.88 } }, ['lowVoltage'], ['lowVoltage']],
    ['a warm battery', { temperatures: [20, 42] }, [], ['highTemperatureCharge']],
    ['a hot battery', { temperatures: [20, 50] }, [], ['highTemperatureCharge', 'highTemperature']],
    [
      'a battery near its cutoff',
      { temperatures: [20, 56] },
      ['highTemperatureCharge', 'highTemperature'],
      ['highTemperatureCharge', 'highTemperature'],
    ],
    ['a cold battery', { temperatures: [5, 20] }, [], ['lowTemperatureCharge']],
    ['a battery too cold to charge', { temperatures: [2, 20] }, ['lowTemperatureCharge'], ['lowTemperatureCharge']],
    ['frost', { temperatures: [-16, 20] }, ['lowTemperatureCharge', 'lowTemperature'], ['lowTemperatureCharge', 'lowTemperature']],
    ['much charge current', { current: 97 }, [], ['highChargeCurrent']],
    ['too much charge current', { current: 101 }, ['highChargeCurrent'], ['highChargeCurrent']],
    ['much discharge current', { current: -116 }, [], ['highDischargeCurrent']],
    ['too much discharge current', { current: -121 }, ['highDischargeCurrent'], ['highDischargeCurrent']],
    ['cells apart', { cells: 3.38, cell: { 5: 3.49 } }, [], ['imbalance']],
    ['a BMS in fault', { status: 'fault' }, ['internal'], ['internal']],
    ['nothing of what the app alone tells', { soc: 5 }, [], []],
  ])('%s', (_, change, alarms, warnings) => {
    // prettier-ignore
    expect(sentFor(change)).toBe(bytes(alarms, warnings));
  });

  test('cells far apart for a minute', () => {
    expect(sentFor({ cells: 3.28, cell: { 5: 3.49 } }, 70)).toBe(bytes(['imbalance'], ['imbalance']));
  });

  test('a cutoff of the BMS in its own item', () => {
    expect(sentFor({ status: 'fault' }, 2, [0x05])).toBe(bytes(['highDischargeCurrent', 'internal'], ['highDischargeCurrent', 'internal']));
  });
});

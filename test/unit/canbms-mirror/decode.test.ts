import { describe, expect, test } from 'vitest';
import { fromHex } from '../../../src/protocols/bytes/hex';
import { mirrorFrame } from '../../../src/protocols/canbms-mirror/decode';
import { Mirror } from '../../../src/protocols/canbms-mirror/mirror';
import frames from '../../vectors/canbms-frames.json';
import alarms from '../../vectors/canbms-alarms.json';

/** Names of the vectors and of the GX side by side. */
const NAMES: Readonly<Record<string, string>> = {
  cvl: 'maxChargeVoltage',
  ccl: 'maxChargeCurrent',
  dcl: 'maxDischargeCurrent',
  dischargeVoltage: 'batteryLowVoltage',
  usableCapacity: 'available',
  lowestVoltage: 'minCellVoltage',
  highestVoltage: 'maxCellVoltage',
  energyInKwh: 'chargedEnergy',
  energyOutKwh: 'dischargedEnergy',
  capacity: 'installed',
};
/** The GX subtracts whole 273 K, and the firmware is text. */
const ELSEWHERE = ['lowestTemperature', 'highestTemperature', 'productType', 'firmware', 'hardware'];

const IDS: Readonly<Record<string, number>> = {
  chargeLimits: 0x351, stateOfCharge: 0x355, measurements: 0x356, alarms: 0x35a, manufacturer: 0x35e, productInfo: 0x35f,
  namePart1: 0x370, namePart2: 0x371, modules: 0x372, cellExtremes: 0x373, lowestCellId: 0x374, highestCellId: 0x375,
  coldestId: 0x376, hottestId: 0x377, energy: 0x378, installedCapacity: 0x379, serialPart1: 0x380, serialPart2: 0x381, family: 0x382,
}; // prettier-ignore

describe('the mirror reads the worked examples', () => {
  test.each(frames.filter(({ frame }) => frame !== 'alarms'))('$name', ({ frame, values, hex }) => {
    const reading = mirrorFrame(IDS[frame] ?? 0, fromHex(hex)) as Readonly<Record<string, unknown>> | undefined;
    expect(reading).toBeDefined();
    for (const [name, value] of Object.entries(values)) {
      if (ELSEWHERE.includes(name)) continue;
      const mirrored = reading?.[NAMES[name] ?? name];
      if (typeof value === 'number') expect(mirrored, name).toBeCloseTo(value, 6);
      else expect(mirrored, name).toBe(value);
    }
  });

  test('temperatures of 0x373 in whole degrees, the firmware high byte first', () => {
    expect(mirrorFrame(0x373, fromHex('F0 0C 13 0D 24 01 28 01'))).toMatchObject({ minCellTemperature: 19, maxCellTemperature: 23 });
    expect(mirrorFrame(0x373, fromHex('F0 0C 13 0D'))).toMatchObject({ minCellTemperature: undefined });
    expect(mirrorFrame(0x35f, fromHex('00 00 02 01 18 01 00 00'))).toMatchObject({ firmware: '2.01', available: 280 });
  });

  test.each(alarms)('$name', ({ hex }) => {
    const reading = mirrorFrame(0x35a, fromHex(hex));
    expect(reading).toHaveProperty('alarms');
  });

  // Bit positions and states from the protocol's own table.
  test.each([
    ['A8 AA 82 02 A8 AA 82 02', {}],
    ['A4 AA 82 02 A4 AA 82 02', { highVoltage: 2 }],
    ['A8 AA 82 02 A4 AA 82 02', { highVoltage: 1 }],
    ['98 AA 82 02 A8 AA 82 02', { lowVoltage: 2 }],
    ['A8 9A 82 02 A8 AA 82 02', { lowChargeTemperature: 2 }],
    ['A8 6A 82 02 A8 AA 82 02', { highDischargeCurrent: 2 }],
    ['A8 AA 81 02 A8 AA 82 02', { highChargeCurrent: 2 }],
    ['A8 AA 42 02 A8 AA 82 02', { internalFailure: 2 }],
    ['A8 AA 82 02 A8 9A 82 01', { lowChargeTemperature: 1, cellImbalance: 1 }],
  ])('%s raises %o and nothing else', (hex, raised) => {
    const { alarms: read } = mirrorFrame(0x35a, fromHex(hex)) as { alarms: Readonly<Record<string, number>> };
    expect(Object.fromEntries(Object.entries(read).filter(([, level]) => level !== 0))).toEqual(raised);
  });

  test('zeros say that nothing is supported, not that all is well', () => {
    const { alarms: read } = mirrorFrame(0x35a, new Uint8Array(8)) as { alarms: Readonly<Record<string, number | undefined>> };
    expect(Object.values(read).every((level) => level === undefined)).toBe(true);
  });

  test('what is not a battery frame, or too short, is not read', () => {
    expect(mirrorFrame(0x305, new Uint8Array(8))).toBeUndefined();
    expect(mirrorFrame(0x351, new Uint8Array(7))).toBeUndefined();
  });
});

test('the pages show the long name, the serial number in one piece, and the power', () => {
  const mirror = new Mirror();
  const see = (id: number, hex: string): void => mirror.see(id, fromHex(hex), id);
  see(0x35e, '54 69 6E 79 42 4D 53 00');
  expect(mirror.pages.overview.name).toEqual({ value: 'TinyBMS', at: 0x35e });
  see(0x370, '54 69 6E 79 42 4D 53 20');
  see(0x371, '31 36 53 2D 32 38 30 00');
  expect(mirror.pages.overview.name.value).toBe('TinyBMS 16S-280');
  see(0x380, '54 42 2D 32 30 32 34 2D');
  expect(mirror.pages.details.serial.value).toBeUndefined();
  see(0x381, '30 30 30 31 37 00 00 00');
  expect(mirror.pages.details.serial.value).toBe('TB-2024-00017');
  see(0x356, 'C5 14 8A FE D3 FF');
  expect(mirror.pages.overview).toMatchObject({ voltage: { value: 53.17 }, current: { value: -37.4 }, temperature: { value: -4.5 } });
  expect(mirror.pages.overview.power.value).toBeCloseTo(53.17 * -37.4);
});

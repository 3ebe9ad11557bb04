import { describe, expect, test } from 'vitest';
import { decodeIdentity, IDENTITY_BLOCK } from '../../../src/protocols/tinybms/identity';
import { decodeLive, LIVE_BLOCK } from '../../../src/protocols/tinybms/live';
import { decodeSettings, SETTINGS_BLOCK } from '../../../src/protocols/tinybms/settings';

/** A block with these words, the rest zero. */
function block(
  { address, count }: { readonly address: number; readonly count: number },
  words: Readonly<Record<number, number>>,
): number[] {
  return Array.from({ length: count }, (_, index) => words[address + index] ?? 0);
}

/** 14 cells, registers 2 to 15: 3.9001 V in register 2, one count more in each next. */
const CELLS_OF_14 = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [2 + index, 39_001 + index]));
const LIVE_OF_14 = {
  ...CELLS_OF_14,
  32: 0x4567,
  33: 0x0123,
  36: 0xeb85,
  37: 0x424c,
  38: 0x3333,
  39: 0xc0f3,
  40: 3900,
  41: 3901,
  42: 0xffc9,
  43: 0x8000,
  45: 49_000,
  46: 0xe100,
  47: 0x05f5,
  48: 278,
  50: 0x97,
  51: 0x8004,
  52: 0x8000,
  53: 14,
};

describe('live values', () => {
  test('of a pack with 14 cells', () => {
    const reading = decodeLive(block(LIVE_BLOCK, LIVE_OF_14));
    expect(reading).toMatchObject({
      packVoltage: Math.fround(51.23),
      packCurrent: Math.fround(-7.6),
      minCellVoltage: 3.9,
      maxCellVoltage: 3.901,
      stateOfCharge: 100,
      stateOfHealth: 98,
      internalTemp: 27.8,
      externalTemp1: -5.5,
      externalTemp2: undefined,
      status: 'idle',
      statusCode: 0x97,
      detectedCells: 14,
      lifetimeCounter: 0x01234567,
    });
    expect(reading.cells).toHaveLength(14);
    expect(reading.cells[0]).toEqual({ number: 1, voltage: 3.9001, wantsBalancing: true, balancing: false });
    expect(reading.cells[1]).toEqual({ number: 2, voltage: 3.9002, wantsBalancing: false, balancing: false });
    expect(reading.cells[13]).toEqual({ number: 14, voltage: 3.9014, wantsBalancing: true, balancing: true });
  });

  test.each([
    [16, 0],
    [10, 6],
    [4, 12],
  ])('of %i cells begin in register %i', (count, first) => {
    const { cells } = decodeLive(block(LIVE_BLOCK, { [first]: 32_000, 53: count }));
    expect(cells.map(({ voltage }) => voltage)).toEqual([3.2, ...new Array<number>(count - 1).fill(0)]);
    expect(cells.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });

  test.each([0, 3, 17, 65_535])('a count of %i gives no cells and is told as it is', (count) => {
    expect(decodeLive(block(LIVE_BLOCK, { ...LIVE_OF_14, 53: count }))).toMatchObject({ cells: [], detectedCells: count });
  });

  test.each([
    [0x91, 'charging'],
    [0x92, 'fullyCharged'],
    [0x93, 'discharging'],
    [0x96, 'regeneration'],
    [0x97, 'idle'],
    [0x9b, 'fault'],
    [0x95, 'unknown'],
    [0x0197, 'unknown'],
  ])('status %i is %s', (code, status) => {
    expect(decodeLive(block(LIVE_BLOCK, { 50: code }))).toMatchObject({ status, statusCode: code });
  });

  test('no health on firmware that reserves its register', () => {
    expect(decodeLive(block(LIVE_BLOCK, { 45: 0 })).stateOfHealth).toBeUndefined();
  });

  test('missing words are a mistake of the caller', () => {
    expect(() => decodeLive([1, 2, 3])).toThrow(RangeError);
  });
});

describe('settings', () => {
  test('of a pack with 16 cells', () => {
    const words = {
      300: 3650,
      301: 2500,
      303: 3400,
      304: 1500,
      305: 800,
      306: 31_400,
      307: 16,
      308: 20,
      315: 3800,
      316: 2300,
      317: 600,
      318: 150,
      319: 60,
      320: 0xfffb,
      342: 0x7702,
    };
    expect(decodeSettings(block(SETTINGS_BLOCK, words))).toEqual({
      fullyChargedVoltage: 3.65,
      fullyDischargedVoltage: 2.5,
      earlyBalancingThreshold: 3.4,
      chargeFinishedCurrent: 1.5,
      peakDischargeCurrentCutoff: 800,
      batteryCapacity: 314,
      seriesCells: 16,
      allowedDisbalance: 0.02,
      overVoltageCutoff: 3.8,
      underVoltageCutoff: 2.3,
      dischargeOverCurrentCutoff: 600,
      chargeOverCurrentCutoff: 150,
      overHeatCutoff: 60,
      lowTemperatureChargerCutoff: -5,
      broadcastTime: 2,
    });
  });

  test('no peak cutoff on firmware that reserves its register', () => {
    expect(decodeSettings(block(SETTINGS_BLOCK, {})).peakDischargeCurrentCutoff).toBeUndefined();
  });
});

describe('identity', () => {
  test('of a board 2.1 with an external sensor', () => {
    const words = {
      500: 0x0102,
      501: 0x0505,
      502: 243,
      503: 0x0418,
      504: 0x0201,
      505: 0x0403,
      506: 0x0605,
      507: 0x0807,
      508: 0xaa09,
      509: 0xff0b,
    };
    expect(decodeIdentity(block(IDENTITY_BLOCK, words))).toEqual({
      hardware: '2.1',
      publicFirmware: 5,
      internalFirmware: 243,
      serialNumber: '010203040506070809AA0BFF',
    });
  });
});

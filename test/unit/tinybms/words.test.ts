import { describe, expect, test } from 'vitest';
import { REGISTERS } from '../../../src/protocols/tinybms/registers';
import { readField, readTable, readValue, writeField, writeValue } from '../../../src/protocols/tinybms/words';

describe('reading', () => {
  test('32 bits: the low word has the lower address (worked example 1: 51.23 V)', () => {
    expect(readValue(REGISTERS.packVoltage, [0xeb85, 0x424c], 36)).toBe(Math.fround(51.23));
    expect(readValue(REGISTERS.stateOfCharge, [0xe100, 0x05f5], 46)).toBe(100);
    expect(readValue(REGISTERS.lifetimeCounter, [0xffff, 0xffff], 32)).toBe(0xffff_ffff);
  });

  test('signed, scaled and absent', () => {
    expect(readValue(REGISTERS.externalTemp1, [0xffc9], 42)).toBe(-5.5);
    expect(readValue(REGISTERS.externalTemp1, [0x8000], 42)).toBeUndefined();
    expect(readValue(REGISTERS.lowTemperatureChargerCutoff, [0xffd8], 320)).toBe(-40);
    expect(readValue(REGISTERS.cellSlot01Voltage, [36501], 0)).toBe(3.6501);
    expect(readValue(REGISTERS.setStateOfCharge, [0xffff], 328)).toBeUndefined();
  });

  test('a single byte, whatever the reserved half says', () => {
    expect(readValue(REGISTERS.broadcastTime, [0xab03], 342)).toBe(3);
  });

  test('events and bytes', () => {
    expect(readValue(REGISTERS.eventSlot01, [0, 0, 0x4010, 0x640f], 200)).toEqual({ time: 999_440, code: 0x64 });
    expect(readValue(REGISTERS.eventSlot00, [0, 0], 200)).toBeUndefined();
    const serial = readValue(REGISTERS.serialNumber, [0x0201, 0x0403, 0x0605, 0x0807, 0x0a09, 0x0c0b], 504);
    expect(serial).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
  });

  test('a table at once', () => {
    const { minCellVoltage, maxCellVoltage } = REGISTERS;
    expect(readTable({ minCellVoltage, maxCellVoltage }, [3287, 3412], 40)).toEqual({ minCellVoltage: 3.287, maxCellVoltage: 3.412 });
  });

  test.each([
    [[], 36],
    [[1], 36],
    [[1, 2], 37],
    [[1, 2], 35],
  ])('words %j from %i do not hold registers 36 and 37', (words, base) => {
    expect(() => readValue(REGISTERS.packVoltage, words, base)).toThrow(RangeError);
  });
});

describe('writing', () => {
  test('rounds to the nearest raw count', () => {
    expect(writeValue(REGISTERS.fullyChargedVoltage, 3.65)).toEqual([3650]);
    expect(writeValue(REGISTERS.fullyChargedVoltage, 3.6504)).toEqual([3650]);
    expect(writeValue(REGISTERS.pulsesPerUnit, 100_000)).toEqual([0x86a0, 1]);
    expect(writeValue(REGISTERS.lowTemperatureChargerCutoff, -40)).toEqual([0xffd8]);
    expect(writeValue(REGISTERS.packCurrent, Math.fround(-7.6))).toEqual([0x3333, 0xc0f3]);
    expect(writeValue(REGISTERS.externalTemp2, undefined)).toEqual([0x8000]);
    expect(writeValue(REGISTERS.eventSlot00, { time: 999_440, code: 0x64 })).toEqual([0x4010, 0x640f]);
    expect(writeValue(REGISTERS.eventSlot00, undefined)).toEqual([0, 0]);
    expect(writeValue(REGISTERS.serialNumber, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))).toEqual([
      0x0201, 0x0403, 0x0605, 0x0807, 0x0a09, 0x0c0b,
    ]);
  });

  test('keeps the reserved half of a single-byte register', () => {
    expect(writeValue(REGISTERS.broadcastTime, 0, 0xab03)).toEqual([0xab00]);
  });

  test.each([
    ['above the range', () => writeValue(REGISTERS.fullyChargedVoltage, 4.501)],
    ['below the range', () => writeValue(REGISTERS.fullyChargedVoltage, 1.199)],
    ['not a number', () => writeValue(REGISTERS.fullyChargedVoltage, Number.NaN)],
    ['not finite', () => writeValue(REGISTERS.packVoltage, Number.POSITIVE_INFINITY)],
    ['too large for 32 bits of float', () => writeValue(REGISTERS.packVoltage, 1e39)],
    ['negative without a sign', () => writeValue(REGISTERS.minCellVoltage, -0.001)],
    ['the mark for "none"', () => writeValue(REGISTERS.externalTemp1, -3276.8)],
    ['two bytes in one', () => writeValue(REGISTERS.automaticRecovery, 256)],
    ['an event without a code', () => writeValue(REGISTERS.eventSlot00, { time: 1, code: 0 })],
    ['too few bytes', () => writeValue(REGISTERS.serialNumber, new Uint8Array(11))],
  ])('%s is refused', (_, write) => {
    expect(write).toThrow(RangeError);
  });

  test('the refusal names register and value', () => {
    expect(() => writeValue(REGISTERS.fullyChargedVoltage, 36.5)).toThrow('register 300: 36.5');
  });
});

describe('fields', () => {
  const { minPackTemperature, maxPackTemperature } = REGISTERS.packTemperatureExtremes.fields;
  const { chargerType, dischargeOverCurrentTimeout } = REGISTERS.chargerTypeAndDischargeTimeout.fields;

  test('are read with their sign', () => {
    expect(readField(minPackTemperature, 0x2df6)).toBe(-10);
    expect(readField(maxPackTemperature, 0x2df6)).toBe(45);
    expect(readField(REGISTERS.publicFirmware.fields.currentSensor, 0x0405)).toBe(2);
    expect(readField(REGISTERS.balancingDecisionBits.fields.slot16, 0x8000)).toBe(1);
  });

  test('are written without touching the others', () => {
    expect(writeField(dischargeOverCurrentTimeout, 7, 0x0501)).toBe(0x0701);
    expect(writeField(chargerType, 0, 0x0501)).toBe(0x0500);
    expect(writeField(REGISTERS.configurationBits.fields.enableChargerRestartLevel, 1, 0xfff8)).toBe(0xfffc);
    expect(writeField(minPackTemperature, -10, 0x2d00)).toBe(0x2df6);
  });

  test('refuse what does not fit', () => {
    expect(() => writeField(dischargeOverCurrentTimeout, 31, 0)).toThrow(RangeError);
    expect(() => writeField(chargerType, 256, 0)).toThrow(RangeError);
    expect(() => writeField(minPackTemperature, -129, 0)).toThrow(RangeError);
    expect(() => writeField(chargerType, 0.5, 0)).toThrow(RangeError);
  });
});

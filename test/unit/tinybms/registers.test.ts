import { describe, expect, expectTypeOf, test } from 'vitest';
import { isWritable, REGISTERS, wordsOf } from '../../../src/protocols/tinybms/registers';
import type { Decoded, Register, RegisterKey } from '../../../src/protocols/tinybms/registers';
import type { LoggedEvent } from '../../../src/protocols/tinybms/events';
import vectors from '../../vectors/tinybms-registers.json';

interface Bits {
  readonly key: string;
  readonly lsb: number;
  readonly width: number;
  readonly type?: string;
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly enum?: Readonly<Record<string, number>>;
}
interface Fact {
  readonly address: number;
  readonly words: number;
  readonly key: string;
  readonly type: string;
  readonly scale: number | null;
  readonly unit: string;
  readonly access: string;
  readonly min?: number;
  readonly max?: number;
  readonly default?: number;
  readonly notConnected?: number;
  readonly since?: string;
  readonly dynamicRange?: boolean;
  readonly lowByteOnly?: boolean;
  readonly enum?: Readonly<Record<string, number>>;
  readonly bits?: readonly Bits[];
}

const facts = vectors.registers as unknown as readonly Fact[];
const table: Readonly<Record<string, Register>> = REGISTERS;

/** The vendor's unit in ours: name, and how many of the vendor's make one of ours. */
const UNITS: Readonly<Record<string, readonly [string | undefined, number]>> = {
  mV: ['V', 1000],
  mA: ['A', 1000],
  degC: ['°C', 1],
  'km/h': ['km/h', 1],
  V: ['V', 1],
  A: ['A', 1],
  Ah: ['Ah', 1],
  '%': ['%', 1],
  s: ['s', 1],
  km: ['km', 1],
  '': [undefined, 1],
  count: [undefined, 1],
  cells: [undefined, 1],
  cycles: [undefined, 1],
  'pulses/unit': [undefined, 1],
};
/** Rows where a raw number stands for "none" although the vendor's table does not say so. */
const ABSENT: Readonly<Record<string, number>> = {
  stateOfHealth: 0,
  peakDischargeCurrentCutoff: 0,
  setStateOfHealth: 0xffff,
  setStateOfCharge: 0xffff,
};

describe('the register table', () => {
  test('has the 138 rows of the vendor, in the order of their addresses, and no other', () => {
    expect(facts).toHaveLength(138);
    expect(Object.keys(REGISTERS)).toEqual(facts.map(({ key }) => key));
  });

  test.each(facts)('$address $key', (fact) => {
    const row = table[fact.key];
    if (!row) throw new Error('missing');
    const [unit, smaller] = UNITS[fact.unit] ?? ['?', 0];
    expect(row.address).toBe(fact.address);
    expect(row.type).toBe(fact.type);
    expect(wordsOf(row)).toBe(fact.words);
    expect(row.unit).toBe(unit);
    if (fact.type !== 'event' && fact.scale !== null) expect(row.perUnit ?? 1).toBeCloseTo(smaller / fact.scale, 6);
    expect(isWritable(row.address, fact.words)).toBe(fact.access === 'RW');
    expect([row.min, row.max, row.likelyDefault]).toEqual([fact.min, fact.max, fact.default]);
    expect(row.absent).toBe(fact.notConnected ?? ABSENT[fact.key]);
    expect([row.since, row.dynamicRange, row.lowByteOnly]).toEqual([fact.since, fact.dynamicRange, fact.lowByteOnly]);
    expect(row.codes).toEqual(fact.enum);
    expect(Object.keys(row.fields ?? {})).toEqual((fact.bits ?? []).map(({ key }) => key));
    for (const bits of fact.bits ?? []) {
      const field = row.fields?.[bits.key];
      expect([field?.lsb, field?.width, field?.signed]).toEqual([bits.lsb, bits.width, bits.type === 'i8' ? true : undefined]);
      expect([field?.unit, field?.min, field?.max]).toEqual([UNITS[bits.unit ?? '']?.[0], bits.min, bits.max]);
      expect(field?.codes).toEqual(bits.enum);
    }
  });

  test('scales are whole numbers, so that a value is the nearest number to its decimal text', () => {
    for (const row of Object.values(table)) expect(Number.isInteger(row.perUnit ?? 1)).toBe(true);
  });

  test('no two rows share a word', () => {
    const taken = Object.values(table).flatMap((row) => Array.from({ length: wordsOf(row) }, (_, index) => row.address + index));
    expect(new Set(taken).size).toBe(taken.length);
  });

  test('only 300 to 399 can be written', () => {
    expect(isWritable(300)).toBe(true);
    expect(isWritable(399)).toBe(true);
    expect(isWritable(300, 100)).toBe(true);
    expect(isWritable(300, 101)).toBe(false);
    expect(isWritable(299)).toBe(false);
    expect(isWritable(400)).toBe(false);
  });

  test('types follow from the rows', () => {
    type All = Decoded<typeof REGISTERS>;
    expectTypeOf<All['packVoltage']>().toEqualTypeOf<number>();
    expectTypeOf<All['cellSlot16Voltage']>().toEqualTypeOf<number>();
    expectTypeOf<All['externalTemp1']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<All['eventSlot48']>().toEqualTypeOf<LoggedEvent | undefined>();
    expectTypeOf<All['serialNumber']>().toEqualTypeOf<Uint8Array>();
    expectTypeOf<'eventSlot49'>().not.toExtend<RegisterKey>();
    expectTypeOf<(typeof REGISTERS)['packVoltage']['address']>().toEqualTypeOf<36>();
  });
});

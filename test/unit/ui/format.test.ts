import { describe, expect, test } from 'vitest';
import { type Quantity, createFormat, readAlike } from '../../../src/ui/format/format';

const en = createFormat('en');
const fr = createFormat('fr');
const NBSP = '\u00a0';
const NARROW = '\u202f';
const MINUS = '\u2212';

describe('measures', () => {
  test.each<[Quantity, number, string, string]>([
    ['voltage', 53.2, `53.20${NBSP}V`, `53,20${NBSP}V`],
    ['cellVoltage', 3.4126, `3.413${NBSP}V`, `3,413${NBSP}V`],
    ['voltageLimit', 55.2, `55.2${NBSP}V`, `55,2${NBSP}V`],
    ['current', 32.44, `+32.4${NBSP}A`, `+32,4${NBSP}A`],
    ['current', -32.4, `${MINUS}32.4${NBSP}A`, `${MINUS}32,4${NBSP}A`],
    ['current', 0, `0.0${NBSP}A`, `0,0${NBSP}A`],
    ['current', -0.04, `0.0${NBSP}A`, `0,0${NBSP}A`],
    ['currentLimit', 120, `120.0${NBSP}A`, `120,0${NBSP}A`],
    ['power', 1722.4, `+1,722${NBSP}W`, `+1${NARROW}722${NBSP}W`],
    ['power', -2674, `${MINUS}2,674${NBSP}W`, `${MINUS}2${NARROW}674${NBSP}W`],
    ['percent', 76.44, `76.4${NBSP}%`, `76,4${NBSP}%`],
    ['wholePercent', 90, `90${NBSP}%`, `90${NBSP}%`],
    ['temperature', -4.5, `${MINUS}4.5${NBSP}°C`, `${MINUS}4,5${NBSP}°C`],
    ['temperature', 21.5, `21.5${NBSP}°C`, `21,5${NBSP}°C`],
    ['millivolts', 0.048, `48${NBSP}mV`, `48${NBSP}mV`],
    ['signedMillivolts', -0.0272, `${MINUS}27${NBSP}mV`, `${MINUS}27${NBSP}mV`],
  ])('%s %f', (quantity, value, english, french) => {
    expect(en.measure(quantity, value)).toBe(english);
    expect(fr.measure(quantity, value)).toBe(french);
  });

  test.each([undefined, NaN, Infinity, -Infinity])('%s is a dash, never 0', (value) => {
    expect(en.measure('voltage', value)).toBe('—');
    expect(en.figure('voltage', value)).toEqual({ digits: '—', unit: 'V' });
  });

  test('digits and unit come apart for drawing', () => {
    expect(fr.figure('current', -12)).toEqual({ digits: `${MINUS}12,0`, unit: 'A' });
  });
});

describe('durations', () => {
  test.each([
    [0, '0.0', 's'],
    [420, '0.4', 's'],
    [9_940, '9.9', 's'],
    [9_960, '10', 's'],
    [12_400, '12', 's'],
    [119_000, '119', 's'],
    [120_000, '2', 'min'],
    [7_140_000, '119', 'min'],
    [7_200_000, '2', 'h'],
  ])('%i ms', (ms, digits, unit) => {
    expect(en.duration(ms)).toBe(`${digits}${NBSP}${unit}`);
  });

  test.each([
    [0, '0 s', '0 s'],
    [59.9, '59 s', '59 s'],
    [60, '1 min', '1 min'],
    [380, '6 min 20 s', '6 min 20 s'],
    [900, '15 min', '15 min'],
    [3_599, '59 min 59 s', '59 min 59 s'],
    [7_530, '2 h 5 min', '2 h 5 min'],
    [10_800, '3 h', '3 h'],
    [187_300, '2 d 4 h', '2 j 4 h'],
  ])('a span of %f s', (seconds, english, french) => {
    expect(en.span(seconds)).toBe(english.replaceAll(' ', NBSP));
    expect(fr.span(seconds)).toBe(french.replaceAll(' ', NBSP));
  });

  test('ages that read alike are one age, and no other reads like it', () => {
    let changes = 0;
    for (let ms = 10; ms < 130_000; ms += 10) {
      const [before, after] = [ms - 10, ms];
      const reads = en.duration(before) === en.duration(after);
      if (ms < 119_500) expect(readAlike(before) === readAlike(after)).toBe(reads);
      expect(en.duration(readAlike(after))).toBe(en.duration(after));
      changes += reads ? 0 : 1;
    }
    // A hundred tenths up to 10 s, seconds up to 119, two minutes.
    expect(changes).toBe(99 + 1 + 109 + 1);
  });

  test('an age that is not known is a dash', () => {
    expect(en.duration(undefined)).toBe('—');
    expect(en.milliseconds(undefined)).toBe('—');
  });

  test('a countdown never shows less than is left', () => {
    expect(en.wholeSeconds(4_001)).toBe(`5${NBSP}s`);
    expect(en.wholeSeconds(0)).toBe(`0${NBSP}s`);
  });
});

test('counts are grouped as the language does', () => {
  expect(en.count(51_204)).toBe('51,204');
  expect(fr.count(51_204)).toBe(`51${NARROW}204`);
  expect(en.count(undefined)).toBe('—');
});

test('French clocks have 24 hours', () => {
  expect(fr.clock(new Date(2026, 4, 12, 21, 5).getTime())).toBe('21:05');
});

test('a format is made once', () => {
  expect(createFormat('fr')).toBe(fr);
});

import { expect, test } from 'vitest';
import { fromHex } from '../../../src/protocols/bytes/hex';
import { standardFrame } from '../../../src/protocols/can-frame';
import { Conformance, type ConformanceRule, type Finding } from '../../../src/protocols/canbms-mirror/conformance';

const GOOD: Readonly<Record<number, string>> = {
  0x351: '2C 02 39 03 78 05 C0 01',
  0x355: '4C 00 62 00 DA 1D',
  0x356: 'C5 14 7B 00 D8 00',
  0x35a: 'A8 AA 82 02 A8 AA 82 02',
};
const REST: Readonly<Record<number, string>> = {
  0x372: '01 00 00 00 00 00 00 00', 0x373: 'F0 0C 13 0D 24 01 28 01', 0x374: '43 30 37 00 00 00 00 00', 0x375: '43 31 32 00 00 00 00 00',
  0x376: '54 31 00 00 00 00 00 00', 0x377: '54 32 00 00 00 00 00 00', 0x35e: '54 69 6E 79 42 4D 53 00', 0x35f: '00 00 02 01 18 01 00 00',
  0x378: '39 30 00 00 1A 2E 00 00', 0x379: '18 01', 0x380: '54 42 2D 32 30 32 34 2D', 0x381: '30 30 30 31 37 00 00 00',
  0x382: '4C 46 50 2D 31 36 53 00',
}; // prettier-ignore

interface Script {
  readonly see: (id: number, hex: string | undefined, at: number) => void;
  readonly rule: (rule: ConformanceRule, now: number) => Finding | undefined;
  readonly all: (now: number) => readonly Finding[];
}

function script(): Script {
  const conformance = new Conformance();
  return {
    see: (id, hex, at) => conformance.see(standardFrame(id, fromHex(hex ?? GOOD[id] ?? '')), at),
    rule: (rule, now) => conformance.report(now).find((finding) => finding.rule === rule),
    all: (now) => conformance.report(now),
  };
}

/** So many seconds of a battery as it should be. */
function good(seconds: number): Script {
  const made = script();
  let at = 0;
  for (let second = 0; second < seconds; second++) {
    Object.entries(GOOD).forEach(([id, hex], index) => made.see(Number(id), hex, (at = second * 1000 + index * 5)));
    if (second % 5 === 0) for (const [id, hex] of Object.entries(REST)) made.see(Number(id), hex, (at += 5));
  }
  return made;
}

test('a battery as it should be conforms in everything', () => {
  const findings = good(20).all(20_000);
  expect(findings.filter(({ verdict }) => verdict !== 'ok')).toEqual([
    // No two different 0x351 were sent.
    expect.objectContaining({ rule: 'spacing', verdict: 'open' }),
  ]);
});

test('nothing sent is nothing judged', () => {
  expect(
    script()
      .all(60_000)
      .every(({ verdict }) => verdict === 'open'),
  ).toBe(true);
});

test.each<[ConformanceRule, number, string, Partial<Finding>]>([
  ['ranges', 0x351, '00 00 39 03 78 05 C0 01', { ids: [0x351] }],
  ['ranges', 0x351, '2C 02 39 83 78 05 C0 01', { ids: [0x351] }],
  ['ranges', 0x351, '2C 02 39 03 78 05 FF FF', { ids: [0x351] }],
  ['ranges', 0x355, '65 00 62 00', { ids: [0x355] }],
  ['ranges', 0x355, '4C 00 62 00 DA 1E', { ids: [0x355] }],
  ['ranges', 0x373, '13 0D F0 0C 24 01 28 01', { ids: [0x373] }],
  ['ranges', 0x373, 'F0 0C 13 0D 19 00 1A 00', { ids: [0x373] }],
  ['alarm-pairs', 0x35a, 'AC AA 82 02 AC AA 82 02', { ids: [0x35a] }],
  ['alarm-pairs', 0x35a, 'A4 AA 82 02 A8 AA 82 02', { ids: [0x35a] }],
  ['identifiers', 0x305, '00 00 00 00 00 00 00 00', { ids: [0x305] }],
  ['identifiers', 0x35c, 'C0 00', { ids: [0x35c] }],
  ['lengths', 0x351, '2C 02 39 03 78 05', { ids: [0x351] }],
  ['order', 0x371, '31 36 53 2D 32 38 30 00', { ids: [0x371] }],
])('%s is violated by %i %s', (rule, id, hex, expected) => {
  const bus = good(3);
  expect(bus.rule(rule, 3000)?.verdict).not.toBe('violated');
  bus.see(id, hex, 3000);
  expect(bus.rule(rule, 3100)).toMatchObject({ verdict: 'violated', breaches: 1, lastAt: 3000, ...expected });
});

test.each([
  [1150, 'ok', 1150],
  [1300, 'violated', 1300],
  [700, 'warning', 700],
])('0x351 after %i ms: %s', (gap, verdict, worst) => {
  const bus = good(3);
  bus.see(0x351, undefined, 2000 + gap);
  expect(bus.rule('period', 4000)).toMatchObject({ verdict, worst });
});

test('a limit that falls may go out at once, and the beat goes on behind it', () => {
  const bus = good(3);
  bus.see(0x351, '2C 02 00 00 78 05 C0 01', 2400);
  bus.see(0x351, '2C 02 00 00 78 05 C0 01', 3000);
  expect(bus.rule('period', 3100)).toMatchObject({ verdict: 'ok' });
  expect(bus.rule('spacing', 3100)).toMatchObject({ verdict: 'ok', worst: 400 });
  bus.see(0x351, '2C 02 39 03 78 05 C0 01', 3060);
  expect(bus.rule('spacing', 3100)).toMatchObject({ verdict: 'violated', worst: 60 });
});

test('an interruption is told with its length, and the round after it is judged again', () => {
  const bus = good(3);
  bus.see(0x351, undefined, 9000);
  bus.see(0x355, undefined, 9005);
  expect(bus.rule('presence', 9100)).toMatchObject({ verdict: 'violated', worst: 7000 });
  expect(bus.rule('period', 9100)?.verdict).toBe('ok');
  expect(bus.rule('first-round', 9100)).toMatchObject({ verdict: 'violated', ids: [0x356, 0x35a] });
});

test('a first round that takes longer than 50 ms, or does not begin with 0x351', () => {
  const late = script();
  late.see(0x351, undefined, 0);
  late.see(0x355, undefined, 20);
  late.see(0x356, undefined, 40);
  late.see(0x35a, undefined, 51);
  expect(late.rule('first-round', 100)).toMatchObject({ verdict: 'violated', ids: [0x35a] });
  const wrong = script();
  wrong.see(0x35a, undefined, 0);
  expect(wrong.rule('order', 100)).toMatchObject({ verdict: 'violated', ids: [0x35a] });
});

test('frames that never come are missed once every period has passed', () => {
  const bus = script();
  for (let second = 0; second < 11; second++) for (const id of Object.keys(GOOD)) bus.see(Number(id), undefined, second * 1000);
  expect(bus.rule('wanted', 11_000)?.verdict).toBe('open');
  expect(bus.rule('wanted', 13_000)).toMatchObject({ verdict: 'warning', ids: [0x35e, 0x35f] });
  expect(bus.rule('optional', 13_000)).toMatchObject({ verdict: 'warning', breaches: 11 });
});

test('a bus that is flooded is told', () => {
  const bus = good(3);
  for (let index = 0; index < 150; index++) bus.see(0x356, undefined, 2100 + index * 2);
  expect(bus.rule('rate', 3000)).toMatchObject({ verdict: 'warning' });
  for (let index = 0; index < 300; index++) bus.see(0x356, undefined, 2400 + index);
  expect(bus.rule('rate', 3000)).toMatchObject({ verdict: 'violated' });
});

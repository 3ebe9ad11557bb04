import { expect, test } from 'vitest';
import { beatsKept } from '../../rig/soak/beats';

const every = (period: number, count: number, late: (beat: number) => number): number[] =>
  Array.from({ length: count }, (_, beat) => 5_000 + beat * period + late(beat));

test('a beat that is kept: nothing missed, nothing late, no drift', () => {
  expect(
    beatsKept(
      every(1_000, 60, () => 3),
      1_000,
      100,
    ),
  ).toEqual({ expected: 60, missed: 0, latest: 0, drift: 0 });
});

test('one that is not there and one that comes too late are both missed', () => {
  const times = every(1_000, 60, (beat) => (beat === 20 ? 150 : 0)).filter((_, beat) => beat !== 40);
  expect(beatsKept(times, 1_000, 100)).toMatchObject({ expected: 60, missed: 2, latest: 150 });
});

test('a first one that was late does not make the others early', () => {
  expect(
    beatsKept(
      every(100, 100, (beat) => (beat === 0 ? 30 : 2)),
      100,
      50,
    ),
  ).toMatchObject({ missed: 0, latest: 28 });
});

test('a clock that goes wrong is a drift, long before a beat is missed', () => {
  const { drift, missed } = beatsKept(
    every(1_000, 600, (beat) => beat / 20),
    1_000,
    100,
  );
  expect(missed).toBe(0);
  expect(drift).toBeCloseTo(27, 0);
});

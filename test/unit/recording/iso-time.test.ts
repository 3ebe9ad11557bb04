import { expect, test } from 'vitest';
import { isoOf, timeOfIso } from '../../../src/protocols/recording/iso-time';

const DAYS = [0, 59, 60, 365, 789, 11_016, 11_017, 20_000, 21_975, 24_855].map((day) => day * 86_400_000 + 43_200_250);

test.each([...DAYS, 1, 86_399_999, Date.UTC(2000, 1, 29), Date.UTC(2100, 1, 28, 23, 59, 59, 999)])(
  '%i is what the platform says',
  (time) => {
    expect(isoOf(time)).toBe(new Date(time).toISOString());
    expect(timeOfIso(isoOf(time))).toBe(time);
  },
);

test('other ways to write a time, and what is none', () => {
  expect(timeOfIso('2026-06-01T14:00:00+02:00')).toBe(Date.UTC(2026, 5, 1, 12));
  expect(timeOfIso('2026-06-01T12:00Z')).toBe(Date.UTC(2026, 5, 1, 12));
  for (const text of ['', 'noon', '2026-13-01T00:00:00Z', '2026-06-01', '2026-06-01T12:00:00']) expect(timeOfIso(text)).toBeNaN();
});

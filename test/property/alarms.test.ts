import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { followLevel, LEVEL_OFF } from '../../src/control/alarms/level';
import { AlarmWatch, context } from '../support/alarm-watch';
import { between } from './law-histories';

const WARNING = 3.5;
const ALARM = 3.6;
const HYSTERESIS = 0.02;

/** A battery whose cell 5 reads so; the others stay near it, so that nothing else is wrong. */
const cellAt = (volts: number) => context({ cells: volts - 0.01, cell: { 5: volts } });

/** Level of the cell alarm at each second of a history. */
function levels(history: readonly number[], settings: { debounce: number; minimumOn: number }): readonly ('ok' | 'warning' | 'alarm')[] {
  const watch = new AlarmWatch(settings);
  return history.map((volts) => watch.see(cellAt(volts)).find(({ code }) => code === 'cellOverVoltage')?.level ?? 'ok');
}

const settings = fc.record({ debounce: fc.integer({ min: 0, max: 15 }), minimumOn: fc.integer({ min: 1, max: 20 }) });
const history = fc.array(
  fc.oneof(between(3.4, 3.7), fc.constantFrom(WARNING, ALARM, WARNING - HYSTERESIS, ALARM - HYSTERESIS)),
  { minLength: 1, maxLength: 60 }, // prettier-ignore
);
/** Stretches of the same voltage: long enough for delays to run off. */
const slowHistory = fc
  .array(fc.tuple(between(3.4, 3.7), fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.flatMap(([volts, seconds]) => new Array<number>(seconds).fill(volts)));

describe('whatever a cell does', () => {
  test('nothing is raised that the threshold and the delay do not give reason for', () => {
    fc.assert(
      fc.property(slowHistory, settings, (volts, times) => {
        const told = levels(volts, times);
        told.forEach((level, index) => {
          const before = index > 0 ? told[index - 1] : 'ok';
          const since = (threshold: number) =>
            volts
              .slice(0, index + 1)
              .reverse()
              .findIndex((each) => each < threshold - 1e-6);
          const lasted = (threshold: number) => (since(threshold) === -1 ? index + 1 : since(threshold));
          // The first look has no time behind it.
          const enough = (threshold: number) => lasted(threshold) > 0 && lasted(threshold) >= times.debounce;
          if (level !== 'ok' && before === 'ok') expect(enough(WARNING)).toBe(true);
          if (level === 'alarm' && before !== 'alarm') expect(enough(ALARM)).toBe(true);
        });
      }),
    );
  });

  test('the same reason always raises it', () => {
    fc.assert(
      fc.property(slowHistory, settings, between(ALARM, 3.7), (volts, times, last) => {
        const told = levels([...volts, ...new Array<number>(times.debounce + 2).fill(last)], times);
        expect(told.at(-1)).toBe('alarm');
      }),
    );
  });

  test('it does not end before the value is back by the hysteresis, nor before the minimum time', () => {
    fc.assert(
      fc.property(history, settings, (volts, times) => {
        const told = levels(volts, times);
        for (const [grave, threshold] of [
          [['warning', 'alarm'], WARNING],
          [['alarm'], ALARM],
        ] as const) {
          // prettier-ignore
          let begun: number | undefined;
          told.forEach((level, index) => {
            const on = (grave as readonly string[]).includes(level);
            if (on && begun === undefined) begun = index;
            if (on || begun === undefined) return;
            expect(index - begun).toBeGreaterThanOrEqual(times.minimumOn);
            expect(volts[index]).toBeLessThanOrEqual(threshold - HYSTERESIS + 1e-6);
            begun = undefined;
          });
        }
      }),
    );
  });

  test('noise smaller than the hysteresis changes the level once at most', () => {
    fc.assert(
      fc.property(
        between(3.45, 3.65),
        fc.array(between(-0.0099, 0.0099), { minLength: 60, maxLength: 120 }),
        settings,
        (mean, noise, times) => {
          const told = levels(noise.map((each) => mean + each), times); // prettier-ignore
          const ranks = told.map((level) => ['ok', 'warning', 'alarm'].indexOf(level));
          ranks.forEach((rank, index) => expect(rank).toBeGreaterThanOrEqual(ranks[index - 1] ?? 0));
        },
      ),
    );
  });

  test('noise of any size cannot make it come and go faster than its times allow', () => {
    fc.assert(
      fc.property(fc.array(between(3.3, 3.8), { minLength: 100, maxLength: 200 }), settings, (volts, times) => {
        const told = levels(volts, times);
        const raised = told.filter((level, index) => level !== 'ok' && (told[index - 1] ?? 'ok') === 'ok').length;
        expect(raised).toBeLessThanOrEqual(1 + volts.length / Math.max(times.minimumOn, 1));
      }),
    );
  });
});

test('a level that is certain is on, however short the look', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), fc.nat(60), fc.nat(60), fc.nat(2000), (beyond, back, debounce, minimumOn, ms) => {
      expect(followLevel(LEVEL_OFF, { certain: true, beyond, back }, { debounce, minimumOn }, ms / 1000).on).toBe(true);
    }),
  );
});

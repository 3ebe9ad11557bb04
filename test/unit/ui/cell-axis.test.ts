import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../../browser/fixtures/views';
import { cellAxis, onAxis } from '../../../src/ui/state/cell-axis';

describe('cell axis', () => {
  test('without cells there is none', () => {
    expect(cellAxis([], [SETTINGS])).toBeUndefined();
  });

  test('holds the cutoffs of the BMS in whole tenths', () => {
    expect(cellAxis([3.41, 3.46], [SETTINGS])).toEqual({ from: 2.7, to: 3.7, ticks: [2.8, 3, 3.2, 3.4, 3.6] });
  });

  test('holds every cell, with marks inside, whatever the cells are', () => {
    const voltage = fc.double({ min: 0.5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(voltage, { minLength: 1, maxLength: 64 }), fc.boolean(), (voltages, known) => {
        const axis = cellAxis(voltages, known ? [SETTINGS] : []);
        if (!axis) throw new Error('no axis');
        for (const at of voltages) {
          expect(at).toBeGreaterThan(axis.from);
          expect(at).toBeLessThan(axis.to);
        }
        expect(axis.ticks.length).toBeGreaterThanOrEqual(1);
        for (const tick of axis.ticks) {
          expect(tick).toBeGreaterThanOrEqual(axis.from - 1e-9);
          expect(tick).toBeLessThanOrEqual(axis.to + 1e-9);
        }
      }),
    );
  });

  test('a voltage beyond its ends stays on the axis', () => {
    const axis = { from: 2.7, to: 3.7, ticks: [] };
    expect(onAxis(axis, 3.2)).toBeCloseTo(0.5);
    expect(onAxis(axis, 9)).toBe(1);
    expect(onAxis(axis, 0)).toBe(0);
  });
});

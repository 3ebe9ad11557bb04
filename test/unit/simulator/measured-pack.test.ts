import { expect, test } from 'vitest';
import { MeasuredPack } from '../../../src/simulator/measured-pack';

const pack = (cells: number, ahead: number) =>
  new MeasuredPack({
    seed: 1,
    chemistry: 'lfp',
    cells,
    capacity: 100,
    stateOfCharge: 60,
    ahead,
    capacitySpread: 0,
    leakage: 0,
    ambient: 20,
  });

test.each([4, 6, 7, 16])('of %i cells one is ahead when asked for', (cells) => {
  expect(pack(cells, 0).highest).toBeCloseTo(pack(cells, 0).lowest, 9);
  const { model } = pack(cells, 5);
  const charges = model.cells.map(({ stateOfCharge }) => stateOfCharge);
  expect(Math.max(...charges) - Math.min(...charges)).toBeGreaterThan(4);
});

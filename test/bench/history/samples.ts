/** A battery of 16 cells whose sensors never rest, the same in every run. */
import { cellSeries, type Sample } from '../../../src/storage/history/series';

export const SERIAL_NUMBER = '0042001F3438510232363938';
export const CELLS = 16;

/** Noise that looks like noise and is the same every time, -1 to 1. */
function noise(place: number, source: number): number {
  const value = Math.sin(place * 12.9898 + source * 78.233) * 43_758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}

/** What one reading says: 10 s of one value of a wave on the cells, the last digit of every sensor in motion. */
export function sampleAt(place: number): Sample & { readonly voltage: number; readonly current: number } {
  const cells = Array.from({ length: CELLS }, (_, cell) =>
    round(3.3 + 0.05 * Math.sin(place / 900 + cell / 5) + 0.001 * noise(place, cell), 4),
  );
  const voltage = round(
    cells.reduce((sum, cell) => sum + cell, 0),
    3,
  );
  const current = round(30 * Math.sin(place / 700) + 0.2 * noise(place, 20), 3);
  const [lowest, highest] = [Math.min(...cells), Math.max(...cells)];
  return {
    voltage,
    current,
    power: voltage * current,
    stateOfCharge: round(60 + 20 * Math.sin(place / 5000), 3),
    stateOfHealth: 99.5,
    lowestCell: lowest,
    highestCell: highest,
    spread: highest - lowest,
    balancingCells: place % 40 < 4 ? 1 : 0,
    internalTemp: round(24 + noise(place >> 5, 21), 1),
    externalTemp1: round(22 + noise(place >> 6, 22), 1),
    externalTemp2: round(21 + noise(place >> 6, 23), 1),
    cvl: 55.6,
    ccl: round(80 + 5 * Math.sin(place / 3000), 1),
    dcl: 120,
    ...Object.fromEntries(cells.map((value, index) => [cellSeries(index + 1), value])),
  };
}

function round(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}

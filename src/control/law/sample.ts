import type { LawParameters } from './parameters';
import type { Rejection } from './reasons';
import type { LawBattery } from './state';

/** No cell of any chemistry is higher [V]. */
const CELL_BELOW = 5;
/** The pack voltage agrees with the middle of its extreme cells to this share. */
const PACK_TOLERANCE = 0.1;

/** Why the law must not look at these values; `undefined` when it may. */
export function rejection(battery: LawBattery, { cells }: LawParameters): Rejection | undefined {
  const { voltage, current, stateOfCharge, lowestCell: lowest, highestCell: highest, coldest, hottest } = battery;
  const fields = {
    voltage,
    current,
    stateOfCharge,
    lowestCell: lowest.voltage,
    highestCell: highest.voltage,
    coldest: coldest.celsius,
    hottest: hottest.celsius,
  } as const;
  for (const field of Object.keys(fields) as (keyof typeof fields)[]) {
    if (!Number.isFinite(fields[field])) return { check: 'not-a-number', field };
  }
  const ordered = lowest.voltage > 0 && lowest.voltage <= highest.voltage && highest.voltage < CELL_BELOW;
  if (!ordered) return { check: 'cell-voltages', lowest, highest };
  const expected = (cells * (lowest.voltage + highest.voltage)) / 2;
  const agrees = Math.abs(expected - voltage) <= PACK_TOLERANCE * expected;
  return agrees ? undefined : { check: 'pack-voltage', voltage, expected };
}

import type { LawParameters } from './parameters';
import type { Rejection } from './reasons';
import type { LawBattery } from './state';

/** No cell of any chemistry is higher [V]. */
const CELL_BELOW = 5;
/** The pack voltage lies between what its extreme cells allow, to this share. */
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
  // The middle of the extremes would not do: one weak cell among sixteen moves it by more than the tolerance.
  const least = cells * lowest.voltage * (1 - PACK_TOLERANCE);
  const most = cells * highest.voltage * (1 + PACK_TOLERANCE);
  return voltage >= least && voltage <= most ? undefined : { check: 'pack-voltage', voltage, least, most };
}

import { OpenCircuitCurve, type Chemistry } from '../../src/simulator/chemistry';

/** Charge of a pack of so many Ah between two voltages of its cells at rest [V]. */
export function chargeBetween(chemistry: Chemistry, lower: number, upper: number, capacity: number): number {
  const curve = new OpenCircuitCurve(chemistry);
  return ((percentAt(curve, upper) - percentAt(curve, lower)) / 100) * capacity;
}

/** State of charge at which a cell rests at this voltage [%]; the curve rises everywhere. */
function percentAt(curve: OpenCircuitCurve, volts: number): number {
  let [low, high] = [0, 110];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (curve.at(middle) < volts) low = middle;
    else high = middle;
  }
  return low;
}

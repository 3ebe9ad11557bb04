import { atLeast, clamp } from './compare';
import type { LawParameters } from './parameters';
import type { LawBattery } from './state';

/** What overshoot control takes off the charge voltage. */
export interface Trim {
  /** [V of the pack], measured from the absorption voltage. */
  readonly volts: number;
  /** For how long the highest cell has been far enough down to recover [s]. */
  readonly recovery: number;
}

export const NO_TRIM: Trim = { volts: 0, recovery: 0 };

/** The full gain acts from this share of the capacity up [A per Ah]: without current, a lower voltage cannot help and only winds up. */
const FULL_GAIN_CURRENT = 0.01;
/** Far above the target the gain stays this large unless the pack clearly discharges. */
const LEAST_GAIN = 0.25;
const DISCHARGE_CURRENT = 0.002;

/** Integrates the highest cell's excess, gives back slowly, and backs both up with a proportional part far above the target. */
export function followTrim(was: Trim, overVoltage: boolean, battery: LawBattery, parameters: LawParameters, dt: number): Trim {
  const { cells, vAbs, vSoft, ki, band, recBand, recHold, recRate } = parameters;
  const highest = battery.highestCell.voltage;
  const most = largestTrim(parameters);
  const low = !atLeast(highest, vAbs - recBand);
  const recovery = low ? was.recovery + dt : 0;
  if (overVoltage) return { volts: most, recovery };

  const excess = Math.max(highest - (vAbs + band), 0);
  const gained = cells * ki * excess * gain(battery, parameters) * dt;
  const recovered = low && atLeast(recovery, recHold) ? cells * recRate * dt : 0;
  const backstop = cells * (highest - vSoft);
  return { volts: clamp(Math.max(was.volts + gained - recovered, backstop), 0, most), recovery };
}

/** Protection may lower the charge voltage to its floor and no further. */
export function largestTrim({ cells, vAbs, vFloor }: LawParameters): number {
  return cells * (vAbs - vFloor);
}

function gain({ current, highestCell }: LawBattery, { capacity, vSoft }: LawParameters): number {
  const byCurrent = clamp(current / (FULL_GAIN_CURRENT * capacity), 0, 1);
  const notDischarging = current > -DISCHARGE_CURRENT * capacity;
  return highestCell.voltage >= vSoft && notDischarging ? Math.max(byCurrent, LEAST_GAIN) : byCurrent;
}

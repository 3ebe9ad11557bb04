/** Rounded to so many decimals; `null` for what is not known, as JSON has it. */
export function round(value: number | undefined, decimals: number): number | null {
  if (value === undefined || !Number.isFinite(value)) return null;
  const factor = 10 ** decimals;
  // -0 would be written as 0 in JSON, and compared as another number.
  return Math.round(value * factor) / factor + 0;
}

/** [mV] of [V]. */
export function milli(volts: number | undefined): number | null {
  return round(volts === undefined ? undefined : volts * 1000, 0);
}

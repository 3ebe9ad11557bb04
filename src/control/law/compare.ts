/** Sums of steps and differences of decimal constants miss their mark by less than this [V, s, °C]. */
const GUARD = 1e-6;

export function atLeast(value: number, limit: number): boolean {
  return value >= limit - GUARD;
}

export function atMost(value: number, limit: number): boolean {
  return value <= limit + GUARD;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Rounds down to the resolution of the wire; the guard keeps 55.2 from becoming 55.1. */
export function floorTenth(value: number): number {
  return Math.floor(value * 10 + GUARD) / 10;
}

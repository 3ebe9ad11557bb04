export type Direction = 'charging' | 'discharging' | 'resting';

/** What a current [A] reads as when rounded to the tenth that is shown. */
export function directionOf(current: number): Direction {
  if (Math.abs(current) < 0.05) return 'resting';
  return current > 0 ? 'charging' : 'discharging';
}

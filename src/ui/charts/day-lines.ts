/** The drawing of one series of a simulated day, in its own units. */
export const DAY_BOX = { width: 320, height: 120, left: 46, right: 8, top: 8, bottom: 22 } as const;

export interface DayScale {
  readonly low: number;
  readonly high: number;
  readonly x: (share: number) => number;
  readonly y: (value: number) => number;
}

/** An axis for both lines, never narrower than `leastSpan`. */
export function dayScale(lines: readonly Float64Array[], leastSpan: number): DayScale {
  let [low, high] = [Infinity, -Infinity];
  for (const line of lines)
    for (const value of line) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  if (!(high >= low)) [low, high] = [0, leastSpan];
  const air = Math.max((leastSpan - (high - low)) / 2, 0);
  [low, high] = [low - air, high + air];
  const { width, height, left, right, top, bottom } = DAY_BOX;
  return {
    low,
    high,
    x: (share) => left + share * (width - left - right),
    y: (value) => height - bottom - ((value - low) / (high - low)) * (height - top - bottom),
  };
}

/** The line of one series over the whole day. */
export function dayPath(line: Float64Array, { x, y }: DayScale): string {
  const last = Math.max(line.length - 1, 1);
  return Array.from(line, (value, index) => `${index === 0 ? 'M' : 'L'}${x(index / last).toFixed(1)} ${y(value).toFixed(1)}`).join('');
}

/** Ten cells at one reading a second whose last digit never rests, the same in every run. */
import type { SeriesName } from '../../../src/bridge/history-contract';

export const LINES = 10;
export const CELLS = Array.from({ length: LINES }, (_, line) => `cell${line + 1}` as SeriesName);
export const STEP_MS = 1_000;
export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** Where the recorded readings end and the live ones begin. */
export const END = Date.UTC(2026, 5, 1);

/** Single readings far outside of what is around them: a chart that loses one of them has lost what its owner looks for. */
export const PEAKS = [
  { line: 2, time: END - 557 * MINUTE, value: 3.62 },
  { line: 6, time: END - 863 * MINUTE, value: 3.02 },
] as const;

const LEVEL = Array.from({ length: 3_600 }, (_, place) => 3.3 + 0.05 * Math.sin((2 * Math.PI * place) / 3_600));

/** What one cell says at a full second, in steps of 0.1 mV. */
export function valueOf(line: number, time: number): number {
  for (const peak of PEAKS) if (peak.line === line && peak.time === time) return peak.value;
  const second = time / STEP_MS;
  const hash = Math.sin(second * 12.9898 + line * 78.233) * 43_758.5453;
  const noise = hash - Math.floor(hash);
  const level = LEVEL[Math.floor(second / 12 + line * 60) % LEVEL.length] as number;
  return Math.round(10_000 * (level + 0.002 * noise)) / 10_000;
}

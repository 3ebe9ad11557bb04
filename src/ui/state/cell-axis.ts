import type { PackSettings } from '../../battery/pack';

/** The common, truncated axis of all cell bars [V]. */
export interface CellAxis {
  readonly from: number;
  readonly to: number;
  /** Marked values between both ends. */
  readonly ticks: readonly number[];
}

/** Room kept beyond the outermost value [V]. */
const ROOM = 0.05;

/** An axis in tenths of a volt that holds every voltage and every cutoff; `undefined` without any voltage. */
export function cellAxis(voltages: readonly number[], settings: readonly PackSettings[]): CellAxis | undefined {
  if (voltages.length === 0) return undefined;
  const all = [...voltages, ...settings.flatMap(({ underVoltageCutoff, overVoltageCutoff }) => [underVoltageCutoff, overVoltageCutoff])];
  const from = Math.max(0, Math.floor((Math.min(...all) - ROOM) * 10) / 10);
  const to = Math.ceil((Math.max(...all) + ROOM) * 10) / 10;
  const step = to - from > 1.5 ? 0.5 : to - from > 0.6 ? 0.2 : 0.1;
  const ticks: number[] = [];
  for (let index = Math.ceil(from / step - 1e-9); index * step <= to + 1e-9; index++) ticks.push(Math.round(index * step * 10) / 10);
  return { from, to, ticks };
}

/** Height of a voltage on the axis, 0 to 1. */
export function onAxis({ from, to }: CellAxis, voltage: number): number {
  return Math.min(1, Math.max(0, (voltage - from) / (to - from)));
}

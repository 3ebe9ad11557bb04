import type { Table } from '../../control/law/tables';

/** The drawing in its own units: shares upwards from 0 to 1, whatever the table runs over to the right. */
export const DERATING_BOX = { width: 320, height: 132, left: 38, right: 12, top: 8, bottom: 24 } as const;

export interface DeratingScale {
  readonly from: number;
  readonly to: number;
  readonly x: (at: number) => number;
  readonly y: (share: number) => number;
}

/** An axis with room for all tables and for where the battery is now. */
export function deratingScale(tables: readonly Table[], now: readonly number[]): DeratingScale {
  const all = [...tables.flatMap((table) => table.map(([at]) => at)), ...now].filter(Number.isFinite);
  const [low, high] = all.length > 0 ? [Math.min(...all), Math.max(...all)] : [0, 1];
  const air = Math.max((high - low) * 0.08, 1e-3);
  const { width, height, left, right, top, bottom } = DERATING_BOX;
  const [from, to] = [low - air, high + air];
  return {
    from,
    to,
    x: (at) => left + ((at - from) / (to - from)) * (width - left - right),
    y: (share) => height - bottom - share * (height - top - bottom),
  };
}

/** Share of the full current at this place: straight lines between the points, constant outside. `undefined` without points. */
export function shareAt(table: Table, at: number): number | undefined {
  const after = table.findIndex(([x]) => x > at);
  const last = table.at(-1);
  if (after < 0) return last?.[1];
  const [right, left] = [table[after], table[after - 1] ?? table[after]];
  if (!right || !left) return undefined;
  return right[0] === left[0] ? left[1] : left[1] + ((right[1] - left[1]) * (at - left[0])) / (right[0] - left[0]);
}

/** The line of a table, constant to both sides. */
export function deratingPath(table: Table, { from, to, x, y }: DeratingScale): string {
  const [first, last] = [table[0], table.at(-1)];
  if (!first || !last) return '';
  const points = [[from, first[1]] as const, ...table, [to, last[1]] as const];
  return points.map(([at, share], index) => `${index === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(share).toFixed(1)}`).join('');
}

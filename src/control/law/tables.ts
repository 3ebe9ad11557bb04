/** One point of a derating table: a voltage, temperature or state of charge, and the share of the full current there. */
export type TablePoint = readonly [at: number, factor: number];

/** Points in rising order of `at`: straight lines between them, constant outside. */
export type Table = readonly TablePoint[];

const EMPTY = 'a table needs at least one point';

/** @throws RangeError when the table has no point. */
export function interpolate(table: Table, at: number): number {
  let before = table[0];
  if (!before) throw new RangeError(EMPTY);
  if (at <= before[0]) return before[1];
  for (const point of table) {
    if (at < point[0]) return before[1] + ((point[1] - before[1]) * (at - before[0])) / (point[0] - before[0]);
    before = point;
  }
  return before[1];
}

/** @throws RangeError when the table has no point. */
export function endsOf(table: Table): { readonly first: TablePoint; readonly last: TablePoint } {
  const [first] = table;
  const last = table.at(-1);
  if (!first || !last) throw new RangeError(EMPTY);
  return { first, last };
}

/** Where the table allows everything; `undefined` when it never does. */
export function plateauOf(table: Table): { readonly from: number; readonly to: number } | undefined {
  const from = table.find(isFull);
  const to = table.findLast(isFull);
  return from && to && { from: from[0], to: to[0] };
}

function isFull([, factor]: TablePoint): boolean {
  return factor >= 1;
}

export function mapTable(table: Table, move: (at: number) => number): Table {
  return table.map(([at, factor]) => [move(at), factor]);
}

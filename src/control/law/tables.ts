/** One point of a derating table: a voltage, temperature or state of charge, and the share of the full current there. */
export type TablePoint = readonly [at: number, factor: number];

/** Points in rising order of `at`: straight lines between them, constant outside. */
export type Table = readonly TablePoint[];

/** @throws RangeError when the table has no point. */
export function interpolate(table: Table, at: number): number {
  let before = endsOf(table).first;
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
  if (!first || !last) throw new RangeError('a table needs at least one point');
  return { first, last };
}

/** Where the table allows everything; `undefined` when it never does. */
export function plateauOf(table: Table): { readonly from: number; readonly to: number } | undefined {
  const full = table.filter(([, factor]) => factor >= 1).map(([at]) => at);
  return full.length > 0 ? { from: Math.min(...full), to: Math.max(...full) } : undefined;
}

export function mapTable(table: Table, move: (at: number) => number): Table {
  return table.map(([at, factor]) => [move(at), factor]);
}

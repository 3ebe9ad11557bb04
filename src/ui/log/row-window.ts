/** Rows drawn beyond what is seen, on either side: a wheel turns faster than a frame. */
const SPARE_ROWS = 12;

/** Which rows are drawn of a long list whose rows are all of one height. */
export interface RowWindow {
  /** Place of the first row in the list, from 0. */
  readonly from: number;
  /** Place after the last one. */
  readonly to: number;
}

export function rowWindow(scrollTop: number, height: number, rowHeight: number, rows: number): RowWindow {
  const first = Math.floor(scrollTop / rowHeight);
  const seen = Math.ceil(height / rowHeight);
  const from = Math.max(0, Math.min(rows, first) - SPARE_ROWS);
  return { from, to: Math.min(rows, first + seen + SPARE_ROWS) };
}

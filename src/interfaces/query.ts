import type { Calendar } from './host';

/** A number of a query from 1 to `most`; `undefined` for anything else that was given. */
export function countOf(text: string | undefined, byDefault: number, most: number): number | undefined {
  if (text === undefined) return byDefault;
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 && count <= most ? count : undefined;
}

/** Milliseconds since 1970 of a number, or of a time as ISO 8601; NaN for anything else. */
export function timeOf(text: string, calendar: Calendar): number {
  return /^\d+$/.test(text) ? Number(text) : calendar.read(text);
}

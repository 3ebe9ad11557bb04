import { DAY, END, LINES, STEP_MS, valueOf } from './data';

/** The size that every chart has [px]. */
export const WIDTH = 1_200;
export const HEIGHT = 300;

export interface Drawn {
  /** One more reading of every line, drawn. @returns what of it was waiting for another thread [ms] */
  append(): Promise<number>;
  /** What the chart was given, for the check of what it shows. */
  given(): Given;
  /** Where a value of a line stands on a canvas, in its own pixels. */
  place(line: number, time: number, value: number): { readonly canvas: HTMLCanvasElement; readonly x: number; readonly y: number };
  readonly root: ParentNode;
  close(): void;
}

export interface Given {
  /** Stretch of the readings in it; the end does not belong to it [ms since 1970]. */
  readonly from: number;
  readonly to: number;
  /** Of each line. */
  readonly extremes: readonly Extremes[];
}

export interface Extremes {
  readonly min: number;
  readonly max: number;
}

export interface Subject {
  readonly name: string;
  /** Brings the readings into the form that the library wants: not timed. @returns what draws them for the first time */
  prepare(days: number, root: HTMLElement): () => Promise<Drawn>;
}

/** Every reading of a stretch of days, one array for each line. */
export interface Raw {
  readonly times: readonly number[];
  readonly lines: readonly (readonly number[])[];
}

const made = new Map<number, Raw>();

export function rawOf(days: number): Raw {
  const known = made.get(days);
  if (known) return known;
  const count = (days * DAY) / STEP_MS;
  const times = Array.from({ length: count }, (_, place) => END - days * DAY + place * STEP_MS);
  const raw = { times, lines: Array.from({ length: LINES }, (_, line) => times.map((time) => valueOf(line, time))) };
  made.set(days, raw);
  return raw;
}

export function extremesOf(values: Iterable<number>): Extremes {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

/** A canvas is painted later, with or without the help of graphics hardware; asked for a pixel it is painted now. */
export function paint(root: ParentNode): void {
  for (const canvas of root.querySelectorAll('canvas')) canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
}

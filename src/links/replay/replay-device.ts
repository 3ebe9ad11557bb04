import type { Ms } from '../../battery/units';

/** A device that says what it said in a recording. Times are those of the recording. */
export interface ReplayDevice {
  /** Answers to a write, each after its delay. */
  answers(bytes: Uint8Array, at: Ms): readonly { readonly after: Ms; readonly bytes: Uint8Array }[];
  /** What it says unasked, in order. */
  readonly unasked: readonly { readonly at: Ms; readonly bytes: Uint8Array }[];
}

/** Index of the last one at or before `at` in a list in order of time; -1 before the first. */
export function lastUntil(list: readonly { readonly at: Ms }[], at: Ms): number {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((list[middle]?.at ?? Infinity) <= at) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

import { panned, type TimeWindow, zoomed } from '../state/time-window';

export interface GestureTarget {
  readonly window: TimeWindow;
  readonly now: number;
  /** Share of the plot's width at this place of the page: 0 = left edge, 1 = right edge. */
  share(clientX: number): number;
  move(window: TimeWindow): void;
}

/** One turn of a wheel shows this many times as much. */
const WHEEL_ZOOM = 1.2;
const WHEEL_PAN = 0.1;
/** One press of a key or button. */
export const STEP_ZOOM = 1.6;
export const STEP_PAN = 0.25;

/**
 * Wheel, keys and fingers on a plot: one finger to the side pans, two zoom; up and down it scrolls the page and is left to the browser.
 * @returns what ends it
 */
export function followGestures(surface: HTMLElement, target: GestureTarget): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  surface.addEventListener('wheel', (event) => turnWheel(event, target), { signal, passive: false });
  surface.addEventListener('keydown', (event) => pressKey(event, target), { signal });
  followFingers(surface, target, signal);
  return () => ending.abort();
}

function turnWheel(event: WheelEvent, target: GestureTarget): void {
  const sideways = event.shiftKey ? event.deltaY || event.deltaX : Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : 0;
  // A plain wheel scrolls the page, which is full of charts; it zooms the one that has been clicked.
  const zooms = event.ctrlKey || event.metaKey || (event.currentTarget instanceof Element && event.currentTarget.matches(':focus'));
  if (sideways !== 0) target.move(panned(target.window, Math.sign(sideways) * WHEEL_PAN, target.now));
  else if (zooms)
    target.move(zoomed(target.window, event.deltaY > 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM, target.share(event.clientX), target.now));
  else return;
  event.preventDefault();
}

const KEYS: Readonly<Record<string, (target: GestureTarget) => TimeWindow>> = {
  ArrowLeft: ({ window, now }) => panned(window, -STEP_PAN, now),
  ArrowRight: ({ window, now }) => panned(window, STEP_PAN, now),
  '+': ({ window, now }) => zoomed(window, 1 / STEP_ZOOM, 0.5, now),
  '-': ({ window, now }) => zoomed(window, STEP_ZOOM, 0.5, now),
};

function pressKey(event: KeyboardEvent, target: GestureTarget): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key];
  if (!act) return;
  target.move(act(target));
  event.preventDefault();
}

/** A finger that has moved less only points [px]. */
const SLOP = 8;

/** What lay under each finger when it came stays under it. */
function followFingers(surface: HTMLElement, target: GestureTarget, signal: AbortSignal): void {
  /** Where each finger is, and where one alone came down. */
  const fingers = new Map<number, number>();
  let start: number | undefined;
  /** The times under the outermost fingers. */
  let held: readonly [number, number] | undefined;
  const ends = (): [number, number] => [Math.min(...fingers.values()), Math.max(...fingers.values())];
  const timeAt = (clientX: number): number => target.window.from + target.share(clientX) * (target.window.to - target.window.from);
  const hold = (): void => {
    const [left, right] = ends();
    start = fingers.size === 1 ? left : undefined;
    held = fingers.size === 0 ? undefined : [timeAt(left), timeAt(right)];
  };
  const release = (event: PointerEvent): void => {
    if (fingers.delete(event.pointerId)) hold();
  };
  surface.addEventListener(
    'pointerdown',
    (event) => {
      if (event.pointerType !== 'touch') return;
      fingers.set(event.pointerId, event.clientX);
      hold();
    },
    { signal },
  );
  surface.addEventListener(
    'pointermove',
    (event) => {
      if (!fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, event.clientX);
      const at = ends();
      if (!held) return;
      if (start !== undefined && Math.abs(at[0] - start) < SLOP) return;
      start = undefined;
      const isPinch = fingers.size > 1;
      if (isPinch && at[1] - at[0] < SLOP) return;
      const [left, right] = [target.share(at[0]), target.share(at[1])];
      const length = isPinch ? (held[1] - held[0]) / (right - left) : target.window.to - target.window.from;
      const from = held[0] - left * length;
      target.move(panned({ from, to: from + length, live: false }, 0, target.now));
    },
    { signal },
  );
  for (const name of ['pointerup', 'pointercancel', 'pointerleave'] as const) surface.addEventListener(name, release, { signal });
}

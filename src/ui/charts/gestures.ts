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
 * Wheel, keys and two fingers on a plot; one finger scrolls the page and is left to the browser.
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

/** Two fingers: what lay under each stays under it. */
function followFingers(surface: HTMLElement, target: GestureTarget, signal: AbortSignal): void {
  const fingers = new Map<number, number>();
  let held: readonly [number, number] | undefined;
  const ends = (): [number, number] | undefined => {
    const [one, other] = [...fingers.values()];
    return one === undefined || other === undefined ? undefined : [Math.min(one, other), Math.max(one, other)];
  };
  const timeAt = (clientX: number): number => target.window.from + target.share(clientX) * (target.window.to - target.window.from);
  const release = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    held = undefined;
  };
  surface.addEventListener(
    'pointerdown',
    (event) => {
      if (event.pointerType !== 'touch') return;
      fingers.set(event.pointerId, event.clientX);
      const at = ends();
      held = at && [timeAt(at[0]), timeAt(at[1])];
    },
    { signal },
  );
  surface.addEventListener(
    'pointermove',
    (event) => {
      if (!fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, event.clientX);
      const at = ends();
      if (!held || !at || at[1] - at[0] < 8) return;
      const [left, right] = [target.share(at[0]), target.share(at[1])];
      const length = (held[1] - held[0]) / (right - left);
      const from = held[0] - left * length;
      target.move(panned({ from, to: from + length, live: false }, 0, target.now));
    },
    { signal },
  );
  for (const name of ['pointerup', 'pointercancel', 'pointerleave'] as const) surface.addEventListener(name, release, { signal });
}

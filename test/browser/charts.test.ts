import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import '../../src/ui/styles/tokens.css';
import '../../src/ui/styles/page.css';
import type { TimeWindow } from '../../src/ui/state/time-window';
import '../../src/ui/components/tb-chart';
import '../../src/ui/components/tb-day-bars';
import { plansOf } from '../../src/ui/charts/plans';
import { SYNTHETIC_HISTORY, syntheticColumns } from './fixtures/history';
import { type TestPage, deepAll, deepText, settled, testPage } from './fixtures/page';
import { LIVE } from './fixtures/views';

const NOW = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;
/** The stretch that ended four hours ago, so that there is room on both sides. */
const WINDOW: TimeWindow = { from: NOW - 8 * HOUR, to: NOW - 4 * HOUR, live: false };

let page: TestPage | undefined;
beforeEach(() => browser.viewport(1000, 700));
afterEach(() => page?.remove());

async function chart(window: TimeWindow = WINDOW) {
  page = testPage(LIVE);
  const [, plan] = plansOf('battery', 0);
  if (!plan) throw new Error('no plan');
  const series = plan.lines.map((line) => line.series);
  const element = await page.show('tb-chart', {
    plan,
    window,
    now: NOW,
    title: 'Current',
    columns: syntheticColumns({ mode: 'serial', from: window.from, to: window.to, series, points: 200 }),
  });
  let shown = window;
  element.addEventListener('tb-window', (event) => {
    shown = (event as CustomEvent<TimeWindow>).detail;
    // As the page does.
    element.window = shown;
  });
  await expect.poll(() => deepAll(element, '.u-over').length).toBe(1);
  const surface = deepAll(element, '.plot')[0] as HTMLElement;
  const over = (deepAll(element, '.u-over')[0] as HTMLElement).getBoundingClientRect();
  const finger = (type: 'down' | 'move' | 'up' | 'cancel', pointerId: number, share: number): void => {
    const clientX = over.left + share * over.width;
    surface.dispatchEvent(
      new PointerEvent(`pointer${type}`, { pointerId, pointerType: 'touch', clientX, clientY: over.top + 50, bubbles: true }),
    );
  };
  const timeAt = (share: number): number => shown.from + share * (shown.to - shown.from);
  return { element, surface, finger, timeAt, shown: () => shown };
}

/** Pixels of the plot in the colour of the line for charging, which is the only blue there. */
function bluePixels(element: Element): number {
  const [canvas] = deepAll(element, 'canvas') as HTMLCanvasElement[];
  const { data = [] } = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
  let count = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at + 2] ?? 0) > (data[at] ?? 0) + 60 && (data[at + 3] ?? 0) > 200) count++;
  return count;
}

test('a reading between two gaps is seen', async () => {
  page = testPage(LIVE);
  const [, plan] = plansOf('battery', 0);
  if (!plan) throw new Error('no plan');
  const current = Float64Array.from([NaN, NaN, 12, NaN, NaN]);
  const columns = {
    ...syntheticColumns({ mode: 'serial', ...WINDOW, series: ['current'], points: 5 }),
    time: Float64Array.from(current, (_, index) => WINDOW.from + index * HOUR),
    readings: Float64Array.from([0, 0, 1, 0, 0]),
    series: { current: { min: current, max: current, mean: current } },
  };
  const element = await page.show('tb-chart', { plan, window: WINDOW, now: NOW, title: 'Current', columns });
  await expect.poll(() => bluePixels(element)).toBeGreaterThan(8);
});

describe('a chart under the hand', () => {
  test('two fingers that part zoom in, and what lay under each stays under it', async () => {
    const { finger, shown, timeAt } = await chart();
    const [left, right] = [timeAt(0.4), timeAt(0.6)];
    finger('down', 1, 0.4);
    finger('down', 2, 0.6);
    for (const step of [0.02, 0.06, 0.1, 0.15, 0.2]) {
      finger('move', 1, 0.4 - step);
      finger('move', 2, 0.6 + step);
    }
    finger('up', 1, 0.2);
    finger('up', 2, 0.8);
    // From a fifth of the width to three fifths of it.
    expect((shown().to - shown().from) / (4 * HOUR)).toBeCloseTo(1 / 3, 2);
    expect(Math.abs(timeAt(0.2) - left)).toBeLessThan(HOUR / 100);
    expect(Math.abs(timeAt(0.8) - right)).toBeLessThan(HOUR / 100);
  });

  test('two fingers that come together zoom out, and two that move alike pan', async () => {
    const { finger, shown } = await chart();
    finger('down', 1, 0.2);
    finger('down', 2, 0.8);
    finger('move', 1, 0.35);
    finger('move', 2, 0.65);
    expect((shown().to - shown().from) / (4 * HOUR)).toBeCloseTo(2, 2);
    finger('up', 1, 0.35);
    finger('up', 2, 0.65);
    const before = shown();
    finger('down', 3, 0.4);
    finger('down', 4, 0.6);
    finger('move', 3, 0.6);
    finger('move', 4, 0.8);
    expect((shown().to - shown().from) / (before.to - before.from)).toBeCloseTo(1, 2);
    expect((before.from - shown().from) / (before.to - before.from)).toBeCloseTo(0.2, 2);
  });

  test('one finger to the side pans; one that only points, or scrolls the page, does nothing', async () => {
    const { finger, shown } = await chart();
    finger('down', 1, 0.5);
    finger('move', 1, 0.502);
    finger('up', 1, 0.502);
    expect(shown()).toBe(WINDOW);
    finger('down', 2, 0.5);
    finger('cancel', 2, 0.5);
    finger('move', 2, 0.9);
    expect(shown()).toBe(WINDOW);
    finger('down', 3, 0.5);
    finger('move', 3, 0.75);
    expect(shown().from).toBeCloseTo(WINDOW.from - HOUR, -4);
    // A second finger that comes, and one that goes, make no jump.
    const before = shown();
    finger('down', 4, 0.9);
    finger('up', 4, 0.9);
    finger('move', 3, 0.75);
    expect(Math.abs(shown().from - before.from)).toBeLessThan(HOUR / 100);
  });

  test('a mouse selects a stretch, a turned wheel zooms the chart that has the focus, and keys pan and zoom', async () => {
    const { element, surface, shown } = await chart();
    const over = deepAll(element, '.u-over')[0] as HTMLElement;
    const { left, width } = over.getBoundingClientRect();
    await userEvent.dragAndDrop(over, over, {
      sourcePosition: { x: 0.25 * width, y: 40 },
      targetPosition: { x: 0.75 * width, y: 40 },
    });
    await expect.poll(() => (shown().to - shown().from) / (4 * HOUR)).toBeCloseTo(0.5, 1);
    surface.blur();
    const before = shown();
    surface.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, clientX: left + width / 2, bubbles: true, cancelable: true }));
    expect(shown()).toBe(before);
    surface.focus();
    surface.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, clientX: left + width / 2, bubbles: true, cancelable: true }));
    expect(shown().to - shown().from).toBeLessThan(before.to - before.from);
    const zoomed = shown();
    surface.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, cancelable: true }));
    expect(shown().from).toBeLessThan(zoomed.from);
    surface.dispatchEvent(new KeyboardEvent('keydown', { key: '-', bubbles: true, cancelable: true }));
    expect(shown().to - shown().from).toBeGreaterThan(zoomed.to - zoomed.from);
  });
});

describe('the energy of the days', () => {
  test('stands on a scale, and each bar and each row tells its day', async () => {
    page = testPage(LIVE);
    const days = (await SYNTHETIC_HISTORY.days?.('serial', '', '')) ?? [];
    const element = await page.show('tb-day-bars', { days });
    await settled(element);
    const most = Math.max(...days.map(({ energyIn }) => energyIn));
    expect(deepAll(element, '.scale span').map(deepText)[0]?.replaceAll('\u00a0', ' ')).toBe(`${(most / 1000).toFixed(2)} kWh`);
    expect(deepText(deepAll(element, 'title')[0] as Element).replaceAll('\u00a0', ' ')).toBe(
      'Oct 1, 2026: Charged 4.20 kWh, Discharged 3.90 kWh',
    );
    expect(deepAll(element, 'tbody tr')).toHaveLength(days.length);
  });
});

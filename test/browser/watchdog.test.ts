import { afterEach, expect, test } from 'vitest';
import '../../src/ui/components/tb-watchdog-card';
import '../../src/ui/components/tb-notices';
import type { WatchdogView } from '../../src/ui/worker/watchdog-view';
import { deepAll, deepText, settled, type TestPage, testPage, type TestPageOptions } from './fixtures/page';
import { LIVE, SIMULATED } from './fixtures/views';
import { WATCHDOG } from './fixtures/watchdog';

let page: TestPage | undefined;
afterEach(() => page?.remove());

async function card(view = LIVE, options: TestPageOptions = { watchdog: WATCHDOG }) {
  page = testPage(view, options);
  const element = await page.show('tb-watchdog-card');
  return { page, element, text: () => spoken(element) };
}

const spoken = (element: Element): string => deepText(element).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

test('the statistics, the reason of each restart, and since when', async () => {
  const { text } = await card();
  expect(text()).toContain('Watchdog answers');
  expect(text()).toContain('Answers 12,406');
  expect(text()).toContain('Late or missing answers 2');
  expect(text()).toContain('Between two answers 0.5 s, at most 1.3 s');
  expect(text()).toContain('Late steps 3 Latest step 412 ms Longest time between two steps 1.4 s');
  expect(text()).toContain('It had not answered for 30 s.');
  expect(text()).toContain('when the page was opened.');
});

test('the time-out is chosen', async () => {
  const { page, element } = await card();
  const select = deepAll(element, '#timeout')[0] as HTMLSelectElement;
  expect(select.value).toBe('30');
  select.value = '5';
  select.dispatchEvent(new Event('change'));
  await settled(element);
  expect(page.asked).toEqual([['configure', [{ watchdog: { timeoutS: 5 } }]]]);
});

test('a restart while limits go out asks first; a simulated one does not', async () => {
  const press = (element: Element): void => deepAll(element, 'section > button').forEach((button) => (button as HTMLElement).click());
  const real = await card();
  press(real.element);
  await expect.poll(() => deepAll(real.element, 'dialog[open]').length).toBe(1);
  expect(real.page.asked).toEqual([]);
  (deepAll(real.element, 'dialog .main')[0] as HTMLElement).click();
  await expect.poll(() => real.page.asked).toEqual([['restart', []]]);
  real.page.remove();

  const simulated = await card(SIMULATED);
  press(simulated.element);
  await settled(simulated.element);
  expect(simulated.page.asked).toEqual([['restart', []]]);
});

async function notices(watchdog: WatchdogView, after?: WatchdogView) {
  page = testPage(LIVE, { watchdog });
  const element = await page.show('tb-notices');
  if (after) page.ui.store.attend(after);
  await settled(element);
  return spoken(element);
}

test('a restart is told for ten minutes, with its reason', async () => {
  const restart = { reason: 'no-answer', at: LIVE.wallTime - 60_000, silentMs: 30_100, detail: '' } as const;
  const told = await notices({ ...WATCHDOG, newest: [restart] });
  expect(told).toContain('The bridge was restarted at');
  expect(told).toContain('It had not answered for 30 s. Nothing was sent meanwhile.');
  page?.remove();
  expect(await notices({ ...WATCHDOG, newest: [{ ...restart, at: LIVE.wallTime - 601_000 }] })).not.toContain('restarted');
  page?.remove();
  expect(await notices({ ...WATCHDOG, newest: [{ ...restart, reason: 'owner' }] })).not.toContain('restarted');
});

test('a worker that was ended is silent at once, and restarts that do not help are an alarm', async () => {
  const told = await notices(WATCHDOG, { ...WATCHDOG, state: 'pausing', startsInMs: 30_000, failing: true });
  expect(told).toContain('The bridge fails again and again');
  expect(told).toContain('The bridge is not answering');
});

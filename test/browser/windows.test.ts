import { afterEach, expect, test } from 'vitest';
import '../../src/ui/components/tb-window-band';
import '../../src/ui/components/tb-window-card';
import type { BridgeView } from '../../src/bridge/contract';
import { chainOf } from '../../src/ui/state/chain';
import { sendsFromHere } from '../../src/ui/state/in-control';
import { deepAll, deepText, settled, type TestPage, testPage } from './fixtures/page';
import { DISPLAY, LIVE, SIMULATED, VACANT } from './fixtures/views';

let page: TestPage | undefined;
afterEach(() => page?.remove());

async function show(name: 'tb-window-band' | 'tb-window-card', view: BridgeView) {
  page = testPage(view);
  const element = await page.show(name);
  return { page, element, text: deepText(element).replaceAll('\u00a0', ' ') };
}

test('a display says which window sends', async () => {
  expect((await show('tb-window-band', DISPLAY)).text).toBe(
    'This window shows; window 1 sends. Only one window at a time may own the ports.',
  );
});

test('a sender that tells nothing makes every value unknown', async () => {
  const silent: BridgeView = { ...DISPLAY, window: { role: 'display', number: 2, sender: 1, silent: true } };
  const { page, text } = await show('tb-window-band', silent);
  expect(text).toContain('Window 1 sends, and tells nothing any more.');
  expect(chainOf(page.ui.store.snapshot).bridge.state).toBe('not-answering');
});

test('where no window sends any more, this one takes over by a click', async () => {
  const { page, element, text } = await show('tb-window-band', VACANT);
  expect(text).toContain('No window sends now.');
  (deepAll(element, 'button')[0] as HTMLElement).click();
  await settled(element);
  expect(page.asked).toEqual([['start', ['serial']]]);
});

test.each([LIVE, SIMULATED])('the only window says nothing of the kind', async (view) => {
  expect((await show('tb-window-band', view)).text).toBe('');
});

test('closing a display stops nothing, so nothing is asked', () => {
  expect([LIVE, DISPLAY, SIMULATED].map(sendsFromHere)).toEqual([true, false, false]);
});

test('the card tells the number of this window, and lets the owner choose who goes on', async () => {
  const { page, element, text } = await show('tb-window-card', { ...LIVE, window: { role: 'sender', number: 1, displays: 2 } });
  expect(text).toContain('This is window 1. It sends; windows that show it: 2.');
  const select = deepAll(element, 'select')[0] as HTMLSelectElement;
  select.value = 'automatic';
  select.dispatchEvent(new Event('change'));
  await settled(element);
  expect(page.asked).toEqual([['configure', [{ watchdog: { takeOver: 'automatic' } }]]]);
});

import { afterEach, describe, expect, test, vi } from 'vitest';
import { ROUTES } from '../../src/interfaces/answer';
import { ABSENT_ROUTES } from '../../src/interfaces/routes/absent-routes';
import '../../src/ui/pages/tb-interfaces-page';
import { LIVE } from './fixtures/views';
import { deepAll, deepText, settled, testPage, type TestPage, type TestPageOptions } from './fixtures/page';

let page: TestPage | undefined;
afterEach(() => {
  page?.remove();
  page = undefined;
});

const textOf = (element: Element, selector: string): string => element.querySelector(selector)?.textContent ?? '';

async function open(options: TestPageOptions = {}) {
  page = testPage(LIVE, options);
  const element = await page.show('tb-interfaces-page');
  const button = (name: string): HTMLButtonElement => {
    const found = deepAll(element, 'button').filter((each) => (each.getAttribute('aria-label') ?? each.textContent?.trim()) === name);
    if (!(found[0] instanceof HTMLButtonElement)) throw new Error(`There is no button ${name}`);
    return found[0];
  };
  const press = async (name: string): Promise<void> => {
    button(name).click();
    await settled(element);
  };
  return { element, button, press, ui: page.ui };
}

test.each(['en', 'fr'] as const)('every route stands there once, with what it does or why it cannot (%s)', async (language) => {
  const { element } = await open({ language });
  const shown = deepAll(element, '.route').map((route) => `${textOf(route, '.method')} ${textOf(route, '.path')}`);
  expect(shown.sort()).toEqual([...ROUTES, ...ABSENT_ROUTES].map(({ method, path }) => `${method} ${path}`).sort());
  for (const says of deepAll(element, '.says')) expect(deepText(says)).toMatch(/\w{3}/);
});

test('without a service worker the page says that nothing answers', async () => {
  const { element } = await open();
  expect(deepText(element)).toContain('Nothing answers yet');
});

describe('the token', () => {
  test('is hidden until it is wanted', async () => {
    const { element, press, ui } = await open();
    expect(deepText(element)).not.toContain(ui.token.value);
    await press('Show');
    expect(deepText(element)).toContain(ui.token.value);
    await press('Hide');
    expect(deepText(element)).not.toContain(ui.token.value);
  });

  test('is renewed only when the owner agrees', async () => {
    const { element, press, ui } = await open();
    const before = ui.token.value;
    await press('Renew');
    expect(ui.token.value).toBe(before);
    const [agree] = deepAll(element, 'dialog button.main');
    (agree as HTMLButtonElement).click();
    await expect.poll(() => ui.token.value).not.toBe(before);
  });
});

test('a channel is heard only while the owner listens', async () => {
  const { element, press } = await open();
  const channel = new BroadcastChannel('tinybms-bridge-telemetry');
  const heard = (): boolean => deepText(element).includes('"voltage": 53.06');
  channel.postMessage({ mode: 'serial', voltage: 53.06 });
  await press('Listen');
  expect(heard()).toBe(false);
  channel.postMessage({ mode: 'serial', voltage: 53.06 });
  await expect.poll(() => heard()).toBe(true);
  await press('Pause');
  expect(heard()).toBe(true);
  channel.close();
});

test('a route that changes something waits for its body to be sent', async () => {
  const asked = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{"success":true,"message":"Stored."}', { status: 200 }));
  try {
    const { element, press, ui } = await open();
    await press('Try PUT /api/watchdog');
    expect(asked).not.toHaveBeenCalled();
    await press('Send');
    await expect.poll(() => deepText(element)).toContain('"message": "Stored."');
    const [address, init] = asked.mock.calls[0] ?? [];
    expect(address instanceof URL && address.pathname).toMatch(/\/api\/watchdog$/);
    expect(init).toMatchObject({ method: 'PUT', headers: { 'X-Bridge-Token': ui.token.value } });
  } finally {
    asked.mockRestore();
  }
});

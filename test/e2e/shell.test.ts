import { expect, test, type Locator, type Page } from '@playwright/test';
import { hashOf, PAGES } from '../../src/ui/state/route';
import { BridgePage, expectPage, PAGES as PAGE_NAMES, unfold } from '../support/bridge-page';

test('language and theme change without a reload, and last over one', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: 'Display and language' }).click();
  await page.getByRole('radio', { name: 'Français' }).check();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.getByRole('heading', { level: 2, name: 'Limites envoyées au GX' })).toBeVisible();
  await page.getByRole('radio', { name: 'Claire' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Connexion' })).toBeVisible();
});

test('the keyboard alone reaches the content, a page, and a fault', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  const { keyboard } = page;

  await keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to content' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  // Backwards out of the content stands the navigation; its entries are links in the order of the pages.
  const simulator = page.getByRole('link', { name: 'Simulator' });
  for (let presses = 0; presses < 4 && !(await simulator.evaluate((link) => link.matches(':focus'))); presses += 1) {
    await keyboard.press('Shift+Tab');
  }
  await expect(simulator).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Simulator' })).toBeVisible();

  const first = page.getByRole('switch').first();
  for (let presses = 0; presses < 5 && !(await first.evaluate((input) => input.matches(':focus'))); presses += 1) {
    await keyboard.press('Tab');
  }
  await expect(first).toBeFocused();
  await keyboard.press('Space');
  await expect(first).toBeChecked();
  await keyboard.press('Space');
  await expect(first).not.toBeChecked();
});

/** Presses Tab until it is there, as somebody without a mouse does. */
async function tabTo(target: Locator): Promise<void> {
  const { keyboard } = target.page();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 300; presses += 1) {
    if (await target.evaluate((element) => element.matches(':focus'))) return;
    await keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

async function press(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.press(key);
}

test('who asks is told the values once, and may copy what a helper asks first', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  const read = page.getByRole('button', { name: 'Read the values' });
  await expect(read).toBeAttached();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(read).toBeFocused();
  await page.keyboard.press('Enter');
  const said = page.getByRole('status').filter({ hasText: 'State of charge' });
  await expect(said).toHaveText(
    /^State of charge [\d.]+.%, .* Sent to the GX: [\d.]+.V, charge [\d.]+.A, discharge [\d.]+.A\. No alarms\.$/,
  );

  await bridge.goTo('About');
  await expect(page.getByText(/^Storage: .* of at most /)).toBeVisible();
  await page.getByRole('button', { name: 'Copy diagnostics' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied.' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^TinyBMS Bridge \d+\.\d+\.\d+ /);
  expect(copied).toContain('bridge: simulation, phase live, level live');
  expect(copied).toMatch(/\nlimits: CVL [\d.]+ V \(/);
});

test('the keyboard alone takes the bridge live, acknowledges an alarm, and exports the configuration', async ({ page }) => {
  await page.addInitScript(() => {
    const badges: number[] = [];
    Object.assign(window, { badges });
    Object.defineProperty(navigator, 'setAppBadge', { value: (count: number) => (badges.push(count), Promise.resolve()) });
  });
  const badge = () => page.evaluate(() => (window as unknown as { readonly badges: readonly number[] }).badges.at(-1));
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await press(page.getByRole('button', { name: 'Stop sending' }));
  await expect(bridge.link('Bridge')).toContainText('observing');
  await press(pages.getByRole('link', { name: 'Connection' }));
  const card = page.getByRole('region', { name: 'Operation' });
  await expect(card.getByRole('listitem').filter({ hasText: 'The GX is heard' })).toContainText('proven');
  for (const box of await card.getByRole('checkbox').all()) await press(box, 'Space');
  await press(card.getByRole('button', { name: 'Go live' }));
  await bridge.expectLive();

  await press(pages.getByRole('link', { name: 'Simulator' }));
  await press(page.getByRole('switch', { name: 'Too cold to charge' }), 'Space');
  const messages = page.getByRole('region', { name: 'Messages' });
  const cold = messages.getByRole('article').filter({ hasText: 'Too cold to charge' });
  await expect(cold).toBeVisible();
  await expect.poll(badge).toBe(1);
  await press(cold.getByRole('button', { name: 'Acknowledge' }));
  await expect(cold).toHaveCount(0);
  await expect.poll(badge).toBe(0);

  await press(pages.getByRole('link', { name: 'Settings' }));
  const saving = page.waitForEvent('download');
  await press(page.getByRole('button', { name: 'Export', exact: true }));
  expect((await saving).suggestedFilename()).toMatch(/^tinybms-bridge-configuration-.*\.json$/);
});

test('a message of the system that is pressed leads to the alarms, without loading the page anew', async ({ page, context }) => {
  await context.grantPermissions(['notifications']);
  const bridge = new BridgePage(page);
  await bridge.open('#/about');
  await expect(page.getByText('Stored: it starts without a network.')).toBeVisible();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  await worker.evaluate(async () => {
    interface Scope extends EventTarget {
      readonly registration: ServiceWorkerRegistration;
    }
    const scope = globalThis as unknown as Scope;
    await scope.registration.showNotification('Too cold to charge', { tag: 'alarm' });
    const [notification] = await scope.registration.getNotifications();
    const Press = (globalThis as unknown as { readonly NotificationEvent: new (type: string, init: object) => Event }).NotificationEvent;
    scope.dispatchEvent(new Press('notificationclick', { notification }));
  });
  await expect(page.getByRole('heading', { level: 1, name: 'Alarms' })).toBeVisible();
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

/** A page that begins goes on drawing for a moment; the age of the GX is drawn twice a second until then. */
function untilItRests(link: Locator): Promise<void> {
  return link.evaluate(
    (element) =>
      new Promise((resolve) => {
        let timer = setTimeout(resolve, 1_500);
        new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(resolve, 1_500);
        }).observe(element.getRootNode(), { childList: true, characterData: true, subtree: true });
      }),
  );
}

test('behind another tab nothing is drawn, the title goes on, and the first picture afterwards is true', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open('#/simulator');
  await bridge.expectLive();
  // Automation tells every page that it is in front.
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await untilItRests(bridge.link('GX'));
  await page.getByRole('switch', { name: 'Cable of the BMS pulled' }).click();
  await expect(page).toHaveTitle(/^\(\d+\) /);
  await expect(bridge.link('BMS')).toContainText('live');
  await expect(page.getByRole('alert').first()).toBeEmpty();

  const inTheNextPicture = await bridge.link('BMS').evaluate(
    (link) =>
      new Promise((resolve) => {
        requestAnimationFrame(() => resolve(link.textContent));
        Reflect.deleteProperty(document, 'hidden');
        document.dispatchEvent(new Event('visibilitychange'));
      }),
  );
  expect(inTheNextPicture).not.toContain('live');
  await expect(page.getByRole('alert').first()).not.toBeEmpty();
});

/** By how much the page is wider than its window [px]. */
function beyondWindow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

test('nothing scrolls sideways at 320 px', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const bridge = new BridgePage(page);
  for (const hash of PAGES.map(hashOf)) {
    await bridge.open(hash);
    await bridge.expectLive();
    await expectPage(page, hash);
    expect(await beyondWindow(page), hash).toBeLessThanOrEqual(0);
    await unfold(page);
    expect(await beyondWindow(page), `${hash}, unfolded`).toBeLessThanOrEqual(0);
  }
});

test('no page breaks its own content security policy or logs an error', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  for (const name of PAGE_NAMES) await bridge.goTo(name);
  expect(complaints).toEqual([]);
});

import { expect, test } from '@playwright/test';
import { hashOf, PAGES } from '../../src/ui/state/route';
import { BridgePage, PAGES as PAGE_NAMES } from '../support/bridge-page';

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

test('nothing scrolls sideways at 320 px', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const bridge = new BridgePage(page);
  for (const hash of PAGES.map(hashOf)) {
    await bridge.open(hash);
    await bridge.expectLive();
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(widths[0], hash).toBeLessThanOrEqual(widths[1] ?? 0);
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

import { expect, test, type Locator, type Page } from '@playwright/test';
import { PORTS_LOCK } from '../../src/interfaces/ports-lock';
import { BridgePage } from '../support/bridge-page';

/** Windows that wait to own the ports. One that has just been opened does so for a while: it may be the sender's own reload. */
const claims = (page: Page): Promise<number> =>
  page.evaluate(async (lock) => {
    const { pending = [] } = await navigator.locks.query();
    return pending.filter(({ name, mode }) => name === lock && mode === 'exclusive').length;
  }, PORTS_LOCK);

/** Without a serial port behind it, but with the lock, the messages and the workers of a real bridge: one window that owns the ports, one that shows it. */
async function twoWindows(page: Page): Promise<{ readonly first: BridgePage; readonly second: BridgePage; readonly band: Locator }> {
  const first = new BridgePage(page);
  await first.open('#/connection');
  await first.expectLive();
  await page.getByRole('button', { name: 'Use real hardware' }).click();
  await expect(first.link('Bridge')).toContainText('waiting');

  const second = new BridgePage(await page.context().newPage());
  await second.open('#/connection');
  const band = second.page.getByRole('region', { name: 'Windows' }).first();
  await expect(band).toContainText('This window shows; window 1 sends.');
  await expect(second.link('Bridge')).toContainText('waiting');
  await expect(page.getByRole('region', { name: 'Windows' })).toContainText('It sends; windows that show it: 1.');
  return { first, second, band };
}

test('two windows: one owns the ports, the other shows it, and takes over when it is gone', async ({ page }) => {
  const { first, second, band } = await twoWindows(page);

  // A setting is changed in the one and holds in both.
  await second.page.getByLabel('CAN bit rate').selectOption('250 kbit/s');
  await first.goTo('Overview');
  await first.goTo('Connection');
  await expect(page.getByLabel('CAN bit rate')).toHaveValue('250000');

  await expect.poll(() => claims(second.page)).toBe(0);
  await page.close();
  await expect(band).toContainText('No window sends now.');
  await expect(second.link('Bridge')).toContainText('stopped');
  await second.page.getByRole('button', { name: 'Send from this window' }).click();
  await expect(second.link('Bridge')).toContainText('waiting');
  await expect(second.page.getByText('No window sends now.')).toHaveCount(0);
});

test('a window that shows goes on by itself when the one that sent is closed, where the owner has chosen that', async ({ page }) => {
  const { second } = await twoWindows(page);
  await second.page.getByLabel('When the window that sends is closed').selectOption('Another one goes on');
  // The window that sends keeps the setting, and the choice has come back from there.
  await expect(page.getByLabel('When the window that sends is closed')).toHaveValue('automatic');
  await expect.poll(() => claims(second.page)).toBe(0);

  await page.close();
  await expect(second.page.getByText('Other windows of this browser can be opened')).toBeVisible();
  await expect(second.link('Bridge')).toContainText('waiting');
  await expect(second.page.getByText('No window sends now.')).toHaveCount(0);
  await expect(second.page.getByRole('button', { name: 'Send from this window' })).toHaveCount(0);

  // It is the sender now: the next window shows what this one does.
  const third = new BridgePage(await second.page.context().newPage());
  await third.open('#/connection');
  await expect(third.page.getByRole('region', { name: 'Windows' }).first()).toContainText('This window shows;');
  await expect(second.page.getByRole('region', { name: 'Windows' })).toContainText('It sends; windows that show it: 1.');
});

test('a bridge that hangs is ended and started again, and the page says so', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open('#/connection');
  await bridge.expectLive();
  const card = page.getByRole('region', { name: 'Watchdog' });
  await card.getByLabel(/^End a bridge/).selectOption('2');
  await bridge.goTo('Simulator');
  await bridge.goTo('Connection');
  await expect(card.getByLabel(/^End a bridge/)).toHaveValue('2');
  await bridge.goTo('Simulator');
  await page.getByRole('switch', { name: /^The bridge hangs/ }).click();
  await expect(page.getByText(/The bridge was restarted at/).first()).toBeVisible();
  await bridge.expectLive();
  await bridge.goTo('Connection');
  await expect(card.getByRole('listitem')).toContainText('It had not answered for');
});

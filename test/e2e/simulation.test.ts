import { expect, test } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';

test('the app opens on a simulation that says so, and the whole chain runs', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await expect(page.getByText('Simulated battery, adapter and GX. Nothing is sent to real equipment.')).toBeVisible();
  await expect(page).toHaveTitle(/^Simulation/);
  await bridge.expectLive();
  await expect(bridge.link('GX')).toContainText('heard');

  const limits = page.getByRole('region', { name: 'Limits sent to the GX' });
  await expect(limits.getByText(/^Sent .* ago$/)).toBeVisible();
  for (const name of [/^CVL/, /^CCL/, /^DCL/]) await expect(limits.getByRole('heading', { name })).toBeVisible();
});

test('the wire page shows what is sent and what the GX says', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('Wire');
  const frames = page.getByRole('table', { name: 'Frames' });
  const row = (id: string) => frames.getByRole('row').filter({ has: page.getByRole('rowheader', { name: id, exact: true }) });
  await expect(row('351')).toContainText('sent');
  await expect(row('305')).toContainText('received');
  // 0x351 carries 8 bytes, and charge and discharge current limits below the sign bit: never a negative current.
  await expect(
    row('351')
      .getByRole('cell')
      .filter({ hasText: /^([0-9A-F]{2} ){7}[0-9A-F]{2}$/ }),
  ).toHaveText(/^(.. ){3}[0-7]. .. [0-7]. .. ..$/);
});

test('a fault injected on the simulator page shows up as a limit with its reason', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('Simulator');
  await page.getByRole('switch', { name: 'Too cold to charge' }).click();
  await bridge.goTo('Overview');
  const limits = page.getByRole('region', { name: 'Limits sent to the GX' });
  await expect(limits.getByText('Charging stopped')).toBeVisible();
  await expect(limits.getByText(/^Too cold/)).toBeVisible();
});

test('a GX that is switched off is missed, and heard again when it is back', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open('#/simulator');
  await bridge.expectLive();
  const off = page.getByRole('switch', { name: 'The GX is switched off' });
  await off.click();
  await expect(bridge.link('GX')).toContainText('lost');
  await off.click();
  await expect(bridge.link('GX')).toContainText('heard');
  await bridge.expectLive();
});

test('a BMS that falls silent is told in words, and limits follow again when it is back', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open('#/simulator');
  await bridge.expectLive();
  const pulled = page.getByRole('switch', { name: 'Cable of the BMS pulled' });
  await pulled.click();
  await expect(bridge.link('BMS')).toContainText(/retrying|not connected/);
  await expect(bridge.link('Bridge')).toContainText('no fresh data');
  await expect(page.getByRole('article').filter({ hasText: 'Link lost: BMS' }).getByText('No fresh data from the BMS')).toBeVisible();
  await pulled.click();
  await bridge.expectLive();
});

test('the bridge is stopped and started by hand, and stays stopped over a reload', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open('#/connection');
  await bridge.expectLive();
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expect(bridge.link('Bridge')).toContainText('stopped');
  // The button can be used again once the choice is stored.
  const connect = page.getByRole('button', { name: 'Connect', exact: true });
  await expect(connect).toBeEnabled();
  await page.reload();
  await expect(bridge.link('Bridge')).toContainText('stopped');
  await connect.click();
  await bridge.expectLive();
});

test('a browser without Web Serial gets a clear page and the simulation', async ({ page }) => {
  await page.addInitScript(() => {
    delete (Navigator.prototype as { serial?: unknown }).serial;
    delete (Navigator.prototype as { usb?: unknown }).usb;
  });
  const bridge = new BridgePage(page);
  await bridge.open('#/connection');
  await expect(page.getByRole('heading', { name: 'This browser cannot use serial ports' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use real hardware' })).toBeDisabled();
  await bridge.expectLive();
});

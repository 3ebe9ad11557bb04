import { expect, test } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';

test('an alarm is told on every page, acknowledged, silenced, over, and found among the past ones', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open('#/simulator');
  await bridge.expectLive();
  const cold = page.getByRole('switch', { name: 'Too cold to charge' });
  const high = page.getByRole('switch', { name: 'One cell almost at over-voltage' });
  await cold.click();

  const messages = page.getByRole('region', { name: 'Messages' });
  await expect(messages.getByRole('article').filter({ hasText: 'Too cold to charge' })).toContainText(/Sensor \d at .*°C; alarm from/);
  await expect(page).toHaveTitle(/^\(\d\) Simulation/);
  await bridge.goTo('Overview');
  await messages.getByRole('article').filter({ hasText: 'Too cold to charge' }).getByRole('button', { name: 'Acknowledge' }).click();
  await expect(messages.getByRole('article').filter({ hasText: 'Too cold to charge' })).toHaveCount(0);
  await expect(messages.getByRole('link', { name: /Quiet alarms that last/ })).toBeVisible();

  await bridge.goTo('Simulator');
  await high.click();
  await bridge.goTo('Alarms');
  const now = page.getByRole('region', { name: 'Now' });
  const cell = now.getByRole('article').filter({ hasText: 'Cell voltage high' });
  await expect(cell).toContainText(/Cell \d+ at \d\.\d{3}\sV/);
  await cell.getByRole('button', { name: 'Quiet for 10 min' }).click();
  await expect(cell).toContainText('Quiet until');

  await bridge.goTo('Overview');
  await expect(messages.getByRole('link', { name: /Quiet alarms that last/ })).toBeVisible();
  await expect(messages.getByRole('article').filter({ hasText: 'Cell voltage high' })).toHaveCount(0);

  // It is still known after a reload, and what was said to it.
  await page.reload();
  await bridge.goTo('Alarms');
  const past = page.getByRole('table', { name: 'Past alarms' });
  await expect(past.getByRole('row').filter({ hasText: 'Too cold to charge' })).toContainText('Acknowledged at');
  await expect(past.getByRole('row').filter({ hasText: 'Cell voltage high' }).first()).toBeVisible();
});

import { expect, test } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';

test('a request by hand is answered byte for byte in observe mode, only there, and stands in the log', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('Wire');
  await page.getByRole('tab', { name: 'Requests by hand' }).click();
  const send = page.getByRole('button', { name: 'Send once' });
  await expect(page.getByText('in observe mode only')).toBeVisible();
  await expect(send).toBeDisabled();

  await page.getByRole('button', { name: 'Stop sending' }).click();
  await expect(bridge.link('Bridge')).toContainText('observing');
  await page.getByRole('combobox', { name: 'Request' }).selectOption('Bytes of your own');
  const bytes = page.getByRole('textbox', { name: 'Bytes' });
  // The worked example of the TinyBMS reference: checksum BE DA.
  await bytes.fill('AA 19');
  await expect(page.getByText('AA 19 BE DA')).toBeVisible();
  await bytes.press('Enter');
  await expect(page.getByText(/AA 19 BE DA to BMS [0-9A-F]{24} at .*: answered after \d+\sms/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Byte map: Answer: Lifetime counter' })).toBeVisible();

  await bytes.fill('AA 02 05');
  await expect(page.getByText('clears or restarts the BMS')).toBeVisible();
  await expect(send).toBeDisabled();

  await bridge.goTo('Log');
  await page.getByRole('searchbox', { name: 'Search' }).fill('by hand');
  const lines = page.getByRole('listbox', { name: 'Lines of the log' }).getByRole('option');
  await expect(lines).toHaveCount(1);
  await expect(lines).toContainText(/Request by hand to BMS [0-9A-F]{24}: AA 19 BE DA, answered after/);
  // The address carries the filter over a reload.
  await expect(page).toHaveURL(/#\/log\?search=by\+hand$/);
  await page.reload();
  await expect(page.getByRole('searchbox', { name: 'Search' })).toHaveValue('by hand');
});

import { expect, test } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';

test('a setting of the simulated BMS is changed, proven, and kept as a snapshot that can be taken back', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('BMS');
  const cutoff = page.getByLabel('Charge over-current cutoff', { exact: true });
  await expect(cutoff).toHaveValue('120');
  await cutoff.fill('60');
  await page.getByRole('button', { name: 'Review changes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Changes to write' });
  await expect(dialog).toContainText('CCL 54.0 A');
  await expect(dialog.getByRole('button', { name: 'Write 1 change' })).toBeDisabled();
  await dialog.getByLabel(/Type WRITE to agree/).fill('WRITE');
  await dialog.getByRole('button', { name: 'Write 1 change' }).click();
  await expect(page.getByRole('region', { name: 'Written', exact: true })).toContainText('120 A → 60 A');
  await expect(cutoff).toHaveValue('60');

  await page.getByRole('tab', { name: 'Snapshots' }).click();
  await expect(page.getByRole('list', { name: 'Snapshots' }).getByRole('listitem').first()).toContainText('after writing');
  await page.getByRole('list', { name: 'Snapshots' }).getByRole('listitem').last().getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByText('1 difference')).toBeVisible();

  await page.getByRole('tab', { name: 'Device' }).click();
  await page.getByRole('button', { name: 'Clear statistics…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Clear statistics' }).click();
  await expect(page.getByText('Done: the BMS shows it.')).toBeVisible();

  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(page.getByRole('region', { name: /Everything that was seen/ })).toContainText('BMS started');
});

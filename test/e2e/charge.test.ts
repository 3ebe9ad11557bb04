import { expect, test } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';

test('parameters are understood, changed, tried and applied, and still there after a reload', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('Charge control');
  await expect(page.getByRole('list', { name: 'Steps of the charge' }).getByText('Bulk')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Limits sent to the GX' }).getByText(/cells at 3\.450.V each/)).toBeVisible();

  // A rule that is broken is told in a sentence, and nothing can be applied.
  const float = page.getByRole('textbox', { name: 'Float voltage' });
  const changes = page.getByRole('region', { name: 'Changes' });
  await float.fill('3.46');
  await expect(changes.getByText(/^Float voltage \(3\.46.V\) must be below Absorption voltage \(3\.45.V\)\.$/)).toBeVisible();
  await expect(changes.getByRole('button', { name: 'Apply' })).toBeDisabled();

  await float.fill('3.36');
  await page.getByRole('textbox', { name: 'CCL maximum' }).fill('40');
  await expect(changes.getByText('All rules are kept.')).toBeVisible();

  // Beside the active limits, and over a simulated day.
  await changes.getByRole('button', { name: 'Try it first' }).click();
  const beside = page.getByRole('region', { name: 'Now, beside the active limits' });
  await expect(beside.getByRole('row', { name: /^CCL/ })).toContainText(/108\.0.A\s*40\.0.A/);
  await page.getByRole('button', { name: 'Live through the day' }).click();
  const day = page.getByRole('region', { name: 'A simulated day' });
  await expect(day.getByRole('row', { name: /^Highest cell/ })).toContainText(/3\.\d\d\d.V/, { timeout: 60_000 });
  await expect(page.getByRole('img', { name: /^CCL over the day/ })).toBeVisible();
  // Nothing of it has been sent.
  await expect(page.getByRole('region', { name: 'Limits sent to the GX' })).toContainText(/108\.0/);

  await changes.getByRole('button', { name: 'Apply' }).click();
  await expect(changes).toBeHidden();
  const limits = page.getByRole('region', { name: 'Limits sent to the GX' });
  await expect(limits.getByText('Your own maximum.').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Now, beside the active limits' })).toBeHidden();

  await page.reload();
  await bridge.expectLive();
  await expect(page.getByRole('textbox', { name: 'Float voltage' })).toHaveValue('3.36');
  await expect(limits.getByText('Your own maximum.').first()).toBeVisible();
});

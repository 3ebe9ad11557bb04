import { expect, test } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';

test('down with one press on any page, and up again over the checklist', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await page.getByRole('button', { name: 'Stop sending' }).click();
  await expect(bridge.link('Bridge')).toContainText('observing');
  await expect(page.getByText('Observing: nothing is sent')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop sending' })).toBeHidden();
  await bridge.goTo('Wire');
  await bridge.goTo('Connection');

  const card = page.getByRole('region', { name: 'Operation' });
  await card.getByRole('button', { name: 'Shadow' }).click();
  await expect(bridge.link('Bridge')).toContainText('shadow');
  await expect(bridge.link('GX')).toContainText('heard');
  await bridge.goTo('Wire');
  const limits = page
    .getByRole('table', { name: 'Frames' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: '351' }) });
  await expect(limits.filter({ hasText: 'not sent' })).toBeVisible();

  await bridge.goTo('Connection');
  await expect(card.getByRole('listitem').filter({ hasText: 'The GX is heard' })).toContainText('proven');
  const unproven = card.getByRole('checkbox');
  for (const box of await unproven.all()) await box.check();
  await card.getByRole('button', { name: 'Go live' }).click();
  await bridge.expectLive();
});

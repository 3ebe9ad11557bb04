import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { ReportData } from '../../src/ui/commissioning/report';
import { BridgePage } from '../support/bridge-page';

test('the first start of a simulation, with the keyboard alone, to a report that says what was proven', async ({ page }, info) => {
  const bridge = new BridgePage(page);
  const press = async (name: string): Promise<void> => {
    await page.getByRole('button', { name }).focus();
    await page.keyboard.press('Enter');
  };
  await bridge.open('#/connection');
  await bridge.expectLive();
  await page.getByRole('link', { name: 'Open commissioning' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Commissioning' })).toBeVisible();

  const step = (name: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
  for (const name of [
    'The cells add up to the pack',
    'The CAN adapter is ready',
    'The GX is heard',
    'The bridge is live',
    'Frames are taken',
  ]) {
    await expect(step(name)).toContainText('proven');
  }
  await press('I have compared them: they are the same');
  await expect(step('The GX shows the same limits')).toContainText('proven');

  await press('Start the cable test');
  await expect(page.getByRole('alert').filter({ hasText: 'Now pull the cable of the BMS.' })).toBeVisible();
  await press('Pull the simulated cable');
  await expect(page.getByRole('alert').filter({ hasText: 'Put the cable back now.' })).toBeVisible({ timeout: 60_000 });
  await expect(bridge.link('Bridge')).toContainText('silent');
  await press('Put the simulated cable back');
  await expect(page.getByText('Everything stopped and went on in time.')).toBeVisible({ timeout: 60_000 });
  await bridge.expectLive();

  const saving = page.waitForEvent('download');
  await press('Save the report');
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^tinybms-commissioning-\d{4}-\d\d-\d\d-\d{4}-simulation\.html$/);
  const path = info.outputPath('report.html');
  await file.saveAs(path);
  const [, json = ''] = /<script type="application\/json" id="data">(.*)<\/script>/.exec(await readFile(path, 'utf8')) ?? [];
  const data = JSON.parse(json) as ReportData;
  expect(data).toMatchObject({ kind: 'tinybms-bridge/commissioning', simulation: true });
  expect(data.app.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(data.devices.bms?.serialNumber).toMatch(/^[0-9A-F]+$/);
  expect(Math.abs(Date.parse(data.written) - Date.now())).toBeLessThan(120_000);
  for (const name of ['battery', 'cells', 'limits', 'adapter', 'alone', 'gx', 'live', 'frames', 'shown', 'cable']) {
    expect(data.steps.find((each) => each.step === name)?.result, name).toBe('proven');
  }
  const evidence = data.steps.find((each) => each.step === 'cable')?.evidence;
  if (evidence?.step !== 'cable') throw new Error('the report lacks the times of the cable test');
  expect(evidence.times.ended).toBeGreaterThan(20_000);
  expect(evidence.times.ended).toBeLessThanOrEqual(31_000);

  // As people read it, without the app.
  const reader = await page.context().newPage();
  await reader.goto(`file://${path}`);
  await expect(reader.getByText('SIMULATION: everything in this report was simulated.', { exact: false })).toBeVisible();
  await expect(reader.getByRole('row', { name: /Until the last limits were sent: \d\d/ })).toBeVisible();
});

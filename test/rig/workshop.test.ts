import type { Page } from '@playwright/test';
import { pythonWith } from '../interop/tools';
import { BridgePage } from '../support/bridge-page';
import { liveBefore } from '../support/live-before';
import { within } from '../support/within';
import { expect, test } from './fixtures';
import { GENERIC_SERIAL_NUMBER } from './register-image';

/** Label, text that is typed, register and the word that it has to hold then. */
const FIVE = [
  ['Allowed imbalance', '0.025', 308, 25],
  ['Capacity', '300', 306, 30_000],
  ['Over-voltage cutoff', '3.700', 315, 3700],
  ['Charge over-current cutoff', '100', 318, 100],
  ['Charger start delay', '30', 310, 30],
] as const;

function setting(page: Page, name: string) {
  return page.getByLabel(name, { exact: true }).first();
}

async function agree(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Changes to write' });
  const word = dialog.getByLabel(/Type WRITE to agree/);
  if ((await word.count()) > 0) await word.fill('WRITE');
  await dialog.getByRole('button', { name: /^Write \d+ changes?$/ }).click();
}

test('five settings are changed, the cable is pulled after the third: told, gone on with, verified, and taken back', async ({
  page,
  rig,
}) => {
  const bench = rig.bench();
  await bench.plug('bms');
  await bench.plug('can');
  const memory = bench.host.world.packs[0]?.bms.memory;
  const held = () => FIVE.map(([, , address]) => memory?.read(address));
  const before = held();
  const changed = () => held().filter((word, index) => word !== before[index]).length;
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('BMS');
  for (const [name, text] of FIVE) await setting(page, name).fill(text);
  await page.getByRole('button', { name: 'Review changes' }).click();
  // In the moment in which the BMS has taken the third: the next follows sooner than a page could be looked at.
  const pulled = new Promise<void>((resolve, reject) => {
    let isOut = false;
    bench.host.watch(() => {
      if (isOut || changed() < 3) return;
      isOut = true;
      bench.pull('bms').then(resolve, reject);
    });
  });
  await agree(page);
  await within(60_000, 'the BMS taking three settings', pulled);

  const report = page.getByRole('region', { name: /Writing to the BMS|Interrupted|Written/ });
  await expect(page.getByRole('region', { name: /Interrupted/ })).toBeVisible();
  // What the report calls written is what the BMS holds; nothing beyond the line under way has reached it.
  const lines = await report.getByRole('row').allInnerTexts();
  for (const [index, [name, , address, word]] of FIVE.entries()) {
    const line = lines.find((text) => text.startsWith(name)) ?? '';
    expect(line, name).not.toBe('');
    if (/\bwritten\b/.test(line)) expect(memory?.read(address)).toBe(word);
    if (/not reached/.test(line)) expect(memory?.read(address)).toBe(before[index]);
  }

  await bench.plug('bms');
  const goOn = page.getByRole('button', { name: /^Go on with the \d left$/ });
  await expect(goOn).toBeVisible({ timeout: 60_000 });
  await goOn.click();
  await agree(page);
  await expect(page.getByRole('region', { name: 'Written', exact: true })).toBeVisible();
  expect(held()).toEqual(FIVE.map(([, , , word]) => word));

  await page.getByRole('tab', { name: 'Snapshots' }).click();
  const list = page.getByRole('list', { name: 'Snapshots' }).getByRole('listitem');
  await list.last().getByRole('button', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Bring the BMS to this…' }).click();
  await agree(page);
  await expect.poll(held).toEqual(before);
  await expect(page.getByRole('region', { name: 'Written', exact: true })).toBeVisible();
});

test.describe('a standard Modbus server', () => {
  test.use({ storageState: liveBefore(GENERIC_SERIAL_NUMBER) });

  test('in the place of the BMS: settings are read with function 3 and written with function 16', async ({ page, rig }) => {
    const python = pythonWith('pymodbus, serial_asyncio');
    test.skip(!python, 'the Python packages pymodbus and serial_asyncio (Debian: python3-pymodbus, python3-serial-asyncio) are missing');
    const bench = rig.bench();
    await bench.plug('can');
    const end = await bench.plugModbusServer(python ?? '');
    try {
      const bridge = new BridgePage(page);
      await bridge.open();
      await bridge.expectLive();
      await bridge.goTo('BMS');
      await expect(page.getByText('This BMS does not tell its own limits and factory values.')).toBeVisible();
      await expect(setting(page, 'Over-voltage cutoff')).toHaveValue('4.200');
      await setting(page, 'Allowed imbalance').fill('0.020');
      await setting(page, 'Charge over-current cutoff').fill('25');
      await page.getByRole('button', { name: 'Review changes' }).click();
      await agree(page);
      const report = page.getByRole('region', { name: 'Written', exact: true });
      await expect(report.getByText('written', { exact: true })).toHaveCount(2);
      // A look at the server anew, not at what the page remembers.
      await page.reload();
      await bridge.expectLive();
      await expect(setting(page, 'Allowed imbalance')).toHaveValue('0.020');
      await expect(setting(page, 'Charge over-current cutoff')).toHaveValue('25');
    } finally {
      end();
    }
  });
});

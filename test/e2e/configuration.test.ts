import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';

/** Python's reader of JSON: not the one that wrote the file. */
function read(path: string): {
  readonly format: string;
  readonly version: number;
  readonly sections: Record<string, Record<string, unknown>>;
} {
  const script = 'import json, sys; json.dump(json.load(open(sys.argv[1], encoding="utf-8")), sys.stdout)';
  return JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' })) as ReturnType<typeof read>;
}

async function exported(page: Page): Promise<string> {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^tinybms-bridge-configuration-\d{4}-\d\d-\d\d\.json$/);
  return file.path();
}

test('the configuration is exported, changed elsewhere, imported after a look at it, and undone', async ({ page }, info) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('Settings');
  const name = page.getByRole('textbox', { name: 'Battery name' });
  await name.fill('Cabin 16S');
  await name.blur();
  await page.getByRole('combobox', { name: 'Write down to level' }).selectOption('Debug');
  await expect(page.getByRole('button', { name: 'Write down to level: back to Info' })).toBeVisible();

  const file = read(await exported(page));
  expect(file).toMatchObject({
    format: 'tinybms-bridge/configuration',
    version: 1,
    sections: {
      names: { battery: 'Cabin 16S' },
      log: { level: 'DEBUG' },
      can: { bitrate: 500_000 },
      charge: { cclUserMax: null },
      display: { theme: 'dark' },
    },
  });

  const changed = {
    ...file,
    sections: { ...file.sections, names: { manufacturer: 'ENEPAQ', battery: 'Boat' }, display: { theme: 'light' } },
  };
  const path = info.outputPath('boat.json');
  writeFileSync(path, JSON.stringify(changed));
  await page.locator('input[type=file]').setInputFiles(path);
  const dialog = page.getByRole('dialog', { name: 'Import this configuration?' });
  await expect(dialog.getByRole('row', { name: /Battery name/ })).toContainText('Boat');
  await expect(dialog).toContainText('Changes: 3');
  await expect(name).toHaveValue('Cabin 16S');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(name).toHaveValue('Boat');
  await expect(page.getByRole('combobox', { name: 'Theme' })).toHaveValue('light');

  // What was imported outlives the page, and so does the way back.
  await page.reload();
  await expect(name).toHaveValue('Boat');
  await page.getByRole('button', { name: 'Undo…' }).click();
  await page.getByRole('dialog', { name: 'Undo?' }).getByRole('button', { name: 'Undo' }).click();
  await expect(name).toHaveValue('Cabin 16S');
  await expect(page.getByRole('combobox', { name: 'Theme' })).toHaveValue('dark');
  expect(read(await exported(page))).toEqual(file);
});

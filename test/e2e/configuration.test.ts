import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';
import { SEED_CONFIG_FILE } from '../support/seed-files';

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
  await expect(page.getByRole('button', { name: 'Write down to level: back to “Info”' })).toBeVisible();

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

test('a file of the old bridge is dropped onto any page, looked at, imported, and comes out for it again', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'config.json', { type: 'application/json' }));
    return data;
  }, SEED_CONFIG_FILE);
  // What takes dropped files is fetched once the page has nothing else to do.
  await expect(async () => {
    await page.locator('body').dispatchEvent('dragover', { dataTransfer: transfer });
    await expect(page.getByText('Drop the file')).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.locator('body').dispatchEvent('drop', { dataTransfer: transfer });

  const dialog = page.getByRole('dialog', { name: 'Import this configuration?' });
  await expect(dialog).toContainText('config.json of the old bridge');
  await expect(dialog.getByRole('row', { name: /Manufacturer/ })).toContainText('ENEPAQ');
  await expect(dialog).not.toContainText('Harbour');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(page.getByRole('textbox', { name: 'Battery name' })).toHaveValue('TinyBMS 16S100A');

  await page.getByText('For the old ESP32 bridge').click();
  const save = async (): Promise<string> => {
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export config.json' }).click();
    return (await saving).path();
  };
  const shared = read(await save()) as unknown as { wifi: object };
  expect(shared.wifi).toEqual({ ap_fallback: { enabled: true }, hostname: 'tinybms-bridge' });
  await page.getByRole('checkbox', { name: /passwords and networks/ }).check();
  expect(readFileSync(await save(), 'utf8')).toBe(SEED_CONFIG_FILE);
});

/** The system's own way to hand a file over needs an installed app; what the app does with it does not. */
test('a file that is opened with the installed app is looked at before anything of it is taken', async ({ page }) => {
  await page.addInitScript(() => {
    const queue = { setConsumer: (launch: unknown) => void Object.assign(window, { launch }) };
    Object.defineProperty(window, 'launchQueue', { value: queue });
  });
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await page.waitForFunction(() => 'launch' in window);
  await page.evaluate((text) => {
    const { launch } = window as unknown as { readonly launch: (params: object) => void };
    launch({});
    launch({ files: [{ getFile: () => Promise.resolve(new File([text], 'config.json', { type: 'application/json' })) }] });
  }, SEED_CONFIG_FILE);
  const dialog = page.getByRole('dialog', { name: 'Import this configuration?' });
  await expect(dialog).toContainText('config.json');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeAttached();
  await expect(dialog.getByRole('row', { name: /Manufacturer/ })).toContainText('ENEPAQ');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('textbox', { name: 'Manufacturer' })).toHaveValue('TinyBMS');
});

test('a bridge that only listened goes on listening here: what its file asks for is told, holds at once, and over a reload', async ({
  page,
}, info) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('Settings');
  const path = info.outputPath('config.json');
  const file = {
    wifi: { hostname: 'cabin-by-the-lake' },
    hardware: { can: { mode: 'listen_only' } },
    tinybms: { poll_interval_ms: 250 },
    advanced: { enable_spiffs: false },
  };
  writeFileSync(path, JSON.stringify(file));
  await page.locator('input[type=file]').setInputFiles(path);
  const dialog = page.getByRole('dialog', { name: 'Import this configuration?' });
  await expect(dialog).toContainText('Changes: 4');
  await expect(dialog).toContainText('live operation ends');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveTitle('Simulation · Settings · cabin-by-the-lake');
  await expect(page.getByRole('button', { name: 'Stop sending' })).toBeHidden();

  await page.reload();
  await bridge.goTo('History');
  await expect(page.getByText('Storing is switched off in the settings.')).toBeAttached();
  await bridge.goTo('Connection');
  await expect(page.getByText('The bridge observes')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop sending' })).toBeHidden();
});

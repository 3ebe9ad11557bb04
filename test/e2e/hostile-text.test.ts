import { writeFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { writeProfileFile } from '../../src/workshop/files';
import { BridgePage } from '../support/bridge-page';
import { LFP_PROFILE } from '../support/workshop';

/** Without quotes, so that it looks the same in JSON; without a slash, which no file's name can hold. */
const HOSTILE = '<img src=x onerror=ran=1><svg onload=ran=1>';
/** As long as a battery's name may be. */
const SHORT = '<b id=foreign>';

/** Nothing of the texts has become an element, anywhere below any shadow root, and nothing has run. */
async function expectInert(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const all = (root: Document | ShadowRoot): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
    const foreign = all(document).filter((element) => element.matches('img[src="x"], [onerror], [onload], #foreign, script:not([src])'));
    return { foreign: foreign.map(({ outerHTML }) => outerHTML), ran: 'ran' in window };
  });
  expect(found).toEqual({ foreign: [], ran: false });
}

/** A file whose name is hostile as well. */
const file = (extension: string, content: string | Uint8Array) => ({
  name: `${HOSTILE}.${extension}`,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

async function open(page: Page): Promise<BridgePage> {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  return bridge;
}

test('in the address', async ({ page }) => {
  const address = encodeURI(HOSTILE);
  await page.goto(`/?from=${address}&${address}=1#/${address}?${address}=${address}`);
  await new BridgePage(page).expectLive();
  await expectInert(page);
  await page.goto(`/#${HOSTILE}`);
  await new BridgePage(page).expectLive();
  await expectInert(page);
});

test('in a configuration: name of the file, of a key, and values', async ({ page }) => {
  const bridge = await open(page);
  await bridge.goTo('Settings');
  const sections = { names: { battery: HOSTILE, [HOSTILE]: HOSTILE }, [HOSTILE]: { [HOSTILE]: HOSTILE } };
  const content = JSON.stringify({ format: 'tinybms-bridge/configuration', version: 1, sections });
  await page.locator('input[type=file]').setInputFiles(file('json', content));
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(HOSTILE);
  await expectInert(page);
});

test('in the name of the battery, which goes over the bus and comes back to the mirror of the GX', async ({ page }) => {
  const bridge = await open(page);
  await bridge.goTo('Settings');
  const name = page.getByRole('textbox', { name: 'Battery name' });
  await name.fill(SHORT);
  await name.blur();
  await bridge.goTo('Wire');
  await page.getByRole('tab', { name: 'GX mirror' }).click();
  await expect(page.getByText(SHORT).first()).toBeVisible();
  await expectInert(page);
});

test('in a profile of a BMS: its note, and what it leaves out', async ({ page }) => {
  const bridge = await open(page);
  await bridge.goTo('BMS');
  await page.getByRole('tab', { name: 'Snapshots' }).click();
  const input = page.locator('input[type=file]');
  const profile = { at: '2026-01-01T00:00:00.000Z', note: HOSTILE, device: undefined, words: LFP_PROFILE.words };
  await input.setInputFiles(file('json', writeProfileFile(profile)));
  const notes = page.getByRole('list', { name: 'Snapshots' }).getByRole('textbox');
  await expect.poll(() => notes.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))).toContain(HOSTILE);
  await input.setInputFiles(file('json', JSON.stringify({ registers: { 307: HOSTILE, [HOSTILE]: HOSTILE, 308: 100 } })));
  await expect(page.locator('tb-profile-import').getByText(HOSTILE).first()).toBeVisible();
  await expectInert(page);
});

test('in a recording: name of the file, and lines', async ({ page }) => {
  const bridge = await open(page);
  await bridge.goTo('Wire');
  await page.getByRole('tab', { name: 'Files and replay' }).click();
  const content = `(1700000000.000000) can0 351#2802380446050000\n${HOSTILE}\n(1700000001.000000) can0 351#2802380446050000\n`;
  await page.locator('input[type=file]').setInputFiles(file('log', content));
  await expect(page.getByText(HOSTILE).first()).toBeVisible();
  await expectInert(page);
});

test('in a support file: its name, its version, events with what a device and a browser have said', async ({ page }, info) => {
  const bridge = await open(page);
  await bridge.goTo('Log');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a support file' }).click();
  const path = info.outputPath('support.zip');
  await (await saving).saveAs(path);
  const parts = unzipSync(new Uint8Array(await (await import('node:fs/promises')).readFile(path)));
  const text = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
  const manifest = JSON.parse(text('manifest.json')) as { app: object };
  const [first = '{}'] = text('log.ndjson').split('\n');
  const entry = JSON.parse(first) as object;
  const events = [
    { code: 'link-down', source: 'ports', data: { port: HOSTILE, role: 'bms', state: 'retrying', detail: HOSTILE } },
    { code: 'fault-raised', source: 'bridge', data: { fault: 'port-open-failed', subject: HOSTILE, detail: HOSTILE } },
    {
      code: 'link-up',
      source: 'ports',
      data: { port: HOSTILE, role: 'can', evidence: [{ kind: 'adapter-version', text: HOSTILE }] },
    },
    { code: HOSTILE, source: HOSTILE, data: { [HOSTILE]: HOSTILE } },
  ];
  const lines = events.map((event) => JSON.stringify({ ...entry, level: 'WARNING', ...event }));
  const changed = zipSync({
    ...parts,
    'manifest.json': strToU8(JSON.stringify({ ...manifest, app: { ...manifest.app, version: HOSTILE } })),
    'log.ndjson': strToU8(`${lines.join('\n')}\n`),
  });
  writeFileSync(path, changed);
  await page.locator('input[type=file]').setInputFiles(file('zip', changed));
  const band = page.getByRole('region', { name: 'File', exact: true });
  await expect(band).toContainText(`${HOSTILE}.zip`);
  const options = page.getByRole('listbox', { name: 'Lines of the log' }).getByRole('option');
  await expect(options).toHaveCount(lines.length);
  for (const option of await options.all()) {
    await option.click();
    await expect(page.getByRole('region', { name: 'Details' }).locator('pre')).toContainText(HOSTILE);
    await expectInert(page);
  }
  await bridge.goTo('History');
  await expect(band).toContainText(`${HOSTILE}.zip`);
  await expectInert(page);
});

import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { pythonWith } from '../interop/tools';
import { BridgePage } from '../support/bridge-page';

/** Unpacked by Python: what is in a file, and how much. */
const READ = `
import csv, io, json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
text = lambda name: io.TextIOWrapper(z.open(name), encoding='utf-8', newline='')
rows = list(csv.DictReader(text('readings-full.csv')))
log = [json.loads(line) for line in text('log.ndjson')]
traffic = [json.loads(line) for line in text('traffic.ndjson')][1:]
print(json.dumps({
  'manifest': json.load(z.open('manifest.json')),
  'bitrate': json.load(z.open('settings.json'))['can']['bitrate'],
  'rows': len(rows),
  'cell': float(rows[-1]['cell1 [V]']),
  'codes': sorted({entry['code'] for entry in log}),
  'wires': sorted({piece['wire'] for piece in traffic}),
  'limits': sum(piece['direction'] == 'sent' and bytes.fromhex(piece['bytes']).startswith(b't3518') for piece in traffic if piece['wire'] == 'slcan'),
}))`;

interface Found {
  readonly manifest: {
    readonly kind: string;
    readonly mode: string;
    readonly app: { readonly version: string };
    readonly causes: readonly { readonly code?: string }[];
  };
  readonly bitrate: number;
  readonly rows: number;
  readonly cell: number;
  readonly codes: readonly string[];
  readonly wires: readonly string[];
  /** Times that 0x351 was sent. */
  readonly limits: number;
}

const python = pythonWith('zipfile') ?? '';
test.skip(python === '', 'Python 3 is missing');

const read = (path: string): Found => JSON.parse(execFileSync(python, ['-c', READ, path], { encoding: 'utf8' })) as Found;

test('a support file is written, read by another tool, and opens again in another browser', async ({ page, browser }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  // What has been read and sent for some seconds is in it.
  await expect(page.getByRole('region', { name: 'Limits sent to the GX' }).getByText(/^Sent .* ago$/)).toBeVisible();
  await expect(bridge.link('GX')).toContainText('heard');
  await bridge.goTo('Log');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a support file' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^tinybms-support-\d{4}-\d\d-\d\d-\d{4}-simulation\.zip$/);
  const path = await file.path();
  const found = read(path);
  expect(found.manifest).toMatchObject({ kind: 'support', mode: 'simulation' });
  expect(found.manifest.app.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(found.bitrate).toBe(500_000);
  expect(found.rows).toBeGreaterThan(2);
  expect(found.cell).toBeGreaterThan(2);
  expect(found.wires).toEqual(['port', 'slcan', 'tinybms']);
  expect(found.limits).toBeGreaterThan(0);
  expect(found.codes).toEqual(expect.arrayContaining(['app-started', 'link-up', 'phase']));

  const elsewhere = await browser.newPage();
  const other = new BridgePage(elsewhere);
  await other.open();
  await other.goTo('Log');
  await elsewhere.locator('input[type=file]').setInputFiles(path);
  const band = elsewhere.getByRole('region', { name: 'File', exact: true });
  await expect(band).toContainText('It holds a simulation.');
  await expect(elsewhere.getByRole('listbox', { name: 'Lines of the log' }).getByRole('option').first()).toContainText('started at');
  await other.goTo('History');
  await expect(band).toBeVisible();
  await expect(elsewhere.getByRole('button', { name: /^Voltage \d/ })).toBeVisible();
  await elsewhere.getByRole('button', { name: 'Close the file' }).click();
  await expect(band).toBeHidden();
  await elsewhere.close();
});

test('a fault leaves an incident that is shown, saved and read by another tool', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('Simulator');
  await page.getByRole('switch', { name: 'Cable of the BMS pulled' }).click();
  await bridge.goTo('Log');
  const card = page.getByRole('region', { name: /^Incidents \(1\)$/ }).first();
  await expect(card).toBeVisible();
  const saving = page.waitForEvent('download');
  await card.getByRole('button', { name: 'Save' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^tinybms-incident-.*-simulation\.zip$/);
  const found = read(await file.path());
  expect(found.manifest.kind).toBe('incident');
  expect(found.manifest.causes[0]?.code).toBe('port-lost');
  expect(found.wires).toEqual(['port', 'slcan', 'tinybms']);
  expect(found.rows).toBeGreaterThan(2);

  await card.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByRole('region', { name: 'File', exact: true })).toContainText('the incident tinybms-incident-');
});

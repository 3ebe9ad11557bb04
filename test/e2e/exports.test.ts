import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';
import {
  downloaded,
  readExport,
  PYTHON,
  type FoundFrame,
  type FoundPicture,
  type FoundTraffic,
  type HistoryTable,
} from '../support/exported';

test.skip(PYTHON === '', 'Python 3 is missing');

const CELLS = Array.from({ length: 16 }, (_, index) => `cell${index + 1}`);
const STAMP = String.raw`\d{4}-\d\d-\d\d-\d{4}`;

/** What no file of this battery may break: 16 cells make the pack, and every reading has its moment. */
function expectReadings({ units, rows }: HistoryTable): void {
  expect(units).toMatchObject({ cell1: 'V', cell16: 'V', spread: 'V' });
  expect(rows.length).toBeGreaterThan(30);
  rows.forEach((row, index) => {
    expect(row.time).toBeGreaterThan(rows[index - 1]?.time ?? Date.UTC(2020, 0));
    const cells = CELLS.map((cell) => row[cell] ?? NaN);
    // Cells come in tenths of a millivolt, the highest and the lowest in whole ones.
    expect(Math.abs(Math.max(...cells) - (row['highestCell'] ?? NaN))).toBeLessThan(0.001);
    expect(Math.abs(Math.max(...cells) - Math.min(...cells) - (row['spread'] ?? NaN))).toBeLessThan(0.002);
  });
}

test('readings are the same in both tables and in JSON, and the three fit the battery', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('History');
  await page.getByRole('tab', { name: 'Cells' }).click();
  await page.getByLabel('One row for each').selectOption('full');
  const take = async (button: string, kind: string, extension: string): Promise<HistoryTable> => {
    const { name, path } = await downloaded(page, page.getByRole('button', { name: button, exact: true }));
    expect(name).toMatch(new RegExp(`^tinybms-${STAMP}-simulation\\.${extension}$`));
    return readExport<HistoryTable>(kind, path);
  };
  // The simulation may have begun only a moment ago.
  await expect.poll(async () => (await take('CSV file', 'comma', 'csv')).rows.length).toBeGreaterThan(30);
  const comma = await take('CSV file', 'comma', 'csv');
  expectReadings(comma);
  // What is written later holds the same and what came since.
  for (const later of [await take('CSV for a French spreadsheet', 'semicolon', 'csv'), await take('JSON file', 'json', 'json')]) {
    expectReadings(later);
    expect(later.units).toEqual(comma.units);
    const first = later.rows.findIndex(({ time }) => time === comma.rows[0]?.time);
    expect(later.rows.slice(first, first + comma.rows.length)).toEqual(comma.rows);
  }

  await page.getByLabel('One row for each').selectOption('second');
  const { rows } = await take('CSV file', 'comma', 'csv');
  const within = comma.rows.filter(({ time }) => Math.floor(time / 1000) === Math.floor((rows[1]?.time ?? 0) / 1000));
  const mean = within.reduce((sum, row) => sum + (row['cell1'] ?? NaN), 0) / within.length;
  expect(rows[1]).toMatchObject({ readings: within.length });
  expect(rows[1]?.['cell1']).toBeCloseTo(mean, 3);
  expect(rows[1]?.['cell1 max']).toBe(Math.max(...within.map((row) => row['cell1'] ?? NaN)));
});

test('the picture of a chart is one that others can open, with the chart in it', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('History');
  await expect(page.getByRole('button', { name: /^Voltage \d/ })).toBeVisible();
  const { name, path } = await downloaded(page, page.getByRole('button', { name: 'Picture of “Voltage and charge limit”' }));
  expect(name).toMatch(/^tinybms-voltage-\d{4}-\d\d-\d\d\.png$/);
  const { width, height, colours } = readExport<FoundPicture>('png', path);
  expect(width).toBeGreaterThan(300);
  expect(height).toBeGreaterThan(200);
  // Ground, words, grid and lines with their soft edges.
  expect(colours).toBeGreaterThan(20);
  const base64 = (await readFile(path)).toString('base64');
  const decoded = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    return { width: picture.width, height: picture.height };
  }, base64);
  expect(decoded).toEqual({ width, height });
});

const NOTHING: FoundTraffic = { frames: [], serial: [] };
const TRAFFIC = [
  { button: 'candump log', kind: 'candump', extension: 'log' },
  { button: 'slcan text', kind: 'slcan', extension: 'slcan.txt' },
  { button: 'CSV', kind: 'csv', extension: 'csv' },
  { button: 'NDJSON', kind: 'ndjson', extension: 'ndjson' },
] as const;

/** A file of slcan lines does not tell the direction. */
const contentOf = ({ id, data }: FoundFrame): string => `${id.toString(16)} ${data}`;

/** By how much a frame is told earlier or later than in another file [ms]. A file of slcan lines has only the milliseconds of the minute. */
function offOf({ time, stamp = NaN }: Partial<FoundFrame> = {}, other: number): number {
  const off = time === undefined ? stamp - (other % 60_000) : time - other;
  return off - 60_000 * Math.round(off / 60_000);
}

/**
 * Wall time is told anew for each file: on a busy machine some time may pass between its two clocks, but it is the same for every frame of
 * the file, to the millisecond.
 */
function expectSameMoments(offs: readonly number[]): void {
  expect(Math.max(...offs) - Math.min(...offs)).toBeLessThanOrEqual(2);
  expect(Math.max(...offs.map(Math.abs))).toBeLessThan(500);
}

async function takeTraffic(page: Page, { button, kind, extension }: (typeof TRAFFIC)[number]): Promise<FoundTraffic> {
  const { name, path } = await downloaded(page, page.getByRole('button', { name: button, exact: true }));
  expect(name).toMatch(new RegExp(`^tinybms-traffic-${STAMP}-simulation\\.${extension.replace('.', '\\.')}$`));
  return readExport<FoundTraffic>(kind, path);
}

test('all four kinds of traffic file hold the same frames, and what the battery is told lies within its limits', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('Wire');
  await page.getByRole('tab', { name: 'Files and replay' }).click();
  // It may have begun only a moment ago.
  await expect.poll(async () => (await takeTraffic(page, TRAFFIC[0])).frames.length).toBeGreaterThan(60);
  const found: FoundTraffic[] = [];
  for (const kind of TRAFFIC) found.push(await takeTraffic(page, kind));
  const [first, ...later] = found.map(({ frames }) => frames) as [readonly FoundFrame[], ...(readonly FoundFrame[])[]];
  for (const [place, frames] of later.entries()) {
    // What is written later begins alike and goes on.
    expect(frames.length, TRAFFIC[place + 1]?.kind).toBeGreaterThanOrEqual(first.length);
    expect(frames.slice(0, first.length).map(contentOf)).toEqual(first.map(contentOf));
    expectSameMoments(first.map(({ time = NaN }, index) => offOf(frames[index], time)));
  }

  const [, , csv, ndjson] = found;
  const said = ({ serial }: FoundTraffic = NOTHING) => serial.map(({ sent, bytes }) => `${sent} ${bytes}`);
  expect(said(ndjson).slice(0, csv?.serial.length)).toEqual(said(csv));
  expect(csv?.serial.length).toBeGreaterThan(20);
  for (const { whole, bytes } of csv?.serial ?? []) expect(whole, bytes).toBe(true);

  const limits = first.filter(({ id, sent }) => id === 0x351 && sent);
  expect(limits.length).toBeGreaterThan(2);
  for (const { data } of limits) {
    const bytes = Buffer.from(data, 'hex');
    expect(bytes).toHaveLength(8);
    // 16 cells; currents are signed and never negative.
    expect(bytes.readUInt16LE(0) / 10).toBeGreaterThan(40);
    expect(bytes.readUInt16LE(0) / 10).toBeLessThan(60);
    expect(bytes.readInt16LE(2)).toBeGreaterThanOrEqual(0);
    expect(bytes.readInt16LE(4)).toBeGreaterThanOrEqual(0);
  }
  expect(first.some(({ id, sent }) => id === 0x305 && !sent)).toBe(true);
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import { strToU8, zipSync } from 'fflate';
import type { Incident, IncidentApi, IncidentHead } from '../../src/bridge/incident-contract';
import { FORMAT, FORMAT_VERSION } from '../../src/ui/bundle/bundle';
import '../../src/ui/styles/tokens.css';
import '../../src/ui/styles/page.css';
import '../../src/ui/tb-app';
import { syntheticColumns } from './fixtures/history';
import { syntheticEntry, syntheticLog } from './fixtures/log';
import { type TestPage, deepAll, deepText, settled, testPage } from './fixtures/page';
import { LIVE, faultOf } from './fixtures/views';

const AT = Date.UTC(2026, 10, 28, 12);
const RANGE = { from: AT - 600_000, to: AT + 120_000 };
const HEAD: IncidentHead = {
  ...RANGE,
  id: AT,
  mode: 'serial',
  complete: true,
  causes: [
    { kind: 'fault', code: 'gx-lost', subject: undefined, detail: '', at: AT },
    { kind: 'alarm', item: 'highVoltage', at: AT },
  ],
};
const INCIDENT: Incident = {
  ...HEAD,
  app: { version: '9.8.7', commit: 'abc' },
  log: `${JSON.stringify(syntheticEntry(7))}\n`,
  readings: syntheticColumns({ ...RANGE, mode: 'serial', series: ['voltage', 'current', 'stateOfCharge'], points: 720 }),
  marks: [],
  view: { ...LIVE, faults: [faultOf('gx-lost', 'warning')] },
};

let page: TestPage | undefined;
beforeEach(async () => {
  history.replaceState(null, '', '#/log');
  await browser.viewport(1280, 900);
});
afterEach(() => page?.remove());

async function app(incidents: Partial<IncidentApi>) {
  page = testPage(LIVE, { log: syntheticLog(500), incidents });
  const element = await page.show('tb-app');
  const said = (selector: string): string =>
    deepAll(element, selector)
      .map((one) => deepText(one))
      .join(' ')
      .replaceAll(/[\u00a0\u202f]/g, ' ');
  const press = async (name: string): Promise<void> => {
    const button = deepAll(element, 'button').find((one) => deepText(one) === name);
    if (!button) throw new Error(`No button ${name}`);
    (button as HTMLElement).click();
    await settled(element);
  };
  return { element, said, press };
}

const KEPT: Partial<IncidentApi> = { list: () => Promise.resolve([HEAD]), read: () => Promise.resolve(INCIDENT) };

describe('incidents', () => {
  test('are listed with their cause and what they hold', async () => {
    const { said } = await app(KEPT);
    await expect.poll(() => said('tb-incidents')).toContain('Incidents (1)');
    expect(said('tb-incidents')).toMatch(/The GX is not heard any more and 1 more Nov 2\d, 2026, .* · 12 min/);
  });

  test('open in the place of log and history, with a band on every page, until they are closed', async () => {
    const { element, said, press } = await app(KEPT);
    await expect.poll(() => said('tb-log-list')).toContain('Info');
    await expect.poll(() => said('tb-incidents')).toContain('Incidents (1)');
    await press('Show');
    await expect
      .poll(() => said('tb-file-band'))
      .toMatch(/the incident tinybms-incident-2026-11-28-1200\.zip, written .* by version 9\.8\.7/);
    await expect.poll(() => deepAll(element, '[role=option]')).toHaveLength(1);
    expect(said('tb-log-list')).toContain('The bridge has fallen silent');
    expect(deepAll(element, 'tb-log-keeping, tb-log-take-along, tb-incidents')).toEqual([]);

    location.hash = '#/history';
    await expect.poll(() => deepAll(element, 'tb-history-page')).toHaveLength(1);
    await settled(element);
    await expect.poll(() => said('tb-chart[data-chart=voltage]')).toMatch(/Voltage \d+\.\d+ V/);
    expect(said('tb-file-band')).toContain('All other pages show this bridge.');
    expect(deepAll(element, 'tb-take-along, tb-history-storage')).toEqual([]);

    await press('Close the file');
    expect(said('tb-file-band')).toBe('');
    await expect.poll(() => deepAll(element, 'tb-take-along')).toHaveLength(1);
  });

  test('that are gone meanwhile say so', async () => {
    const { said, press } = await app({ ...KEPT, read: () => Promise.resolve(undefined) });
    await expect.poll(() => said('tb-incidents')).toContain('Incidents (1)');
    await press('Save');
    await expect.poll(() => said('tb-incidents')).toContain('This incident is no longer kept.');
  });
});

test('a file that is none of ours is refused in words', async () => {
  const { element, said } = await app({});
  const input = deepAll(element, 'tb-support-file input')[0] ?? deepAll(element, 'input[type=file]')[0];
  const choice = new DataTransfer();
  choice.items.add(new File(['nothing'], 'x.zip'));
  (input as HTMLInputElement).files = choice.files;
  input?.dispatchEvent(new Event('change'));
  await expect.poll(() => said('tb-support-file')).toContain('This is no file of TinyBMS Bridge.');
  expect(page?.ui.file.bundle).toBeUndefined();
});

test('a file of a newer version that is dropped onto any page is told to be one, and a good one takes its place', async () => {
  const { element, said } = await app({});
  location.hash = '#/about';
  await expect.poll(() => deepAll(element, 'tb-drop-zone').length).toBe(1);
  const drop = (file: File): void => {
    const transfer = new DataTransfer();
    transfer.items.add(file);
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  };
  const fileOf = (formatVersion: number): File => {
    const manifest = {
      ...{ format: FORMAT, formatVersion, kind: 'incident', mode: 'serial', ...RANGE, writtenAt: AT },
      ...{ app: INCIDENT.app, browser: '', causes: [] },
    };
    return new File([zipSync({ 'manifest.json': strToU8(JSON.stringify(manifest)) })], 'their.zip');
  };
  drop(fileOf(FORMAT_VERSION + 1));
  await expect.poll(() => said('tb-support-file')).toContain('This file comes from a newer version.');
  expect(page?.ui.file.bundle).toBeUndefined();
  drop(fileOf(FORMAT_VERSION));
  await expect.poll(() => page?.ui.file.bundle?.name).toBe('their.zip');
  await expect.poll(() => said('tb-support-file')).not.toContain('newer version');
});

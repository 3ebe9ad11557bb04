import { expect, test, type Page } from '@playwright/test';
import { BridgePage, PAGES } from '../support/bridge-page';
import { downloaded, readExport, PYTHON, type FoundTraffic } from '../support/exported';

test.skip(PYTHON === '', 'Python 3 is missing');

/** Newest end of the readings in each history of this browser [ms since 1970], looked up with plain IndexedDB. */
function storedUntil(page: Page): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(async () => {
    const known = (await indexedDB.databases()).map(({ name = '' }) => name).filter((name) => name.includes('history'));
    const newest = await Promise.all(
      known.map(
        (name) =>
          new Promise<[string, number]>((resolve, reject) => {
            const opening = indexedDB.open(name);
            opening.onerror = () => reject(new Error(name));
            opening.onsuccess = () => {
              // Single readings: coarser rows end after now.
              const keys = opening.result
                .transaction('blocks')
                .objectStore('blocks')
                .getAllKeys(IDBKeyRange.bound([0], [0, []]));
              keys.onsuccess = () => {
                opening.result.close();
                resolve([name, Math.max(0, ...(keys.result as [number, number, number][]).map(([, , to]) => to))]);
              };
            };
          }),
      ),
    );
    return Object.fromEntries(newest);
  });
}

/** Pack voltage in an answer to the live block: register 36, a float with its low word first (TinyBMS protocol, revision D). */
function packVoltage(answer: string): number {
  const bytes = Buffer.from(answer, 'hex');
  const at = 3 + 2 * 36;
  return Buffer.from([...bytes.subarray(at + 2, at + 4), ...bytes.subarray(at, at + 2)]).readFloatBE(0);
}

test('what one browser has recorded is played in another: told on every page, told as nothing else, and with its own values', async ({
  page,
  browser,
}) => {
  const bridge = new BridgePage(page);
  await bridge.open('#/simulator');
  await bridge.expectLive();
  await page.getByRole('switch', { name: 'Too cold to charge' }).click();
  await bridge.goTo('Overview');
  const limits = page.getByRole('region', { name: 'Limits sent to the GX' });
  await expect(limits.getByText(/^Too cold/)).toBeVisible();
  await bridge.goTo('Wire');
  await page.getByRole('tab', { name: 'Files and replay' }).click();
  const take = async () => {
    const { path } = await downloaded(page, page.getByRole('button', { name: 'NDJSON', exact: true }));
    const { frames, serial } = readExport<FoundTraffic>('ndjson', path);
    return {
      path,
      limits: frames.filter(({ id, sent }) => id === 0x351 && sent),
      answers: serial.filter(({ sent, bytes }) => !sent && bytes.startsWith('aa0372')),
    };
  };
  const before = await take();
  let taken = before;
  // What is sent about once a second has been sent with the fault.
  await expect(async () => {
    taken = await take();
    expect(taken.limits.length).toBeGreaterThan(before.limits.length + 2);
  }).toPass();
  const recorded = {
    limits: taken.limits.at(-1)?.data.replace(/..(?!$)/g, '$& '),
    voltages: taken.answers.slice(-12).map(({ bytes }) => packVoltage(bytes)),
  };
  expect(recorded.voltages).toHaveLength(12);

  const elsewhere = await browser.newPage();
  const other = new BridgePage(elsewhere);
  await other.open('#/wire');
  await other.expectLive();
  await elsewhere.getByRole('tab', { name: 'Files and replay' }).click();
  await elsewhere.locator('input[type=file]').setInputFiles(taken.path);
  await expect(elsewhere.getByText(/^Read as NDJSON: /)).toBeVisible();
  await elsewhere.getByRole('button', { name: 'Play', exact: true }).click();
  const band = elsewhere.getByRole('region', { name: 'Replay', exact: true });
  await expect(band).toContainText('Nothing is sent to real equipment.');
  const begunAt = Date.now();
  await band.getByLabel('Speed').selectOption('5');
  await expect(band).toContainText('ended');
  // What a replay never enters is not shown beside it.
  const absent: readonly string[] = ['History', 'Log', 'Simulator'];
  const links = elsewhere.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  for (const name of absent) await expect(links.filter({ hasText: name })).toHaveCount(0);
  for (const name of PAGES.filter((name) => !absent.includes(name))) {
    await other.goTo(name);
    await expect(band, name).toBeVisible();
    await expect(elsewhere, name).toHaveTitle(/^Replay/);
    await expect(elsewhere.getByRole('region', { name: 'Simulation', exact: true }), name).toBeHidden();
  }

  // The very bridge of today has decided on the bytes of then.
  await expect(band).toContainText('The limits are those that were sent then.');
  await other.goTo('Wire');
  const limitsRow = elsewhere
    .getByRole('table', { name: 'Frames' })
    .getByRole('row')
    .filter({ has: elsewhere.getByRole('rowheader', { name: '351', exact: true }) });
  await expect(limitsRow).toContainText(recorded.limits ?? 'no limits in the file');
  await other.goTo('Overview');
  await expect(elsewhere.getByRole('region', { name: 'Limits, not sent to the GX' }).getByText(/^Too cold/)).toBeVisible();
  // The last answers of a recording may not all have been asked for again.
  const voltages = new Set(recorded.voltages.map((voltage) => voltage.toFixed(2).replace('.', '\\.')));
  await expect(elsewhere.locator('tb-battery-card')).toContainText(new RegExp(`(${[...voltages].join('|')})\\s*V`));

  // Whoever asks for the battery is told what this is, and whoever asks for a real one gets nothing.
  await elsewhere.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await elsewhere.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const ask = (path: string) =>
    elsewhere.evaluate(async (path) => {
      const { status, headers } = await fetch(path);
      return { status, mode: headers.get('X-Bridge-Mode') };
    }, path);
  expect(await ask('api/status')).toEqual({ status: 200, mode: 'replay' });
  expect(await ask('api/status?mode=serial')).toMatchObject({ status: 503 });
  for (const [name, until] of Object.entries(await storedUntil(elsewhere))) {
    expect(name).not.toContain('replay');
    expect(until, name).toBeLessThan(name.endsWith('simulation') ? begunAt : 1);
  }

  await band.getByRole('button', { name: 'End the replay' }).click();
  await expect(band).toBeHidden();
  await other.expectLive();
  await expect(elsewhere).toHaveTitle(/^Simulation/);
  await elsewhere.close();
});

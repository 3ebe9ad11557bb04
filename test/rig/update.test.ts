import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, startLive, test } from './fixtures';

const SERVICE_WORKER = `${import.meta.dirname}/../../dist/offline.sw.js`;

/** Ports are granted to the one address that serves the built app, so the next version has to lie there for a while. */
const whole = readFileSync(SERVICE_WORKER, 'utf8');
test.afterEach(() => writeFileSync(SERVICE_WORKER, whole));

test('a new version is not taken while the bridge is live, and nothing stops; it is taken once sending was stopped', async ({
  page,
  rig,
}) => {
  const { bench, bridge } = await startLive(page, rig);
  await bridge.goTo('About');
  await expect(page.getByText('Stored: it starts without a network.')).toBeVisible();
  appendFileSync(SERVICE_WORKER, '\n// the next version');
  await page.getByRole('button', { name: 'Look for a new version' }).click();
  await expect(page.getByText('A new version is ready')).toBeVisible();
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));

  const take = page.getByRole('button', { name: 'Take it now' });
  await take.click();
  await expect(page.getByText('Not while the bridge is live: press “Stop sending” first, or take it later.')).toBeVisible();
  const refusedAt = bench.host.now();
  const limits = () => bench.sent.of(0x351).filter(({ startedAt }) => startedAt > refusedAt);
  await expect.poll(() => limits().length).toBeGreaterThan(3);
  // One set-up of the adapter, before: no frame was held up by another start.
  expect(bench.sent.lines.filter(({ text, startedAt }) => startedAt > refusedAt && !/^[tF]/.test(text))).toEqual([]);
  expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
  await bridge.expectLive();

  await page.getByRole('button', { name: 'Stop sending' }).click();
  await expect(bridge.link('Bridge')).not.toContainText('LIVE');
  const reloaded = page.waitForEvent('load');
  await take.click();
  await reloaded;
  await expect(page.getByText('A new version is ready')).toBeHidden();
  await expect(page.getByText('Stored: it starts without a network.')).toBeVisible();
});

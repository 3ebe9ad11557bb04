import { limitsIn } from '../support/frames';
import { everyFrameSent, expectHeld, quietOf } from './fail-safe';
import { expect, startLive, test } from './fixtures';

/** What the chain says of a link whose cable is out. */
const LOST = /retrying|not connected/;

test('the CAN cable is pulled and put back: said in words, and sending resumes by itself', async ({ page, rig }) => {
  const { bench, bridge } = await startLive(page, rig);

  await bench.pull('can');
  await expect(page.getByText('A cable was pulled').first()).toBeVisible();
  await expect(bridge.link('CAN adapter')).toContainText(LOST);
  await expect(bridge.link('BMS')).toContainText('live');

  bench.sent.clear();
  await bench.plug('can');
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(1);
  // Sending starts with a complete round on a channel that was opened anew.
  const lines = bench.sent.lines.map(({ text }) => text);
  expect(lines.indexOf('O')).toBeGreaterThanOrEqual(0);
  expect(lines.findIndex((line) => line.startsWith('t351'))).toBeGreaterThan(lines.indexOf('O'));
});

test('the BMS falls silent, then its cable is pulled: held back after 10 s, silent after 30 s, resumed without a zero', async ({
  page,
  rig,
}) => {
  const { bench, bridge } = await startLive(page, rig);
  await everyFrameSent(bench);

  bench.host.inject('bms-silent', true);
  const quiet = quietOf(bench);
  const silentAt = quiet.at;
  await expect(bridge.link('BMS')).toContainText(LOST);

  await expect(bridge.link('Bridge')).toContainText('no fresh data');
  await bench.pull('bms');
  bench.host.inject('bms-silent', false);
  await expect(bridge.link('Bridge')).toContainText('silent');
  const limits = bench.sent.of(0x351).filter(({ startedAt }) => startedAt > silentAt);
  const held = limits.find((frame) => limitsIn(frame).ccl === 0);
  const last = bench.sent.frames.at(-1);
  // The answer before may have been the last one that came in time.
  expect((held?.startedAt ?? 0) - silentAt).toBeGreaterThan(8_500);
  expect((held?.startedAt ?? 0) - silentAt).toBeLessThan(11_500);
  expect((last?.startedAt ?? 0) - silentAt).toBeGreaterThan(28_000);
  expect((last?.startedAt ?? 0) - silentAt).toBeLessThan(31_500);

  expectHeld(
    bench.sent.frames.filter(({ startedAt }) => startedAt > silentAt + 11_500 && startedAt < silentAt + 28_500),
    quiet,
  );

  bench.sent.clear();
  await bench.plug('bms');
  // By itself it may wait for another half a minute by now, or be back before anybody has pressed.
  await bridge.goTo('Connection');
  const retry = page.getByRole('button', { name: 'Retry now' });
  await expect(async () => {
    if (await retry.isVisible()) await retry.click({ timeout: 1_000 });
    await expect(bridge.link('BMS')).toContainText('live', { timeout: 3_000 });
  }).toPass({ timeout: 90_000 });
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(3);
  for (const frame of bench.sent.of(0x351)) {
    const { cvl, ccl, dcl } = limitsIn(frame);
    expect([cvl > 0, ccl > 0, dcl > 0]).toEqual([true, true, true]);
  }
});

test('two ports swapped: each device is found behind the other port', async ({ page, rig }) => {
  const { bench, bridge } = await startLive(page, rig);

  await bench.pull('bms');
  await bench.pull('can');
  await expect(bridge.link('CAN adapter')).toContainText(LOST);
  bench.swap();
  bench.sent.clear();
  const swappedAt = bench.passed.length;
  await bench.plug('bms');
  await bench.plug('can');
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(1);
  // No frame for the bus went to the BMS in between.
  const toBms = bench.passed.slice(swappedAt).filter(({ device, direction }) => device === 'bms' && direction === 'in');
  expect(Buffer.concat(toBms.map(({ bytes }) => Buffer.from(bytes))).includes('t351')).toBe(false);
});

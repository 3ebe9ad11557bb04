import { BridgePage } from '../support/bridge-page';
import { expectFreshStart } from './fail-safe';
import { expect, test } from './fixtures';

test('two windows on real ports: one sends, the other shows it live, and takes over on freed ports by a click', async ({
  page,
  context,
  rig,
}) => {
  const bench = rig.bench();
  await bench.plug('bms');
  await bench.plug('can');
  const first = new BridgePage(page);
  await first.open();
  await first.expectLive();

  const second = new BridgePage(await context.newPage());
  await second.open();
  await expect(second.page.getByText('This window shows; window 1 sends.')).toBeVisible();
  await second.expectLive();
  await expect(second.link('GX')).toContainText('heard');
  // Nothing but the one bridge is on the wire: one question at a time, one 0x351 a second.
  const from = bench.host.now();
  await expect.poll(() => bench.host.now() - from).toBeGreaterThan(5_000);
  const limits = bench.sent.of(0x351).filter(({ startedAt }) => startedAt > from);
  const seconds = (bench.host.now() - from) / 1000;
  expect(limits.length).toBeGreaterThanOrEqual(4);
  expect(limits.length).toBeLessThanOrEqual(seconds + 2);
  // And no set-up of the adapter in between: frames, and the question for its status.
  expect(bench.sent.lines.filter(({ text, startedAt }) => startedAt > from && !/^[tF]/.test(text))).toEqual([]);

  bench.sent.clear();
  await page.close();
  const closedAt = bench.host.now();
  await expect(second.page.getByText('No window sends now.')).toBeVisible();
  await expect.poll(() => bench.host.now() - closedAt).toBeGreaterThan(5_000);
  expect(bench.sent.lines.filter(({ startedAt }) => startedAt > closedAt + 500)).toEqual([]);
  expect(bench.host.world.truth.gx.timedOut).toBe(true);

  await second.page.getByRole('button', { name: 'Send from this window' }).click();
  await second.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(1);
  expectFreshStart(bench.sent.lines.filter(({ startedAt }) => startedAt > closedAt + 500).map(({ text }) => text));
  expect(bench.host.world.truth.violations).toEqual([]);
});

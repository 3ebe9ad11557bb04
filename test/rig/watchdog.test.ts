import type { Page } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';
import { expectFreshStart } from './fail-safe';
import { type Bench, expect, test } from './fixtures';

async function goLive(page: Page, bench: Bench): Promise<BridgePage> {
  await bench.plug('bms');
  await bench.plug('can');
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(2);
  return bridge;
}

/** Everything that reached either device since, as [device, text] in whole. */
function reached(bench: Bench, since: number): { readonly can: string; readonly bms: Buffer } {
  const of = (name: 'bms' | 'can'): Buffer =>
    Buffer.concat(
      bench.passed
        .filter(({ device, direction, at }) => device === name && direction === 'in' && at > since)
        .map(({ bytes }) => Buffer.from(bytes)),
    );
  return { can: of('can').toString('latin1'), bms: of('bms') };
}

/** Makes the worker that owns the ports run in an endless loop; nothing in the app knows of it. Not in the debugger's own turn: that one cannot be ended. */
async function hang(page: Page): Promise<void> {
  const worker = page.workers().find((each) => each.url().includes('bridge.worker'));
  if (!worker) throw new Error('there is no worker');
  await worker.evaluate(() => {
    setTimeout(() => {
      for (;;);
    }, 0);
  });
}

test('the process of the page is killed while live: not a byte more, and the ports are free for the next page', async ({
  page,
  context,
  browser,
  rig,
}) => {
  const bench = rig.bench();
  await goLive(page, bench);
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL');
  const killedAt = bench.host.now();
  await expect.poll(() => bench.host.now() - killedAt).toBeGreaterThan(5_000);
  // What was already in the pipes of the browser may still have come out; nothing after that, not even the end of a line.
  const last = bench.passed.filter(({ direction }) => direction === 'in').at(-1);
  expect((last?.at ?? 0) - killedAt).toBeLessThan(500);
  // The last whole line: a frame, or the question for the adapter's status.
  expect(bench.sent.lines.at(-1)?.text).toMatch(/^[tF]/);
  expect(bench.host.world.truth.gx.timedOut).toBe(true);

  bench.sent.clear();
  const next = await context.newPage();
  const bridge = new BridgePage(next);
  await bridge.open();
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(1);
  expectFreshStart(bench.sent.lines.map(({ text }) => text));
  expect(bench.host.world.truth.violations).toEqual([]);
});

test('the worker hangs while live: silence at once, its end after the time-out, and a fresh start on freed ports', async ({
  page,
  rig,
}) => {
  const bench = rig.bench();
  const bridge = await goLive(page, bench);
  await bridge.goTo('Connection');
  const card = page.getByRole('region', { name: 'Watchdog' });
  await card.getByLabel(/^End a bridge/).selectOption('5');
  // Drawn anew from what the bridge tells.
  await bridge.goTo('Overview');
  await bridge.goTo('Connection');
  await expect(card.getByLabel(/^End a bridge/)).toHaveValue('5');
  await expect(card.getByText('answers', { exact: true })).toBeVisible();

  const askedAt = bench.host.now();
  await hang(page);
  const hungAt = bench.host.now();
  bench.sent.clear();
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('The bridge is not answering');
  await expect(bridge.link('Bridge')).toContainText('not answering');
  await expect(page.getByText(/The bridge was restarted at/).first()).toBeVisible();
  const restartedAt = bench.host.now();
  await expect(page.getByText(/It had not answered for 5\.\d\ss\. Nothing was sent meanwhile/).first()).toBeVisible();

  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(1);
  // Between hanging and the next start no byte went to either device: the first is the question by which a start begins.
  const first = bench.passed.find(({ direction, at }) => direction === 'in' && at > hungAt + 500);
  expect(Buffer.from(first?.bytes ?? []).toString('latin1')).toMatch(/^V\r/);
  // The page may have asked its worker a moment before it hung.
  expect((first?.at ?? 0) - askedAt).toBeGreaterThan(4_000);
  // Time that the page itself has lost is not counted.
  expect(restartedAt - hungAt).toBeLessThan(15_000);
  expectFreshStart(bench.sent.lines.map(({ text }) => text).slice(bench.sent.lines.findIndex(({ text }) => text === 'V')));
  expect(reached(bench, hungAt + 500).bms.includes('t351')).toBe(false);
  expect(bench.host.world.truth.violations).toEqual([]);
  await expect(card.getByRole('listitem')).toContainText('It had not answered for');
});

test('the owner stops a bridge that hangs: it is ended soon, and the next one stays stopped', async ({ page, rig }) => {
  const bench = rig.bench();
  const bridge = await goLive(page, bench);
  await bridge.goTo('Connection');
  await hang(page);
  const hungAt = bench.host.now();
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(bridge.link('Bridge')).toContainText('stopped');
  await expect.poll(() => bench.host.now() - hungAt).toBeGreaterThan(12_000);
  const after = reached(bench, hungAt + 500);
  expect(after.can.split('\r').filter((line) => line.startsWith('t'))).toEqual([]);
  expect(bench.host.world.truth.gx.timedOut).toBe(true);
});

test('a page that is frozen and wakes again sends nothing old', async ({ page, rig }) => {
  const bench = rig.bench();
  const bridge = await goLive(page, bench);
  // No automation freezes a page that it looks at; what the browser would say before and after is said in its place.
  const say = (event: 'freeze' | 'resume') => page.evaluate((name) => document.dispatchEvent(new Event(name)), event);
  await say('freeze');
  const frozenAt = bench.host.now();
  await expect.poll(() => bench.host.now() - frozenAt).toBeGreaterThan(8_000);
  expect(bench.passed.filter(({ direction, at }) => direction === 'in' && at > frozenAt + 500)).toEqual([]);
  expect(bench.host.world.truth.gx.timedOut).toBe(true);

  bench.sent.clear();
  await say('resume');
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(1);
  expectFreshStart(bench.sent.lines.map(({ text }) => text));
  await expect(page.getByText(/The browser had frozen the page/).first()).toBeVisible();
});

import { expect, type Page } from '@playwright/test';
import { APP_ORIGIN } from './addresses.mjs';
import type { Bench, Rig } from './fixtures';
import { block } from './soak/busy-page';
import { type Tabs, test } from './tabs';
import { BridgePage } from '../support/bridge-page';

async function plugBoth(rig: Rig): Promise<Bench> {
  const bench = rig.bench();
  await bench.plug('bms');
  await bench.plug('can');
  return bench;
}

async function goLive(rig: Rig, { page }: Tabs): Promise<{ readonly bench: Bench; readonly bridge: BridgePage }> {
  const bench = await plugBoth(rig);
  const bridge = new BridgePage(page);
  await page.goto(APP_ORIGIN);
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(1);
  return { bench, bridge };
}

/** Lets time pass and returns what came of it: times from one 0x351 to the next, and how many answers the BMS gave. */
async function passing(bench: Bench, ms: number): Promise<{ readonly gaps: readonly number[]; readonly answers: number }> {
  const from = bench.host.now();
  await expect.poll(() => bench.host.now() - from, { timeout: ms + 10_000 }).toBeGreaterThan(ms);
  const limits = bench.sent.of(0x351).filter(({ startedAt }) => startedAt > from);
  const questions = bench.passed.filter(({ device, direction, at }) => device === 'bms' && direction === 'in' && at > from);
  const gaps = limits.slice(1).map(({ startedAt }, index) => startedAt - (limits[index]?.startedAt ?? 0));
  return { gaps, answers: questions.length };
}

/** A busy machine may hold a process up now and then, but never for the 3 s after which a GX stops by itself. */
function expectEverySecond(gaps: readonly number[]): void {
  expect(gaps.length).toBeGreaterThan(11);
  expect(Math.max(...gaps)).toBeLessThan(3_000);
}

/** Counters of the link to the BMS, all of one moment. */
async function counters(page: Page): Promise<ReadonlyMap<string, number>> {
  const rows = await page
    .getByRole('region', { name: 'BMS link' })
    .locator('dl > div')
    .evaluateAll((all) => all.map((row) => ['dt', 'dd'].map((part) => row.querySelector(part)?.textContent?.trim() ?? '')));
  return new Map(rows.map(([name = '', value = '']) => [name, Number(value.replaceAll(',', ''))]));
}

test('a port that another program has: said with cause and way out, and in use by itself once it is free', async ({ rig, tabs }) => {
  test.skip(tabs.asRoot, 'no port is ever busy for root, and nobody else can start this browser');
  const bench = await plugBoth(rig);
  bench.occupy('bms', true);
  const { page } = tabs;
  const bridge = new BridgePage(page);
  await page.goto(`${APP_ORIGIN}/#/connection`);
  await expect(bridge.link('CAN adapter')).toContainText('live');
  await expect(page.getByText('A port could not be opened').first()).toBeVisible();
  await expect(page.getByText(/NetworkError: .*Failed to open serial port/).first()).toBeVisible();
  expect(bench.sent.frames).toEqual([]);

  bench.occupy('bms', false);
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(1);
});

test('a tab behind another one: limits every second as before', async ({ rig, tabs }) => {
  const { bench } = await goLive(rig, tabs);
  const show = await tabs.hide();
  // Long enough for the browser to slow the timers of the page down to one a second.
  const { gaps } = await passing(bench, 15_000);
  expectEverySecond(gaps);
  await show();
});

test('a page that is busy nine tenths of the time: no byte is lost, and limits every second as before', async ({ rig, tabs }) => {
  const { bench, bridge } = await goLive(rig, tabs);
  const { page } = tabs;
  const end = await block(page);
  const { gaps, answers } = await passing(bench, 15_000);
  expectEverySecond(gaps);
  // Ten questions a second, each after the answer to the one before; on a busy machine fewer, but far more than a slowed timer would ask.
  expect(answers).toBeGreaterThan(75);
  await end();
  await bridge.goTo('Wire');
  // On a busy machine an answer may come after its time, when the question has been asked again; but whatever was asked was answered.
  const unanswered = async () => {
    const now = await counters(page);
    const sum = (...names: readonly string[]) => names.reduce((total, name) => total + (now.get(name) ?? NaN), 0);
    return sum('Requests', 'Asked again') - sum('Replies', 'Unexpected replies', 'Refused');
  };
  await expect.poll(unanswered).toBe(0);
  expect((await counters(page)).get('Damaged bytes')).toBe(0);
});

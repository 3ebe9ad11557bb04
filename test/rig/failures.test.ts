import { everyFrameSent, expectFreshStart, expectHeld, quietOf } from './fail-safe';
import { expect, startLive, test } from './fixtures';

/** Longer than a line takes from the page to the adapter. */
const IN_THE_CABLE_MS = 50;

test('the BMS talks nonsense: no value of it gets out, charging is held after 10 s, and the first good reading ends it', async ({
  page,
  rig,
}) => {
  const { bench, bridge } = await startLive(page, rig);

  await everyFrameSent(bench);

  const { host } = bench;
  host.inject('bms-absurd-cell', true);
  const quiet = quietOf(bench);
  const since = quiet.at;
  const between = (from: number, to: number) =>
    bench.sent.frames.filter(({ startedAt }) => startedAt >= since + from && startedAt < since + to);
  await expect(bridge.link('Bridge')).toContainText('no fresh data');
  // Long enough for what is sent every two seconds, also where one of them comes late.
  await expect.poll(() => host.now() - since).toBeGreaterThan(16_000);

  // Data of the last ten seconds is good, and the answer before the last may have been the last in time: limits as they were. The nonsense, 6.5535 V, is in no frame.
  const limits = new Set(
    between(0, 8_500)
      .filter(({ id }) => id === 0x351)
      .map(({ hex }) => hex),
  );
  expect([...limits]).toEqual([quiet.frames.get(0x351)]);
  for (const { data } of between(0, Infinity).filter(({ id }) => id === 0x373)) expect(data.getUint16(2, true)).toBeLessThan(3500);
  expectHeld(between(11_500, 16_000), quiet);

  host.inject('bms-absurd-cell', false);
  const backAt = host.now();
  const held = between(11_500, 16_000).find(({ id }) => id === 0x351)?.hex;
  /** Limits since then, from the first on that are no longer those that were held. */
  const back = () => {
    const all = bench.sent.of(0x351).filter(({ startedAt }) => startedAt > backAt);
    const first = all.findIndex(({ hex }) => hex !== held);
    return first < 0 ? [] : all.slice(first);
  };
  await expect.poll(() => back().length).toBeGreaterThan(1);
  expect((back()[0]?.startedAt ?? Infinity) - backAt).toBeLessThan(1_500);
  for (const { data } of back()) for (const at of [0, 2, 4]) expect(data.getUint16(at, true)).toBeGreaterThan(0);
  await bridge.expectLive();
});

test('the adapter hangs: frames are not repeated into it, and nothing old comes out when it is back', async ({ page, rig }) => {
  const { bench, bridge } = await startLive(page, rig);

  const { world } = bench.host;
  const before = bench.sent.lines.length;
  bench.host.inject('can-stuck', true);
  /** Set up anew: closed, and opened after that. */
  const isSetUp = () => {
    const after = bench.sent.lines.slice(before).map(({ text }) => text);
    return after.includes('C') && after.slice(after.indexOf('C')).includes('O');
  };
  await expect.poll(isSetUp).toBe(true);
  // An adapter that acknowledged and has ceased gets three frames, then it is set up anew. One that was under way when it hung counts.
  const lines = bench.sent.lines.map(({ text }) => text);
  const closed = lines.indexOf('C', before);
  expect(closed).toBeGreaterThan(0);
  const said = bench.passed.filter(({ device, direction }) => device === 'can' && direction === 'out');
  const acknowledged = Buffer.concat(said.map(({ bytes }) => Buffer.from(bytes)))
    .toString('latin1')
    .match(/z\r/g);
  expect(lines.slice(0, closed).filter((line) => line.startsWith('t')).length - (acknowledged?.length ?? 0)).toBe(3);

  const busBefore = world.truth.bus.length;
  bench.host.inject('can-stuck', false);
  const backAt = bench.host.now();
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).filter(({ startedAt }) => startedAt > backAt).length).toBeGreaterThan(2);
  // What the bus carried since then was written since then, but for what was in the cable in that moment: nothing had waited anywhere.
  const written = bench.sent.frames.filter(({ startedAt }) => startedAt >= backAt - IN_THE_CABLE_MS).map(({ id, hex }) => `${id} ${hex}`);
  const carried = world.truth.bus
    .slice(busBefore)
    .filter(({ sender }) => sender === 'adapter')
    .map(({ frame }) => `${frame.id} ${Buffer.from(frame.data).toString('hex').toUpperCase()}`);
  expect(carried.length).toBeGreaterThan(10);
  expect(written.join('\n')).toContain(carried.join('\n'));
  expect(world.truth.violations).toEqual([]);
});

test('both cables are pulled while live: not a byte more, and a fresh start when they are back', async ({ page, rig }) => {
  const { bench, bridge } = await startLive(page, rig);

  await Promise.all([bench.pull('bms'), bench.pull('can')]);
  bench.sent.clear();
  const pulledAt = bench.passed.length;
  await expect(page.getByText('A cable was pulled').first()).toBeVisible();
  expect(bench.passed.slice(pulledAt)).toEqual([]);

  await bench.plug('bms');
  await bench.plug('can');
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(1);
  expectFreshStart(bench.sent.lines.map(({ text }) => text));
  const toBms = bench.passed.slice(pulledAt).filter(({ device, direction }) => device === 'bms' && direction === 'in');
  expect(Buffer.concat(toBms.map(({ bytes }) => Buffer.from(bytes))).includes('t351')).toBe(false);
});

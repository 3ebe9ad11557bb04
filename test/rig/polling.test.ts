import type { SentFrame } from '../support/adapter-log';
import { limitsIn } from '../support/frames';
import { expect, startLive, test } from './fixtures';

/** Victron CAN-bus BMS protocol, recommended schedule: the first round in this order. */
const FIRST_ROUND = [
  0x351, 0x355, 0x356, 0x35a, 0x372, 0x373, 0x374, 0x375, 0x376, 0x377, 0x35e, 0x35f, 0x370, 0x371, 0x379, 0x382, 0x378, 0x380, 0x381,
];
/** How often each is sent in a minute, and by how much the window may cut. */
const PER_MINUTE = [
  { ids: [0x355, 0x356, 0x35a], count: 60 },
  { ids: [0x372, 0x373, 0x374, 0x375, 0x376, 0x377], count: 30 },
  { ids: [0x35e, 0x35f, 0x370, 0x371, 0x379, 0x382], count: 12 },
  { ids: [0x380, 0x381], count: 6 },
];

function fell(before: SentFrame | undefined, after: SentFrame | undefined): boolean {
  if (!before || !after) return false;
  const [old, now] = [limitsIn(before), limitsIn(after)];
  return now.cvl < old.cvl || now.ccl < old.ccl || now.dcl < old.dcl;
}

test('a minute of polling: 0x351 every second, everything at its rate, never a frame of the GX', async ({ page, rig }) => {
  const { bench } = await startLive(page, rig);

  const started = bench.sent.of(0x351)[0]?.startedAt ?? 0;
  await expect
    .poll(() => (bench.sent.of(0x351).at(-1)?.endedAt ?? 0) - started, { timeout: 80_000, intervals: [1000] })
    .toBeGreaterThan(60_000);
  const frames = bench.sent.frames.filter(({ startedAt }) => startedAt - started < 60_000);
  const ids = frames.map(({ id }) => id);

  // The first round: complete enough for the GX, in order, with room between the frames.
  const round = ids.slice(0, FIRST_ROUND.length).filter((id, index, all) => all.indexOf(id) === index);
  expect(round).toEqual(FIRST_ROUND.filter((id) => round.includes(id)));
  expect(round).toEqual(expect.arrayContaining([0x351, 0x355, 0x356, 0x35a, 0x372, 0x373, 0x35e, 0x35f, 0x379]));

  // Limits: every 1 s ± 0.2 s, earlier where one of them fell. A busy test machine may hold a process up now and then, but never
  // for the 3 s after which a GX stops by itself.
  const limits = frames.filter(({ id }) => id === 0x351);
  const gaps = limits.slice(1).map((frame, index) => frame.startedAt - (limits[index]?.startedAt ?? 0));
  const inTime = gaps.filter((gap, index) => gap <= 1200 && (gap >= 800 || fell(limits[index], limits[index + 1])));
  expect(inTime.length / gaps.length).toBeGreaterThanOrEqual(0.95);
  expect(Math.max(...gaps)).toBeLessThan(3000);

  for (const { ids: group, count } of PER_MINUTE) {
    for (const id of group.filter((id) => round.includes(id))) {
      const seen = ids.filter((other) => other === id).length;
      expect(seen, `0x${id.toString(16)} in a minute`).toBeGreaterThanOrEqual(Math.floor(count * 0.95) - 1);
      expect(seen, `0x${id.toString(16)} in a minute`).toBeLessThanOrEqual(count + 1);
    }
  }
  expect(ids.filter((id) => id >= 0x305 && id <= 0x307)).toEqual([]);
  // Meters follow as soon as the first readings are stored.
  expect(new Set(ids)).toEqual(new Set([...round, 0x378]));
  expect(bench.host.world.truth.violations).toEqual([]);

  // The live block (unit 170, function 3, registers 0 to 56) is asked for at the BMS's own rate of 100 ms.
  const minute = bench.passed.filter(({ at }) => at >= started && at < started + 60_000);
  const questions = minute.filter(({ device, direction }) => device === 'bms' && direction === 'in').map(({ bytes }) => Buffer.from(bytes));
  const live = questions.filter((bytes) => bytes.indexOf(Buffer.from([0xaa, 0x03, 0x00, 0x00, 0x00, 0x39])) >= 0);
  expect(live.length).toBeGreaterThan(450);
  expect(live.length).toBeLessThan(610);
});

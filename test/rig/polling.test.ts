import { limitsIn } from '../support/frames';
import { BridgePage } from '../support/bridge-page';
import { expect, test } from './fixtures';

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

test('a minute of polling: 0x351 every second, everything at its rate, never a frame of the GX', async ({ page, rig }) => {
  const bench = rig.bench();
  await bench.plug('bms');
  await bench.plug('can');
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();

  const started = bench.sent.of(0x351)[0]?.startedAt ?? 0;
  await expect
    .poll(() => (bench.sent.of(0x351).at(-1)?.endedAt ?? 0) - started, { timeout: 80_000, intervals: [1000] })
    .toBeGreaterThan(60_000);
  const frames = bench.sent.frames.filter(({ startedAt }) => startedAt - started < 60_000);
  const ids = frames.map(({ id }) => id);

  // The first round: complete enough for the GX, in order, with room between the frames.
  const round = ids.slice(0, FIRST_ROUND.length).filter((id, index, all) => all.indexOf(id) === index);
  expect(round).toEqual(FIRST_ROUND.filter((id) => round.includes(id)));
  expect(round).toEqual(expect.arrayContaining([0x351, 0x355, 0x356, 0x35a, 0x35e, 0x35f, 0x370, 0x371, 0x379]));

  // Limits: once a second, or sooner when one of them fell; never a value that the battery would not stand.
  const limits = frames.filter(({ id }) => id === 0x351);
  const gaps = limits.slice(1).map((frame, index) => frame.startedAt - (limits[index]?.startedAt ?? 0));
  const steady = gaps.filter((_, index) => {
    const [before, after] = [limits[index], limits[index + 1]].map((frame) => frame && limitsIn(frame));
    return before && after && after.ccl >= before.ccl && after.dcl >= before.dcl && after.cvl >= before.cvl;
  });
  expect(Math.max(...gaps)).toBeLessThanOrEqual(1200);
  expect(steady.length).toBeGreaterThan(50);
  // A limit that fell between two beats shortens the pause after it, so only the typical pause has a lower bound.
  expect(steady.sort((a, b) => a - b)[Math.floor(steady.length / 2)]).toBeGreaterThanOrEqual(800);

  for (const { ids: group, count } of PER_MINUTE) {
    for (const id of group.filter((id) => round.includes(id))) {
      const seen = ids.filter((other) => other === id).length;
      expect(seen, `0x${id.toString(16)} in a minute`).toBeGreaterThanOrEqual(count - 1);
      expect(seen, `0x${id.toString(16)} in a minute`).toBeLessThanOrEqual(count + 1);
    }
  }
  expect(ids.filter((id) => id >= 0x305 && id <= 0x307)).toEqual([]);
  expect(new Set(ids).size).toBe(round.length);

  // The live block (unit 170, function 3, registers 0 to 56) is asked for at the BMS's own rate of 100 ms.
  const minute = bench.passed.filter(({ at }) => at >= started && at < started + 60_000);
  const questions = minute.filter(({ device, direction }) => device === 'bms' && direction === 'in').map(({ bytes }) => Buffer.from(bytes));
  const live = questions.filter((bytes) => bytes.indexOf(Buffer.from([0xaa, 0x03, 0x00, 0x00, 0x00, 0x39])) >= 0);
  expect(live.length).toBeGreaterThan(500);
  expect(live.length).toBeLessThan(610);
});

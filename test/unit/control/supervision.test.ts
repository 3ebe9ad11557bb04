import { describe, expect, test } from 'vitest';
import { supervise, type Supervision } from '../../../src/control/supervision';
import { UNSUPERVISED } from '../../../src/control/unsupervised';
import { standardFrame } from '../../../src/protocols/can-frame';

const LOST_MS = 10_000;
const frame = (id: number) => standardFrame(id, new Uint8Array(8));

/** A GX that is heard at these times. */
function heard(times: readonly number[], lostMs = LOST_MS): Supervision {
  let [state, before]: [Supervision, number | undefined] = [UNSUPERVISED, undefined];
  for (const at of times) {
    state = supervise(state, frame(0x305), before, at, lostMs);
    before = at;
  }
  return state;
}

describe('the GX', () => {
  test('is heard without a loss since its first sign of life', () => {
    expect(heard([1_000, 2_000, 12_000])).toEqual({ ...UNSUPERVISED, heardSince: 1_000, signs: 3 });
  });

  test('that was not heard for more than 10 s was lost', () => {
    expect(heard([1_000, 11_001, 12_000, 60_000])).toMatchObject({
      heardSince: 60_000,
      losses: 2,
      lastLoss: { from: 12_000, to: 60_000 },
      signs: 4,
    });
  });

  test('is lost after the time that the owner wants', () => {
    expect(heard([1_000, 11_001], 600_000).losses).toBe(0);
    expect(heard([1_000, 4_001], 3_000).losses).toBe(1);
  });

  test('identifies itself with 0x307, which is a sign of life too; 0x306 is none', () => {
    expect(supervise(UNSUPERVISED, frame(0x307), undefined, 5, LOST_MS).signs).toBe(1);
    expect(supervise(UNSUPERVISED, frame(0x306), undefined, 5, LOST_MS)).toBe(UNSUPERVISED);
  });
});

describe('somebody else with our identifiers', () => {
  test('is counted by identifier', () => {
    const state = [0x355, 0x351, 0x355].reduce((was, id, index) => supervise(was, frame(id), undefined, index, LOST_MS), UNSUPERVISED);
    expect(state.foreign).toEqual([
      { id: 0x351, count: 1, at: 1 },
      { id: 0x355, count: 2, at: 2 },
    ]);
  });

  test('other makes, extended and remote frames are none of ours', () => {
    for (const other of [frame(0x359), { ...frame(0x351), extended: true }, { ...frame(0x351), remote: true }]) {
      expect(supervise(UNSUPERVISED, other, undefined, 5, LOST_MS)).toBe(UNSUPERVISED);
    }
  });
});

import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../src/ui/state/bridge-store';
import { isFound } from '../../../src/ui/state/when-found';
import { LIVE, NO_PORT, NOW, packOf, MILLIVOLTS } from '../../browser/fixtures/views';

const waiting = (change: Partial<Snapshot['view'] & object> = {}, after = 1_000): Snapshot => ({
  view: { ...NO_PORT, operation: { level: 'live', checks: [], ...NO_PORT.operation, since: NOW }, ...change },
  now: NOW + after,
  worker: 'answering',
  watchdog: undefined,
});

describe('there is more to show than what the bridge waits for', () => {
  const named = packOf('a', MILLIVOLTS, { reading: undefined, readAt: undefined, rejected: 0 });

  test('when it runs, and when it does not wait any longer', () => {
    expect(isFound({ ...waiting(), view: LIVE })).toBe(true);
  });

  test('with the first reading, and with one that no battery can give', () => {
    expect(isFound(waiting())).toBe(false);
    expect(isFound(waiting({ packs: [packOf('a', MILLIVOLTS)] }))).toBe(true);
    expect(isFound(waiting({ packs: [{ ...named, rejected: 1 }] }))).toBe(true);
  });

  test('not with the name of a TinyBMS alone: its figures come at once', () => {
    expect(isFound(waiting({ packs: [named] }))).toBe(false);
  });

  test('after five seconds in any case', () => {
    expect(isFound(waiting({ packs: [named] }, 4_999))).toBe(false);
    expect(isFound(waiting({ packs: [named] }, 5_000))).toBe(true);
    expect(isFound(waiting({}, 5_000))).toBe(true);
  });

  test('when the worker says nothing', () => {
    expect(isFound({ ...waiting(), worker: 'silent' })).toBe(true);
    expect(isFound({ ...waiting(), view: undefined })).toBe(false);
  });
});

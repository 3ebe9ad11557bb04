import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AGAIN_MS, untilLoaded } from '../../../src/ui/state/until-loaded';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('what fails is asked for again after a while, until it is there', async () => {
  const load = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new TypeError('offline'))
    .mockRejectedValueOnce(new TypeError('offline'));
  load.mockResolvedValue('part');
  const part = untilLoaded(load);
  await vi.advanceTimersByTimeAsync(AGAIN_MS - 1);
  expect(load).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(AGAIN_MS + 1);
  expect(await part).toBe('part');
  expect(load).toHaveBeenCalledTimes(3);
});

test('what nobody wants any more is not asked for again', async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValue(new TypeError('offline'));
  let wanted = true;
  const part = untilLoaded(load, () => wanted);
  await vi.advanceTimersByTimeAsync(0);
  wanted = false;
  await vi.advanceTimersByTimeAsync(AGAIN_MS);
  expect(await part).toBeUndefined();
  expect(load).toHaveBeenCalledTimes(1);
});

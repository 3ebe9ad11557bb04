import { describe, expect, test } from 'vitest';
import type { WatchdogApi } from '../../../src/bridge/watchdog-contract';
import { lateArea } from '../../../src/bridge/late-area';
import { Part, PartMissing } from '../../../src/bridge/part';

describe('a part', () => {
  test('is loaded when it is first needed, and once', async () => {
    let loads = 0;
    const part = new Part('clock', () => Promise.resolve({ number: ++loads }));
    expect(part.present).toBeUndefined();
    expect(loads).toBe(0);
    const [first, second] = await Promise.all([part.get(), part.get()]);
    expect(first).toBe(second);
    expect(part.present).toBe(first);
    await part.get();
    expect(loads).toBe(1);
  });

  test('that cannot be had is named, and asked for again at the next need', async () => {
    const answers = [() => Promise.reject(new TypeError('Failed to fetch')), () => Promise.resolve('here')];
    const part = new Part('simulator', () => (answers.shift() as () => Promise<string>)());
    await expect(part.get()).rejects.toThrow(new PartMissing('simulator: Failed to fetch'));
    expect(part.present).toBeUndefined();
    expect(await part.get()).toBe('here');
  });
});

describe('an area that comes late', () => {
  const beat = { loop: undefined };

  test('loads with the first request, and answers each on the area itself', async () => {
    const told: unknown[] = [];
    class Watchdog implements WatchdogApi {
      private readonly told = told;
      beat = () => Promise.resolve(beat);
      restarted(restart: unknown): Promise<void> {
        this.told.push(restart);
        return Promise.resolve();
      }
    }
    const part = new Part<WatchdogApi>('watchdog', () => Promise.resolve(new Watchdog()));
    const area = lateArea('watchdog', part);
    expect(Object.keys(area).sort()).toEqual(['beat', 'restarted']);
    expect(part.present).toBeUndefined();
    expect(await area.beat()).toBe(beat);
    await area.restarted({ reason: 'hung', silentMs: 1, detail: '' } as never);
    expect(told).toHaveLength(1);
  });

  test('rejects by the name that the page knows', async () => {
    const area = lateArea('watchdog', new Part<WatchdogApi>('watchdog', () => Promise.reject(new Error('gone'))));
    await expect(area.beat()).rejects.toMatchObject({ name: 'PartMissing', message: 'watchdog: gone' });
  });
});

import { expect, test } from 'vitest';
import type { BridgeView } from '../../../src/bridge/contract';
import { LateObserver } from '../../../src/bridge/late-observer';
import type { BridgeObserver } from '../../../src/bridge/observer';
import { Part } from '../../../src/bridge/part';
import { turn } from '../../support/manual-clock';

const view = (now: number): BridgeView => ({ now }) as BridgeView;

class Watcher implements BridgeObserver {
  readonly seen: number[] = [];
  readonly faults = [{ code: 'incidents-unsaved', severity: 'warning', detail: 'full', subject: undefined }] as const;
  over = 0;

  observe({ now }: BridgeView): void {
    this.seen.push(now);
  }

  ended(): void {
    this.over++;
  }
}

test('what came before the observer is shown to it in order, and then everything as it comes', async () => {
  const watcher = new Watcher();
  const late = new LateObserver(new Part('incidents', () => Promise.resolve(watcher)));
  expect(late.faults).toEqual([]);
  late.observe(view(1));
  late.observe(view(2));
  late.ended();
  expect(watcher.seen).toEqual([]);
  await turn();
  late.observe(view(3));
  late.ended();
  expect(watcher.seen).toEqual([1, 2, 3]);
  expect(watcher.over).toBe(1);
  expect(late.faults).toBe(watcher.faults);
});

test('one that cannot be had is a fault, and is asked for again with the next view', async () => {
  const watcher = new Watcher();
  const answers = [() => Promise.reject(new TypeError('Failed to fetch')), () => Promise.resolve(watcher)];
  const late = new LateObserver(new Part('incidents', () => (answers.shift() as () => Promise<Watcher>)()));
  late.observe(view(1));
  await turn();
  expect(late.faults).toMatchObject([{ code: 'part-missing', severity: 'warning', detail: 'incidents: Failed to fetch' }]);
  late.observe(view(2));
  await turn();
  expect(watcher.seen).toEqual([1, 2]);
  expect(late.faults).toBe(watcher.faults);
});

test('of what nobody can be shown only the newest waits', async () => {
  const watcher = new Watcher();
  let missing = true;
  const late = new LateObserver(new Part('incidents', () => (missing ? Promise.reject(new Error('gone')) : Promise.resolve(watcher))));
  for (let now = 1; now <= 60; now++) late.observe(view(now));
  await turn();
  missing = false;
  late.observe(view(61));
  await turn();
  expect(watcher.seen).toEqual(Array.from({ length: 50 }, (_, index) => index + 12));
});

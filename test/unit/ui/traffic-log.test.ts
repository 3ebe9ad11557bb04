import { expect, test } from 'vitest';
import type { TrafficBatch, TrafficMessage, TrafficState } from '../../../src/bridge/traffic-contract';
import { MOST_MESSAGES, NO_FILTER, TrafficLog } from '../../../src/ui/state/traffic-log';

const STATE: TrafficState = {
  mode: 'simulation',
  now: 0,
  wallTime: 0,
  keptBytes: 0,
  mostBytes: 0,
  first: 0,
  end: 0,
  since: 0,
  counts: [],
  flows: [],
};

function message(seq: number, change: Partial<TrafficMessage> = {}): TrafficMessage {
  return {
    seq,
    at: seq,
    port: 'port-1',
    wire: 'slcan',
    direction: 'sent',
    damaged: false,
    bytes: new Uint8Array(),
    summary: { kind: 'damaged' },
    request: undefined,
    ...change,
  };
}

const batch = (messages: readonly TrafficMessage[], state: Partial<TrafficState> = {}): TrafficBatch => ({
  messages,
  state: { ...STATE, ...state },
});
const numbers = (log: TrafficLog): readonly number[] => log.shown.map(({ seq }) => seq);
const log = (): TrafficLog => new TrafficLog(({ port, seq }) => `${port} no ${seq}`);

test('a filter lets through what fits all of it, of what was there and of what comes', () => {
  const it = log();
  it.add(batch([message(0), message(1, { direction: 'received' }), message(2, { wire: 'tinybms' })]));
  it.setFilter({ ...NO_FILTER, wire: 'slcan', direction: 'sent' });
  it.add(batch([message(3), message(4, { damaged: true })]));
  expect(numbers(it)).toEqual([0, 3, 4]);
  it.setFilter({ ...NO_FILTER, damaged: true });
  expect(numbers(it)).toEqual([4]);
  it.setFilter({ ...NO_FILTER, search: 'no 3' });
  expect(numbers(it)).toEqual([3]);
});

test('a pause keeps what is looked at, counts what comes, and holds over another filter', () => {
  const it = log();
  it.add(batch([message(0), message(1)]));
  it.paused = true;
  it.add(batch([message(2), message(3, { direction: 'received' })]));
  expect([numbers(it), it.waiting]).toEqual([[0, 1], 2]);
  it.setFilter({ ...NO_FILTER, direction: 'sent' });
  expect([numbers(it), it.waiting]).toEqual([[0, 1], 1]);
  it.paused = false;
  expect([numbers(it), it.waiting]).toEqual([[0, 1, 2], 0]);
});

test('only the newest are kept', () => {
  const it = log();
  for (let from = 0; from < 3 * MOST_MESSAGES; from += 1000) {
    it.add(batch(Array.from({ length: 1000 }, (_, index) => message(from + index))));
  }
  expect(it.count).toBeLessThanOrEqual(MOST_MESSAGES + 2_000);
  expect(it.shown.at(-1)?.seq).toBe(3 * MOST_MESSAGES - 1);
});

test('another mode, or a recording that was cleared, leaves nothing of before', () => {
  const it = log();
  it.add(batch([message(0)]));
  it.add(batch([message(1)], { mode: 'serial' }));
  expect(numbers(it)).toEqual([1]);
  it.add(batch([], { mode: 'serial', since: undefined }));
  expect(numbers(it)).toEqual([]);
});

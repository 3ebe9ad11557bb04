import { expect, test } from 'vitest';
import { appMark } from '../../../src/ui/state/app-mark';
import type { BridgeView } from '../../../src/bridge/contract';
import { LIVE, OBSERVING, SIMULATED, STALE } from '../../browser/fixtures/views';
import { CELL_HIGH, WARM } from '../../browser/fixtures/alarms';

const markOf = (view: BridgeView | undefined, worker: 'starting' | 'answering' | 'silent' = 'answering') =>
  appMark({ view, worker, now: 0 } as Parameters<typeof appMark>[0]);

test('live is said only of a real bridge that sends, and silence before everything else', () => {
  expect(markOf(undefined, 'starting')).toBe('idle');
  expect(markOf(LIVE)).toBe('live');
  expect(markOf(OBSERVING)).toBe('idle');
  expect(markOf(STALE)).toBe('silent');
  expect(markOf(LIVE, 'silent')).toBe('silent');
  expect(markOf(SIMULATED)).toBe('simulated');
  expect(markOf({ ...LIVE, mode: 'replay' })).toBe('simulated');
});

test('an alarm that holds is told until it is over, a warning is not', () => {
  expect(CELL_HIGH.level).toBe('alarm');
  expect(markOf({ ...LIVE, activeAlarms: [WARM, CELL_HIGH] })).toBe('alarm');
  expect(markOf({ ...LIVE, activeAlarms: [WARM] })).toBe('live');
  expect(markOf({ ...SIMULATED, activeAlarms: [CELL_HIGH] })).toBe('simulated');
});

import { expect, test } from 'vitest';
import { controlsBattery, withheldBy } from '../../../src/ui/state/in-control';
import { LIVE, OBSERVING, SHADOW, SIMULATED, STALE } from '../../browser/fixtures/views';

test('limits are withheld by the level of the owner, and by a recording whatever its phase', () => {
  expect([LIVE, STALE, SIMULATED, OBSERVING, SHADOW].map(withheldBy)).toEqual([undefined, undefined, undefined, 'observe', 'shadow']);
  expect([LIVE, STALE].map((view) => withheldBy({ ...view, mode: 'replay' }))).toEqual(['replay', 'replay']);
});

test('only a real bridge that sends controls a battery', () => {
  expect([LIVE, STALE, OBSERVING, SHADOW, SIMULATED, { ...LIVE, mode: 'replay' as const }].map(controlsBattery)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

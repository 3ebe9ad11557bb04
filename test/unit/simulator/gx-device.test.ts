import { expect, test } from 'vitest';
import { encodeFrame } from '../../../src/protocols/canbms/codec';
import { FRAMES } from '../../../src/protocols/canbms/frames';
import { Agenda } from '../../../src/simulator/agenda';
import { CanBus } from '../../../src/simulator/can-bus';
import { FaultBoard } from '../../../src/simulator/faults';
import { GxDevice } from '../../../src/simulator/gx-device';

const LIMITS = encodeFrame(FRAMES.chargeLimits, { cvl: 55.2, ccl: 100, dcl: 120, dischargeVoltage: undefined });

test('limits are out of force in the very moment for which the look at them is planned, whatever the fraction of a millisecond', () => {
  const gx = new GxDevice(new CanBus(), new Agenda(0), new FaultBoard(), { seed: 1, gxBitrate: 500_000 });
  // Some of these have `at + 3000 - at < 3000`: a look that finds the limits in force then is planned again for the same moment, for ever.
  const times = Array.from({ length: 3000 }, (_, index) => 4000 + index * 7.3137);
  expect(times.some((at) => at + 3000 - at < 3000)).toBe(true);
  for (const at of times) {
    gx.hear(LIMITS, at);
    expect(gx.isTimedOut(at + 3000)).toBe(true);
    expect(gx.isTimedOut(at + 2999)).toBe(false);
  }
});

import { expect, test } from 'vitest';
import { FaultRegister, type FaultNow } from '../../../src/bridge/fault-register';

const lost: FaultNow = { code: 'port-lost', severity: 'warning', detail: '', subject: 'port-1' };
const silent: FaultNow = { code: 'bms-silent', severity: 'alarm', detail: '', subject: undefined };

test('a fault keeps the time at which it appeared, and gets a new one when it returns', () => {
  const register = new FaultRegister();
  register.update([lost], 1000);
  expect(register.update([lost], 2000)[0]?.since).toBe(1000);
  register.update([], 3000);
  expect(register.update([lost], 4000)[0]?.since).toBe(4000);
});

test('the same fault of two ports is two faults; the gravest comes first', () => {
  const register = new FaultRegister();
  register.update([lost], 1000);
  const other = { ...lost, subject: 'port-2' };
  expect(register.update([other, lost, silent], 2000).map(({ code, subject, since }) => [code, subject, since])).toEqual([
    ['bms-silent', undefined, 2000],
    ['port-lost', 'port-1', 1000],
    ['port-lost', 'port-2', 2000],
  ]);
});

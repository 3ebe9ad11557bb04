import { expect, test } from 'vitest';
import { keepStorage } from '../../../../src/ui/app/keep-storage';
import { BridgeStore } from '../../../../src/ui/state/bridge-store';
import { LIVE } from '../../../browser/fixtures/views';

test('storage is asked for once, with the first reading of a real battery, and never for what is simulated or only shown', () => {
  const store = new BridgeStore(() => 0);
  let asked = 0;
  keepStorage(store, { persist: () => (asked++, Promise.resolve(true)) });
  const sender = { role: 'sender', number: 1, displays: 0 } as const;
  store.receive({ ...LIVE, mode: 'simulation' });
  store.receive({ ...LIVE, mode: 'serial', window: { role: 'display', number: 2, sender: 1, silent: false } });
  store.receive({ ...LIVE, mode: 'serial', window: sender, battery: undefined });
  expect(asked).toBe(0);
  store.receive({ ...LIVE, mode: 'serial', window: sender });
  store.receive({ ...LIVE, mode: 'serial', window: sender, now: LIVE.now + 1_000 });
  expect(asked).toBe(1);
});

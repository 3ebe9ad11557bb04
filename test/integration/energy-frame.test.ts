import { expect, test } from 'vitest';
import { indexedDbHistory, NOTHING } from '../../src/storage/history/history-database';
import type { BridgeView } from '../../src/bridge/contract';
import { testHistory } from '../support/history';
import { ManualClock, turn } from '../support/manual-clock';
import { simulatedBridge } from '../support/simulated-bridge';

async function meters(name: string, seconds: number): Promise<{ readonly view: BridgeView; readonly sent: string | undefined }> {
  const clock = new ManualClock(0, Date.UTC(2026, 5, 1, 12));
  const bridge = simulatedBridge(clock, { history: testHistory(clock, name) });
  let view: BridgeView | undefined;
  bridge.watch((next) => (view = next));
  await bridge.boot();
  for (let second = 0; second < seconds; second++) {
    await clock.run(1_000);
    for (let round = 0; round < 10; round++) await turn();
  }
  if (!view) throw new Error('no view');
  const data = view.wire.find(({ id, direction }) => id === 0x378 && direction === 'sent')?.data;
  return { view, sent: data };
}

test('what an earlier start has stored is told to the GX and goes on', async () => {
  const { view } = await meters('energy-frame', 10);
  const serialNumber = view.packs[0]?.identity?.serialNumber ?? '';
  const total = { energyIn: 1_234_500, energyOut: 1_180_200, chargeIn: 0, chargeOut: 0 };
  await indexedDbHistory('energy-frame-simulation').commit({ ...NOTHING, meters: [{ serialNumber, total }] });
  const { sent } = await meters('energy-frame', 15);
  expect(sent).toMatch(/^3[9A] 30 00 00 1[AB] 2E 00 00$/);
});

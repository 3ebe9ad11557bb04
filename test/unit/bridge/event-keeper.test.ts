import { expect, test } from 'vitest';
import type { BridgeView } from '../../../src/bridge/contract';
import { EventKeeper } from '../../../src/bridge/workshop/event-keeper';
import type { WorkshopStore } from '../../../src/storage/workshop-store';
import { LIVE } from '../../browser/fixtures/views';
import { turn } from '../../support/manual-clock';

/** The bridge after the log of the BMS was read once more. */
function readAgain(view: BridgeView): BridgeView {
  return { ...view, packs: view.packs.map((pack) => ({ ...pack, events: [...(pack.events ?? [])] })) };
}

test('a storage that takes nothing is asked again with the next reading of the log, and opened once', async () => {
  let opened = 0;
  let asked = 0;
  const failing: Pick<WorkshopStore, 'keepEvents'> = { keepEvents: () => (asked++, Promise.reject(new Error('full'))) };
  const keeper = new EventKeeper(() => (opened++, failing as WorkshopStore));
  const view = readAgain(LIVE);
  for (let change = 0; change < 10; change++) {
    keeper.observe({ ...view, now: view.now + change * 100 });
    await turn();
  }
  expect(asked).toBe(1);
  keeper.observe(readAgain(view));
  expect(asked).toBe(2);
  expect(opened).toBe(1);
});

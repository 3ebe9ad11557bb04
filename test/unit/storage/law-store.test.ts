import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { lawStep } from '../../../src/control/law/law';
import { recall, recordOf } from '../../../src/control/law/memory';
import { indexedDbLawStore } from '../../../src/storage/law-store';
import { inputOf, packParameters, REST } from '../control/law/fixtures';

const NOW = Date.UTC(2026, 0, 1);

test('what was saved for a BMS is there for the next one who opens the database, and whole', async () => {
  const law = lawStep(packParameters(), inputOf({ ...REST, highest: 3.64 }), undefined, 1).next;
  if (!law) throw new RangeError('the law refuses the sample');
  const store = indexedDbLawStore('kept');
  await store.save(recordOf(law, { serialNumber: 'A', cells: 16 }, NOW));
  const again = indexedDbLawStore('kept');
  expect(recall(await again.load('A'), 'A', NOW)).toMatchObject({ ok: true, law: { latches: { overVoltage: { set: true } } } });
  expect(await again.load('B')).toBeUndefined();
});

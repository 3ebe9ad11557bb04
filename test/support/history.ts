import 'fake-indexeddb/auto';
import { HistoryService, type HistoryServiceParts } from '../../src/bridge/history-service';
import { Part } from '../../src/bridge/part';
import type { Clock } from '../../src/links/clock';
import { indexedDbHistory } from '../../src/storage/history/history-database';
import { Storing } from '../../src/storage/storing';
import * as thinning from '../../src/storage/history/thin';

let databases = 0;

/** A history in databases of its own, in memory. */
export function testHistory(
  clock: Clock,
  name = `history-${++databases}`,
  otherMarks?: HistoryServiceParts['otherMarks'],
  storing = new Storing(),
): HistoryService {
  return new HistoryService({
    clock,
    thinning: Part.of(thinning),
    ...(otherMarks && { otherMarks }),
    database: (mode) => storing.past(indexedDbHistory(`${name}-${mode}`)),
    estimate: () => Promise.resolve({ usage: undefined, quota: undefined, persisted: undefined }),
  });
}

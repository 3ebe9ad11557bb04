import 'fake-indexeddb/auto';
import type { LogEntry } from '../../src/bridge/log-contract';
import { LogRecorder } from '../../src/bridge/log-recorder';
import { LogService, type LogServiceParts } from '../../src/bridge/log-service';
import { Part } from '../../src/bridge/part';
import type { Clock } from '../../src/links/clock';
import { indexedDbLines } from '../../src/storage/lines/line-database';
import { Storing } from '../../src/storage/storing';

let databases = 0;

/** A log in databases of its own, in memory. */
export function testLog(
  clock: Clock,
  name = `log-${++databases}`,
  storing = new Storing(),
  console?: LogServiceParts['console'],
): LogService {
  return new LogService({
    clock,
    recorder: Part.of({ LogRecorder }),
    database: (mode) => storing.lines(indexedDbLines(`${name}-${mode}`)),
    version: '1.2.3',
    commit: 'abc',
    ...(console && { console }),
  });
}

/** The newest segment of the log. */
export async function newestEntries(log: LogService): Promise<readonly LogEntry[]> {
  const lines = await log.before('simulation', undefined);
  return (lines?.text ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LogEntry);
}

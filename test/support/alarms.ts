import 'fake-indexeddb/auto';
import { AlarmService } from '../../src/bridge/alarm-service';
import type { Clock } from '../../src/links/clock';
import { indexedDbAlarms } from '../../src/storage/alarms/alarm-database';

let databases = 0;

/** A book of alarms in databases of its own, in memory. */
export function testAlarms(clock: Clock, name = `alarms-${++databases}`): AlarmService {
  return new AlarmService({ clock, database: (mode) => indexedDbAlarms(`${name}-${mode}`) });
}

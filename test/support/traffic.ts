import 'fake-indexeddb/auto';
import { TrafficKeeper } from '../../src/bridge/traffic-keeper';
import { TrafficService } from '../../src/bridge/traffic-service';
import type { Clock } from '../../src/links/clock';
import { indexedDbLines } from '../../src/storage/lines/line-database';

let databases = 0;

/** Traffic with stores of its own, in memory. */
export function testTraffic(clock: Clock, name = `traffic-${++databases}`): TrafficService {
  return new TrafficService(clock, new TrafficKeeper(clock, (mode, link) => indexedDbLines(`${name}-${link}-${mode}`)));
}

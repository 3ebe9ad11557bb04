/** What the firmware bridge had and a browser cannot do: answered all the same, with the reason. */
import type { AbsentId } from '../absent';
import type { Method } from '../request';
import type { AbsentRoute } from '../route';

type Paths = Readonly<Partial<Record<Method, readonly string[]>>>;

const ABSENT: Readonly<Record<AbsentId, Paths>> = {
  wifi: { GET: ['/api/wifi/test'], POST: ['/api/wifi/test'] },
  ota: { GET: ['/api/ota'], POST: ['/api/ota'] },
  mqtt: {
    GET: ['/api/config/mqtt', '/api/mqtt/config', '/api/mqtt/status', '/api/mqtt/test'],
    POST: ['/api/config/mqtt', '/api/mqtt/config', '/api/mqtt/test'],
  },
  csrf: { GET: ['/api/security/csrf'] },
  bmsFactory: { POST: ['/api/tinybms/factory-reset'] },
  counters: { POST: ['/api/stats/reset'] },
  tasks: { GET: ['/api/system/tasks', '/api/system/modules', '/api/event-bus/metrics'] },
};

export const ABSENT_ROUTES: readonly AbsentRoute[] = Object.entries(ABSENT).flatMap(([id, paths]) =>
  Object.entries(paths).flatMap(([method, of]) =>
    of.map((path): AbsentRoute => ({ id: id as AbsentId, method: method as Method, path, topic: 'absent' })),
  ),
);

/** What the firmware bridge had and a browser cannot do: answered all the same, with the reason. */
import type { Method } from '../request';
import type { AbsentRoute } from '../route';

type Absent = readonly (readonly [method: Method, path: string])[];

const get = (...paths: readonly string[]): Absent => paths.map((path) => ['GET', path] as const);
const post = (...paths: readonly string[]): Absent => paths.map((path) => ['POST', path] as const);

const ABSENT: readonly (readonly [sentence: string, routes: Absent])[] = [
  ['A page has no Wi-Fi of its own: the network is that of the computer.', [...get('/api/wifi/test'), ...post('/api/wifi/test')]],
  [
    'A page has no firmware to be replaced: a new version of the app is offered on its own page.',
    [...get('/api/ota'), ...post('/api/ota')],
  ],
  ['A page cannot reboot the computer. To start the bridge anew: POST /api/system/restart.', post('/api/reboot')],
  [
    'A page cannot speak MQTT.',
    [
      ...get('/api/config/mqtt', '/api/mqtt/config', '/api/mqtt/status', '/api/mqtt/test'),
      ...post('/api/config/mqtt', '/api/mqtt/config', '/api/mqtt/test'),
    ],
  ],
  ['Writes need the token of the app, which is shown on its page; it is not handed out.', get('/api/security/csrf')],
  [
    'Nothing is forgotten from outside: history, log and settings are cleared on their own pages.',
    post('/api/system/factory-reset', '/api/config/reset'),
  ],
  [
    'A TinyBMS has no command that brings back its factory settings; the page BMS compares with them, and writes them one by one.',
    post('/api/tinybms/factory-reset'),
  ],
  ['Counters begin with the bridge and cannot be set back.', post('/api/stats/reset')],
  [
    'There are no tasks and modules that could be told apart: see /api/metrics/runtime.',
    get('/api/system/tasks', '/api/system/modules', '/api/event-bus/metrics'),
  ],
  ['Files of the history are written on its own page; rows are under /api/history.', get('/api/history/archive', '/api/history/download')],
];

export const ABSENT_ROUTES: readonly AbsentRoute[] = ABSENT.flatMap(([sentence, routes]) =>
  routes.map(([method, path]) => ({ method, path, topic: 'absent' as const, sentence })),
);

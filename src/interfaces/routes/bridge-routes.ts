/** What the bridge is and does, and its own settings. */
import type { LogLevel } from '../../bridge/log-contract';
import { answerOf } from '../outcome';
import { bmsSettingsPayload } from '../payloads/bms-settings';
import { mappingPayload } from '../payloads/mapping';
import { origin, statusPayload, watchdogPayload } from '../payloads/status';
import { canStatusPayload, memoryPayload, runtimePayload, systemConfigPayload, systemPayload } from '../payloads/system';
import { done, ok, refuse } from '../request';
import { read, writes, type Asked, type Handler, type Route } from '../route';
import { seedChange, seedSettings } from '../seed-keys';

const systemConfig: Handler = async ({ moment, host }) => {
  const storage = await host.areas.history.storage(moment.view.mode).catch(() => undefined);
  return ok(systemConfigPayload(moment, host.heap, storage));
};

async function change({ host }: Asked, body: Asked['body']) {
  const wanted = seedChange(body);
  if (!wanted.ok) return refuse(400, 'invalid', 'Not changed: see "problems".', { problems: wanted.problems });
  const outcome = await host.areas.bridge.configure(wanted.change);
  return answerOf(outcome, 'Stored and in force.', { changed: wanted.paths });
}

/** With a body the same as a partial update. Without one there is nothing left to do: every change is stored when it is made. */
const save: Handler = (asked) =>
  Object.keys(asked.body).length > 0
    ? change(asked, asked.body)
    : done('Every change is stored when it is made.', { stored: seedSettings(asked.moment) });

const SECTIONS = { wifi: undefined, hardware: 'hardware', cvl: 'cvl_algorithm', victron: 'victron', logging: 'logging' } as const;

const section: Handler = ({ moment, parts }) => {
  const name = SECTIONS[parts['section'] as keyof typeof SECTIONS];
  return ok({ ...origin(moment), ...(name && seedSettings(moment)[name]) });
};

const changeSection: Handler = (asked) => {
  const name = SECTIONS[asked.parts['section'] as keyof typeof SECTIONS];
  return name ? change(asked, { [name]: asked.body }) : refuse(501, 'not-in-a-browser', 'A page has no Wi-Fi of its own to be set.');
};

const sections: readonly Route[] = Object.keys(SECTIONS).flatMap((name) => {
  const fixed =
    (handle: Handler): Handler =>
    (asked) =>
      handle({ ...asked, parts: { section: name } });
  const path = `/api/config/${name}`;
  return [
    read('configuration', 'configSection', path, fixed(section), { schema: 'config-section' }),
    writes('configuration', 'changeSection', 'PUT', path, fixed(changeSection)),
    writes('configuration', 'changeSection', 'POST', path, fixed(changeSection)),
  ];
});

const setWatchdog: Handler = async ({ body, host }) => {
  const { enabled = true, timeout_ms: timeout } = body;
  if (enabled !== true) return refuse(409, 'refused', 'The watchdog has no switch: a bridge that hangs must end.');
  if (typeof timeout !== 'number' || timeout % 1000 !== 0) {
    return refuse(400, 'invalid', 'timeout_ms has to be whole seconds, from 1000 to 30000.');
  }
  return answerOf(await host.areas.bridge.configure({ watchdog: { timeoutS: timeout / 1000 } }), 'Stored and in force.');
};

const setLevel: Handler = async ({ body, host }) =>
  answerOf(await host.areas.bridge.configure({ log: { level: body['level'] as LogLevel } }), 'Stored and in force.');

const testUart: Handler = ({ moment }) => {
  const pack = moment.view.packs.find(({ port }) => port !== undefined);
  const { identity, counters } = pack ?? {};
  // The link is proven ten times a second; a question of its own would only delay the next reading.
  return ok({
    ...origin(moment),
    success: pack !== undefined,
    message: pack ? 'The BMS answers.' : 'No BMS answers.',
    hardware: identity?.hardware ?? null,
    firmware: identity?.internalFirmware ?? null,
    serial_number: identity?.serialNumber ?? null,
    requests: counters?.requests ?? null,
    replies: counters?.replies ?? null,
    latency_ms: counters?.lastLatencyMs ?? null,
  });
};

const testCan: Handler = ({ moment }) => {
  const { adapter } = moment.view;
  const message = adapter ? 'The CAN adapter answers.' : 'No CAN adapter answers.';
  return ok({ ...canStatusPayload(moment), success: adapter !== undefined, message });
};

const restart: Handler = ({ host }) => {
  host.restart();
  return done('The bridge starts anew in a second, at the gate like any other.');
};

export const BRIDGE_ROUTES: readonly Route[] = [
  read('status', 'status', '/api/status', ({ moment, host }) => ok(statusPayload(moment, host.words)), { schema: 'status' }),
  read('status', 'watchdog', '/api/watchdog', ({ moment }) => ok({ ...origin(moment), ...watchdogPayload(moment.watchdog) }), {
    schema: 'watchdog',
  }),
  writes('status', 'setWatchdog', 'PUT', '/api/watchdog', setWatchdog, { example: { body: { enabled: true, timeout_ms: 30_000 } } }),

  read('configuration', 'systemConfig', '/api/config/system', systemConfig, { schema: 'config-system' }),
  writes('configuration', 'changeConfig', 'PUT', '/api/config/system', (asked) => change(asked, asked.body), {
    example: { body: { victron: { manufacturer: 'TinyBMS' } } },
  }),
  read('configuration', 'systemConfig', '/api/config', systemConfig, { schema: 'config-system' }),
  writes('configuration', 'saveConfig', 'POST', '/api/config/save', save),
  writes('configuration', 'reloadConfig', 'POST', '/api/config/reload', () => done('What is stored is what is in force.')),
  ...sections,

  read('bms', 'bmsSettings', '/api/config/tinybms', ({ moment }) => ok(bmsSettingsPayload(moment)), { schema: 'config-tinybms' }),
  read('bms', 'bmsSettings', '/api/tinybms/config', ({ moment }) => ok(bmsSettingsPayload(moment)), { schema: 'config-tinybms' }),
  read('bms', 'testUart', '/api/hardware/test/uart', testUart, { schema: 'test-uart' }),

  read('can', 'canStatus', '/api/can/status', ({ moment }) => ok(canStatusPayload(moment)), { schema: 'can-status' }),
  read('can', 'canMapping', '/api/can/mapping', ({ moment }) => ok(mappingPayload(moment)), { schema: 'can-mapping' }),
  read('can', 'testCan', '/api/hardware/test/can', testCan, { schema: 'test-can' }),

  read('system', 'system', '/api/system', ({ moment, host }) => ok(systemPayload(moment, host)), { schema: 'system' }),
  read('system', 'memory', '/api/memory', ({ host }) => ok(memoryPayload(host.heap)), { schema: 'memory' }),
  read('system', 'runtime', '/api/metrics/runtime', ({ moment, host }) => ok(runtimePayload(moment, host.heap)), {
    schema: 'metrics-runtime',
  }),
  writes('system', 'restart', 'POST', '/api/system/restart', restart),

  read('log', 'logLevel', '/api/logs/level', ({ moment }) => ok({ level: moment.view.configuration.log.level }), { schema: 'log-level' }),
  writes('log', 'setLogLevel', 'PUT', '/api/logs/level', setLevel, { example: { body: { level: 'INFO' } } }),
  writes('log', 'setLogLevel', 'POST', '/api/logs/level', setLevel, { example: { body: { level: 'INFO' } } }),
];

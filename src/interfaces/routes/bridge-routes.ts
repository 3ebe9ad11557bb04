/** What the bridge is and does. */
import type { LogLevel } from '../../bridge/log-contract';
import { knownStatistics } from '../bms-writing';
import { answerOf } from '../outcome';
import { bmsSettingsPayload } from '../payloads/bms-settings';
import { gatewayPayload } from '../payloads/gateway';
import { mappingPayload } from '../payloads/mapping';
import { origin } from '../payloads/origin';
import { statusPayload, watchdogPayload } from '../payloads/status';
import { canStatusPayload, memoryPayload, runtimePayload, systemPayload } from '../payloads/system';
import { done, ok, refuse } from '../request';
import { read, writes, type Handler, type Route } from '../route';

const status: Handler = async ({ moment, host }) => ok(statusPayload(moment, host.words, await knownStatistics(host.areas.workshop)));

const telemetry: Handler = async ({ moment, host }) => ok(gatewayPayload(moment, await knownStatistics(host.areas.workshop)));

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

/** So long the bus is listened to [ms]: a GX speaks every second. */
const LISTEN_MS = 3_000;

const testCan: Handler = async ({ moment, host }) => {
  const before = moment.view.adapter?.received;
  const then = (await host.later(LISTEN_MS)) ?? moment;
  const { adapter } = then.view;
  const message = adapter ? 'The CAN adapter answers.' : 'No CAN adapter answers.';
  const heard = before !== undefined && adapter && adapter.received >= before ? adapter.received - before : null;
  return ok({ ...canStatusPayload(then), success: adapter !== undefined, message, frames_heard: heard, listened_ms: LISTEN_MS });
};

const restart: Handler = ({ host }) => {
  host.restart();
  return done('The bridge starts anew in a second, at the gate like any other.');
};

export const BRIDGE_ROUTES: readonly Route[] = [
  read('status', 'status', '/api/status', status, { schema: 'status' }),
  read('status', 'telemetry', '/api/telemetry', telemetry, { schema: 'gateway-telemetry' }),
  read('status', 'watchdog', '/api/watchdog', ({ moment }) => ok({ ...origin(moment), ...watchdogPayload(moment.watchdog) }), {
    schema: 'watchdog',
  }),
  writes('status', 'setWatchdog', 'PUT', '/api/watchdog', setWatchdog, { example: { body: { enabled: true, timeout_ms: 30_000 } } }),

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
  writes('system', 'restart', 'POST', '/api/reboot', restart),

  read('log', 'logLevel', '/api/logs/level', ({ moment }) => ok({ level: moment.view.configuration.log.level }), { schema: 'log-level' }),
  writes('log', 'setLogLevel', 'PUT', '/api/logs/level', setLevel, { example: { body: { level: 'INFO' } } }),
  writes('log', 'setLogLevel', 'POST', '/api/logs/level', setLevel, { example: { body: { level: 'INFO' } } }),
];

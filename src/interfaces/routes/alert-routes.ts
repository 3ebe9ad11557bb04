import { alarmPayload, alarmPayloads } from '../payloads/alarms';
import { origin } from '../payloads/origin';
import { answerOf } from '../outcome';
import { done, ok, refuse } from '../request';
import { read, writes, type Asked, type Handler, type Route } from '../route';
import { countOf } from '../query';

const MOST = 1_000;

const active: Handler = ({ moment, host }) =>
  ok({ ...origin(moment), alarms: alarmPayloads(moment.view.activeAlarms, host.words), alarms_active: moment.view.activeAlarms.length });

async function listed({ moment, host }: Asked, limit: number) {
  return host.areas.alarms.list(moment.view.mode, Number.MAX_SAFE_INTEGER, limit);
}

const history: Handler = async (asked) => {
  const limit = countOf(asked.request.query['limit'], 100, MOST);
  if (limit === undefined) return refuse(400, 'invalid', `limit has to be 1 to ${MOST}.`);
  const entries = await listed(asked, limit);
  return ok({ ...origin(asked.moment), alarms: alarmPayloads(entries, asked.host.words) });
};

const statistics: Handler = async (asked) => {
  const entries = await listed(asked, MOST);
  const counts = new Map<string, number>();
  for (const { subject } of entries) counts.set(subject.code, (counts.get(subject.code) ?? 0) + 1);
  const { activeAlarms } = asked.moment.view;
  return ok({
    ...origin(asked.moment),
    total: entries.length,
    active: activeAlarms.length,
    unacknowledged: activeAlarms.filter(({ acknowledgedAt }) => acknowledgedAt === undefined).length,
    by_event: Object.fromEntries(counts),
  });
};

const config: Handler = ({ moment }) => ok({ ...origin(moment), ...moment.view.configuration.alarms });

const setConfig: Handler = async ({ body, host }) => {
  if (Object.keys(body).length === 0) return refuse(400, 'invalid', 'Nothing to change.');
  return answerOf(await host.areas.bridge.configure({ alarms: body }), 'Stored and in force.');
};

const acknowledgeAll: Handler = async ({ moment, host }) => {
  const ids = moment.view.activeAlarms.map(({ id }) => id);
  await host.areas.alarms.acknowledge(ids);
  return done('Acknowledged.', { acknowledged: ids.length });
};

const acknowledge: Handler = async ({ moment, host, parts }) => {
  const entry = moment.view.activeAlarms.find(({ id }) => id === parts['id']);
  if (!entry) return refuse(404, 'unknown-route', 'No alarm with this id lasts now.');
  await host.areas.alarms.acknowledge([entry.id]);
  return done('Acknowledged.', { alarm: alarmPayload(entry, host.words, 1) });
};

const clear: Handler = async ({ moment, host }) =>
  answerOf(await host.areas.alarms.clear(moment.view.mode), 'Alarms that are over are forgotten.');

export const ALERT_ROUTES: readonly Route[] = [
  read('alerts', 'alertsActive', '/api/alerts/active', active, { schema: 'alerts-active' }),
  read('alerts', 'alertsHistory', '/api/alerts/history', history, { schema: 'alerts-history', example: { query: 'limit=20' } }),
  read('alerts', 'alertsStatistics', '/api/alerts/statistics', statistics, { schema: 'alerts-statistics' }),
  read('alerts', 'alertsConfig', '/api/alerts/config', config, { schema: 'alerts-config' }),
  writes('alerts', 'setAlertsConfig', 'POST', '/api/alerts/config', setConfig, { example: { body: { debounce: 10 } } }),
  writes('alerts', 'acknowledgeAll', 'POST', '/api/alerts/acknowledge', acknowledgeAll),
  writes('alerts', 'acknowledge', 'POST', '/api/alerts/acknowledge/{id}', acknowledge),
  writes('alerts', 'clearAlerts', 'DELETE', '/api/alerts/history', clear),
];

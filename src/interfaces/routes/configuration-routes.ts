/** Settings of the bridge itself, under the names of the firmware bridge, and the configuration as a whole. */
import { isObject } from '../../configuration/json';
import { takeOver } from '../config-import';
import { origin } from '../payloads/origin';
import { systemConfigPayload } from '../payloads/system';
import { done, ok, refuse } from '../request';
import { read, writes, type Asked, type Handler, type Route } from '../route';
import { keptFile, seedFile } from '../seed-file';
import { systemSettings } from '../system-settings';
import { tokenRefusal } from '../token';

/** Typed by the owner before something is gone; like the word of the page BMS. */
const RESET_WORD = 'RESET';

const systemConfig: Handler = async ({ moment, host }) => {
  const storage = await host.areas.history.storage(moment.view.mode).catch(() => undefined);
  return ok(systemConfigPayload(moment, await keptFile(host), host.heap, storage));
};

/** The whole file, as an export writes it. */
const configFile: Handler = async ({ request, host }) => {
  const secrets = request.query['include_secrets'] === '1';
  const refusal = secrets ? tokenRefusal(request.token, host.token) : undefined;
  return refusal ?? ok(await seedFile(host, { secrets }), { 'X-Config-Snapshot': secrets ? 'full' : 'public' });
};

function change({ host, request }: Asked, values: object) {
  const source = { kind: 'file', name: `${request.method} ${request.path}`, text: JSON.stringify(values), part: true } as const;
  return takeOver(host, source, 'Stored and in force.');
}

/** With a body the same as a partial update. Without one there is nothing left to do: every change is stored when it is made. */
const save: Handler = (asked) =>
  Object.keys(asked.body).length > 0
    ? change(asked, asked.body)
    : done('Every change is stored when it is made.', { stored: systemSettings(asked.moment) });

const importFile: Handler = ({ host, request }) => {
  if (request.body.trim() === '') return refuse(400, 'invalid', 'The body has to be the file.');
  return takeOver(host, { kind: 'file', name: 'POST /api/config/import', text: request.body }, 'Taken over; it can be undone.');
};

const NOT_CONFIRMED = refuse(409, 'review-needed', `Nothing was reset. Send the same request with confirm "${RESET_WORD}".`);

const reset: Handler = ({ host, body }) =>
  body['confirm'] === RESET_WORD ? takeOver(host, { kind: 'defaults' }, 'Everything is reset; it can be undone.') : NOT_CONFIRMED;

/** The data of the app, and nothing else: history, log and past alarms of the battery of the moment, and every setting. */
const factoryReset: Handler = async ({ host, moment, body }) => {
  const { mode, phase, window } = moment.view;
  if (body['confirm'] !== RESET_WORD) return NOT_CONFIRMED;
  if (mode === 'replay') return refuse(409, 'refused', 'A recording is being played; it has no data of its own.');
  if (mode === 'serial' && (window.role !== 'sender' || phase === 'live' || phase === 'stale')) {
    return refuse(409, 'refused', 'Only in the window that has the serial ports, and while no limits are sent.');
  }
  const { history, log, alarms } = host.areas;
  for (const outcome of [await history.clear(mode), await log.clear(mode), await alarms.clear(mode)]) {
    if (!outcome.ok) return refuse(409, 'refused', `Not all of it is gone: ${outcome.fault.code}`);
  }
  return takeOver(host, { kind: 'defaults' }, 'History, log, past alarms and settings are gone; only the settings can be brought back.');
};

/** Sections by the last part of their path: their name in the file, and in what the firmware bridge's page sent. */
const SECTIONS = {
  wifi: ['wifi'],
  hardware: ['hardware'],
  cvl: ['cvl_algorithm', 'cvl'],
  victron: ['victron'],
  logging: ['logging'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type SectionPath = keyof typeof SECTIONS;

const section =
  (path: SectionPath): Handler =>
  async ({ moment, host }) => {
    const settings = systemConfigPayload(moment, await keptFile(host), host.heap, undefined);
    return ok({ ...origin(moment), ...settings[SECTIONS[path][0]] });
  };

/** The fields themselves or, as the firmware bridge's page has it, in an object of the section's name. */
const changeSection =
  (path: SectionPath): Handler =>
  (asked) => {
    const [name] = SECTIONS[path];
    const names = Object.keys(asked.body);
    const isWrapped = names.length === 1 && SECTIONS[path].some((known) => known === names[0]) && isObject(asked.body[names[0] ?? '']);
    return change(asked, isWrapped ? asked.body : { [name]: asked.body });
  };

const sections: readonly Route[] = (Object.keys(SECTIONS) as SectionPath[]).flatMap((name) => {
  const path = `/api/config/${name}`;
  return [
    read('configuration', 'configSection', path, section(name), { schema: 'config-section' }),
    writes('configuration', 'changeSection', 'PUT', path, changeSection(name), { schema: 'config-change' }),
    writes('configuration', 'changeSection', 'POST', path, changeSection(name), { schema: 'config-change' }),
  ];
});

const CONFIRM = { schema: 'config-change', example: { body: { confirm: RESET_WORD } } } as const;

export const CONFIGURATION_ROUTES: readonly Route[] = [
  read('configuration', 'systemConfig', '/api/config/system', systemConfig, { schema: 'config-system' }),
  writes('configuration', 'changeConfig', 'PUT', '/api/config/system', (asked) => change(asked, asked.body), {
    schema: 'config-change',
    example: { body: { victron: { manufacturer: 'TinyBMS' } } },
  }),
  read('configuration', 'configFile', '/api/config', configFile, { schema: 'config-file' }),
  {
    ...writes('configuration', 'importConfig', 'POST', '/api/config/import', importFile, {
      schema: 'config-change',
      example: { body: { victron: { battery_name: 'House' } } },
    }),
    takes: 'text',
  },
  writes('configuration', 'resetConfig', 'POST', '/api/config/reset', reset, CONFIRM),
  writes('configuration', 'saveConfig', 'POST', '/api/config/save', save, { schema: 'config-change' }),
  writes('configuration', 'reloadConfig', 'POST', '/api/config/reload', () => done('What is stored is what is in force.')),
  ...sections,
  writes('system', 'factoryReset', 'POST', '/api/system/factory-reset', factoryReset, CONFIRM),
];

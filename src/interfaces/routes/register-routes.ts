/** Settings of the TinyBMS under their registers. */
import type { SettingView } from '../../bridge/workshop-contract';
import type { Changes } from '../../workshop/settings';
import { READ_FIRST, workshopView, writeSettings } from '../bms-writing';
import { answerOf } from '../outcome';
import { SEED_SETTINGS } from '../payloads/bms-settings';
import { registerPayload, registersPayload } from '../payloads/registers';
import { ok, refuse, type Answer } from '../request';
import { read, writes, type Asked, type Handler, type Route } from '../route';

/** How a setting is named in a request. */
interface Named {
  readonly key?: unknown;
  readonly address?: unknown;
}

const list: Handler = async ({ host }) => ok(registersPayload(await workshopView(host.areas.workshop)));

function found({ key, address }: Named, settings: readonly SettingView[]): SettingView | Answer {
  const given = key ?? address;
  const fitting = settings.filter((setting) => setting.id === given || setting.address === Number(given));
  const [one, ...others] = fitting;
  if (!one) return refuse(404, 'unknown-route', `The BMS has no setting ${JSON.stringify(given ?? null)}.`);
  if (others.length > 0) {
    return refuse(400, 'invalid', `Register ${String(given)} holds several settings; name one by its key.`, {
      keys: fitting.map(({ id }) => id),
    });
  }
  return one;
}

function isAnswer(value: object): value is Answer {
  return 'status' in value;
}

const one =
  (named: (asked: Asked) => Named): Handler =>
  async (asked) => {
    const { profile, mode } = await workshopView(asked.host.areas.workshop);
    if (!profile) return READ_FIRST;
    const setting = found(named(asked), profile.settings);
    return isAnswer(setting) ? setting : ok({ mode, read_at_ms: Math.round(profile.readAt), ...registerPayload(setting) });
  };

/** Raw number of what is wished: a value in the unit of the setting, the name of a choice, or, as `raw`, the number itself. */
function rawOf(
  { value, raw }: { readonly value?: unknown; readonly raw?: unknown },
  { id, perUnit, choices }: SettingView,
): number | Answer {
  if (typeof raw === 'number' && Number.isInteger(raw) && value === undefined) return raw;
  const chosen = choices?.find(([name]) => name === value);
  if (chosen) return chosen[1];
  const counts = typeof value === 'number' ? value * perUnit : NaN;
  const whole = Math.round(counts);
  if (!(Math.abs(counts - whole) < 1e-6))
    return refuse(400, 'invalid', `${id}: value has to be a number in steps of ${1 / perUnit}, or a choice.`);
  return whole;
}

/** All of the wished values or, with the first that is wrong, none. */
function changesOf(wishes: readonly unknown[], settings: readonly SettingView[]): Changes | Answer {
  const changes: Record<string, number> = {};
  for (const wish of wishes) {
    if (typeof wish !== 'object' || wish === null)
      return refuse(400, 'invalid', 'Each register has to be an object with address or key, and value.');
    const setting = found(wish, settings);
    if (isAnswer(setting)) return setting;
    const raw = rawOf(wish, setting);
    if (typeof raw !== 'number') return raw;
    changes[setting.id] = raw;
  }
  return changes;
}

const change =
  (wishes: (asked: Asked) => readonly unknown[] | undefined): Handler =>
  async (asked) => {
    const { workshop } = asked.host.areas;
    const wished = wishes(asked);
    if (!wished || wished.length === 0) return refuse(400, 'invalid', 'Nothing to write: "registers" has to be a list.');
    const { profile } = await workshopView(workshop);
    if (!profile) return READ_FIRST;
    const changes = changesOf(wished, profile.settings);
    return 'status' in changes ? changes : writeSettings(workshop, changes, asked.body);
  };

const single = change(({ body }) => [body]);
const several = change(({ body }) => (Array.isArray(body['registers']) ? (body['registers'] as readonly unknown[]) : undefined));

const readAll: Handler = async ({ host }) => {
  const { workshop } = host.areas;
  const outcome = await workshop.read();
  return outcome.ok ? ok(registersPayload(await workshopView(workshop))) : answerOf(outcome, '');
};

/** Fields of the firmware bridge's `/api/config/tinybms`, under either of their names. */
const setSeedFields: Handler = async ({ body, host }) => {
  const { review_id: _id, confirm: _word, ...fields } = body;
  const rows = Object.entries(SEED_SETTINGS);
  const changes: Record<string, number> = {};
  for (const [field, value] of Object.entries(fields)) {
    const row = rows.find(([name, { alias }]) => name === field || alias === field)?.[1];
    if (!row) return refuse(400, 'invalid', `${field} is no field of this route.`);
    const raw = typeof value === 'number' ? Math.round(value * row.perField) : NaN;
    if (typeof value !== 'number' || !(Math.abs(value * row.perField - raw) < 1e-6)) {
      return refuse(400, 'invalid', `${field} has to be a number in steps of ${1 / row.perField}.`);
    }
    changes[row.setting] = raw;
  }
  if (Object.keys(changes).length === 0) return refuse(400, 'invalid', 'Nothing to change.');
  return writeSettings(host.areas.workshop, changes, body);
};

const EXAMPLE = { example: { body: { key: 'allowedDisbalance', value: 0.02 } } };
const BATCH = { example: { body: { registers: [{ address: 308, value: 0.02 }] } } };
const byQuery = one(({ request }) => request.query);

export const REGISTER_ROUTES: readonly Route[] = [
  writes('bms', 'setBmsSettings', 'PUT', '/api/config/tinybms', setSeedFields, {
    schema: 'writing',
    example: { body: { charge_finished_current_ma: 1000 } },
  }),
  read('bms', 'registers', '/api/registers', list, { schema: 'registers' }),
  read('bms', 'registers', '/api/tinybms/registers', list, { schema: 'registers' }),
  read('bms', 'register', '/api/tinybms/register', byQuery, { schema: 'register', example: { query: 'key=fullyChargedVoltage' } }),
  read(
    'bms',
    'register',
    '/api/tinybms/register/{address}',
    one(({ parts }) => parts),
    { schema: 'register' },
  ),
  read('bms', 'register', '/api/tinybms/config/read', byQuery, { schema: 'register', example: { query: 'address=300' } }),
  writes('bms', 'readAll', 'POST', '/api/tinybms/registers/read-all', readAll, { schema: 'registers' }),
  writes('bms', 'readAll', 'POST', '/api/tinybms/config/read-all', readAll, { schema: 'registers' }),
  writes('bms', 'writeRegister', 'POST', '/api/tinybms/register', single, { schema: 'writing', ...EXAMPLE }),
  writes('bms', 'writeRegister', 'POST', '/api/tinybms/config/write', single, { schema: 'writing', ...EXAMPLE }),
  writes(
    'bms',
    'writeRegister',
    'POST',
    '/api/tinybms/register/{address}',
    change(({ parts, body }) => [{ ...body, ...parts }]),
    { schema: 'writing' },
  ),
  writes('bms', 'writeRegisters', 'POST', '/api/registers', several, { schema: 'writing', ...BATCH }),
  writes('bms', 'writeRegisters', 'POST', '/api/tinybms/registers/batch', several, { schema: 'writing', ...BATCH }),
  writes('bms', 'writeRegisters', 'POST', '/api/tinybms/config/write-all', several, { schema: 'writing', ...BATCH }),
];

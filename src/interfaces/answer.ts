/** The way of a request: route, method, token, body, live worker, handler. Whatever is wrong is told before anything happens. */
import { ABSENT_SENTENCES } from './absent';
import type { InterfaceHost } from './host';
import { refuse, write, type Answer, type InterfaceRequest, type WrittenAnswer } from './request';
import { partsOf, type AbsentRoute, type Route } from './route';
import { ABSENT_ROUTES } from './routes/absent-routes';
import { ALERT_ROUTES } from './routes/alert-routes';
import { BRIDGE_ROUTES } from './routes/bridge-routes';
import { CONFIGURATION_ROUTES } from './routes/configuration-routes';
import { HISTORY_ROUTES } from './routes/history-routes';
import { LOG_ROUTES } from './routes/log-routes';
import { REGISTER_ROUTES } from './routes/register-routes';
import { tokenRefusal } from './token';

/** Every route, in the order in which they are looked at. */
export const ROUTES: readonly Route[] = [
  ...BRIDGE_ROUTES,
  ...CONFIGURATION_ROUTES,
  ...REGISTER_ROUTES,
  ...ALERT_ROUTES,
  ...HISTORY_ROUTES,
  ...LOG_ROUTES,
];

export async function answer(request: InterfaceRequest, host: InterfaceHost): Promise<WrittenAnswer> {
  const given = await answerUnwritten(request, host);
  const mode = host.moment?.view.mode;
  return write(mode === undefined ? given : { ...given, headers: { 'X-Bridge-Mode': mode, ...given.headers } });
}

async function answerUnwritten(request: InterfaceRequest, host: InterfaceHost): Promise<Answer> {
  const found = routeFor(request);
  if ('refusal' in found) return found.refusal;
  const { route, parts } = found;
  if (route.topic === 'absent') return refuse(501, 'not-in-a-browser', ABSENT_SENTENCES[route.id]);
  if (route.writes) {
    const refusal = tokenRefusal(request.token, host.token);
    if (refusal) return refusal;
  }
  const body = route.takes === 'text' ? {} : bodyOf(request);
  if (!body) return refuse(400, 'invalid', 'The body has to be one JSON object.');
  const { moment } = host;
  if (!moment) return refuse(503, 'bridge-not-answering', 'The worker of the bridge does not answer now.');
  try {
    return await route.handle({ request, host, moment, parts, body });
  } catch (error) {
    // The worker has ended meanwhile, or a bug: nobody knows whether it was carried out.
    return refuse(503, 'failed', error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

type Found = { readonly route: Route | AbsentRoute; readonly parts: Readonly<Record<string, string>> } | { readonly refusal: Answer };

function routeFor({ method, path }: InterfaceRequest): Found {
  const fitting = [...ROUTES, ...ABSENT_ROUTES].flatMap((route) => {
    const parts = partsOf(route.path, path);
    return parts ? [{ route, parts }] : [];
  });
  const found = fitting.find(({ route }) => route.method === method);
  if (found) return found;
  if (fitting.length === 0) return { refusal: refuse(404, 'unknown-route', `There is no ${path}.`) };
  const allow = fitting.map(({ route }) => route.method).join(', ');
  return { refusal: { ...refuse(405, 'method-not-allowed', `${path} takes ${allow}.`), headers: { Allow: allow } } };
}

/** An object; empty where nothing was sent; `undefined` for anything else. */
function bodyOf({ body }: InterfaceRequest): Readonly<Record<string, unknown>> | undefined {
  if (body.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

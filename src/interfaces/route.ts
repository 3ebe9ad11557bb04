/** What a route is, and how one is found. */
import type { AbsentId } from './absent';
import type { Moment, InterfaceHost } from './host';
import type { Answer, InterfaceRequest, Method } from './request';

/** Routes that are looked at together. */
export const TOPICS = ['status', 'configuration', 'bms', 'can', 'alerts', 'history', 'log', 'system'] as const;
export type Topic = (typeof TOPICS)[number];

/** What a route does; several paths can do the same. */
export type RouteId =
  | 'status'
  | 'telemetry'
  | 'watchdog'
  | 'setWatchdog'
  | 'systemConfig'
  | 'changeConfig'
  | 'saveConfig'
  | 'configFile'
  | 'importConfig'
  | 'resetConfig'
  | 'factoryReset'
  | 'reloadConfig'
  | 'bmsSettings'
  | 'testUart'
  | 'canStatus'
  | 'canMapping'
  | 'testCan'
  | 'system'
  | 'memory'
  | 'runtime'
  | 'restart'
  | 'logLevel'
  | 'setLogLevel'
  | 'setBmsSettings'
  | 'registers'
  | 'register'
  | 'readAll'
  | 'writeRegister'
  | 'writeRegisters'
  | 'alertsActive'
  | 'alertsHistory'
  | 'alertsStatistics'
  | 'alertsConfig'
  | 'setAlertsConfig'
  | 'acknowledgeAll'
  | 'acknowledge'
  | 'clearAlerts'
  | 'history'
  | 'historyFiles'
  | 'historyArchive'
  | 'historyDownload'
  | 'statistics'
  | 'logs'
  | 'logDownload'
  | 'clearLog'
  | 'configSection'
  | 'changeSection';

/** What a handler is given. */
export interface Asked {
  readonly request: InterfaceRequest;
  readonly host: InterfaceHost;
  readonly moment: Moment;
  /** The parts of the path that stand for something. */
  readonly parts: Readonly<Record<string, string>>;
  /** Of a write, a JSON object; empty where the request had none. */
  readonly body: Readonly<Record<string, unknown>>;
}

export type Handler = (asked: Asked) => Answer | Promise<Answer>;

export interface Route {
  readonly id: RouteId;
  readonly method: Method;
  /** "{part}" stands for one part of any kind. */
  readonly path: string;
  readonly topic: Topic;
  /** Names of a schema beside `interfaces/`, without its ending; `undefined` for text. */
  readonly schema: string | undefined;
  /** Needs the token. */
  readonly writes: boolean;
  /** What the body is: a JSON object for the handler, or a text that it reads itself. */
  readonly takes: 'object' | 'text';
  /** Something that can be tried: a query, or a body. */
  readonly example: { readonly query?: string; readonly body?: object };
  readonly handle: Handler;
}

/** What the firmware bridge answered, and a browser cannot do. */
export interface AbsentRoute {
  readonly method: Method;
  readonly path: string;
  readonly topic: 'absent';
  /** Why. */
  readonly id: AbsentId;
}

/** The parts of a path that a pattern names; `undefined` where it is another path. */
export function partsOf(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const [wanted, found] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== found.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const given = found[index] ?? '';
    if (part.startsWith('{')) parts[part.slice(1, -1)] = decoded(given);
    else if (part !== given) return undefined;
  }
  return parts;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

type Details = Partial<Pick<Route, 'schema' | 'example'>>;

/** A route that only reads. */
export function read(topic: Topic, id: RouteId, path: string, handle: Handler, { schema, example = {} }: Details = {}): Route {
  return { id, method: 'GET', path, topic, schema, writes: false, takes: 'object', example, handle };
}

/** A route that changes something. */
export function writes(
  topic: Topic,
  id: RouteId,
  method: Exclude<Method, 'GET'>,
  path: string,
  handle: Handler,
  { schema = 'done', example = {} }: Details = {},
): Route {
  return { id, method, path, topic, schema, writes: true, takes: 'object', example, handle };
}

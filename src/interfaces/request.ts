/** What is asked of the bridge over its HTTP routes, and what is answered. */

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface InterfaceRequest {
  readonly method: string;
  /** Below the address of the app: "/api/status". */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** From `X-Bridge-Token`, or `Authorization: Bearer`. */
  readonly token: string | undefined;
  /** As it came; empty for none. */
  readonly body: string;
}

/** An answer before it is written down: `body` is a value of JSON, or text. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it goes out. */
export interface WrittenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Why there is no answer, for programs; `error` beside it says it for people. */
export type Refusal =
  | 'no-window'
  | 'bridge-not-answering'
  | 'other-mode'
  | 'not-in-a-browser'
  | 'unknown-route'
  | 'method-not-allowed'
  | 'token-missing'
  | 'token-wrong'
  | 'invalid'
  | 'not-read-yet'
  | 'not-kept'
  | 'refused'
  | 'review-needed'
  | 'failed';

export interface RefusalBody {
  readonly success: false;
  readonly error: string;
  readonly reason: Refusal;
}

export function ok(body: unknown, headers?: Answer['headers']): Answer {
  return headers ? { status: 200, body, headers } : { status: 200, body };
}

/** The seed's shape for what was done; `more` beside it. */
export function done(message: string, more: object = {}): Answer {
  return ok({ success: true, message, ...more });
}

export function refuse(status: number, reason: Refusal, error: string, more: object = {}): Answer {
  return { status, body: { success: false, error, reason, ...more } };
}

/** Nothing of this is ever kept by a cache: it is old in a second. */
const ALWAYS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' } as const;

export function write({ status, body, headers }: Answer): WrittenAnswer {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  return { status, headers: { 'Content-Type': type, ...ALWAYS, ...headers }, text: isText ? body : JSON.stringify(body) };
}

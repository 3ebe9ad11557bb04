import type { Mode } from '../../bridge/contract';

/** What a route answered, as a program would get it. */
export interface Trial {
  readonly status: number;
  readonly mode: Mode | undefined;
  /** From the request to the last byte [ms]. */
  readonly ms: number;
  /** Laid out where it is JSON. */
  readonly text: string;
}

/** Whether a service worker answers for this page; without one a request would go to the server, which knows nothing of the bridge. */
export function isAttended(): boolean {
  return Boolean(navigator.serviceWorker?.controller);
}

/** Asks as another page would. @param path - "/api/status" */
export async function tryRoute(method: string, path: string, token: string | undefined, body: string): Promise<Trial> {
  const begun = performance.now();
  const response = await fetch(new URL(`.${path}`, document.baseURI), {
    method,
    headers: token === undefined ? {} : { 'X-Bridge-Token': token },
    ...(body === '' ? {} : { body }),
  });
  const text = await response.text();
  const ms = performance.now() - begun;
  const mode = (response.headers.get('X-Bridge-Mode') ?? undefined) as Mode | undefined;
  return { status: response.status, mode, ms, text: laidOut(text) };
}

/** JSON with a line for each value; anything else as it is. */
export function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

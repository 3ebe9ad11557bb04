import { isObject } from '../../configuration/json';
import type { BridgeView } from '../contract';
import type { WorkshopView } from '../workshop-contract';

type Body =
  /** The sender's newest view. */
  | { readonly kind: 'view'; readonly from: number; readonly view: BridgeView }
  /** What the sender's workshop knows. */
  | { readonly kind: 'workshop'; readonly view: WorkshopView }
  /** The sender has given the ports back. */
  | { readonly kind: 'gone' }
  /** A window that would like to show what the sender sees. */
  | { readonly kind: 'here'; readonly from: number }
  | { readonly kind: 'ask'; readonly id: string; readonly area: string; readonly method: string; readonly args: readonly unknown[] }
  | { readonly kind: 'answer'; readonly id: string; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: string; readonly reason: string };

/** What one window tells all others. `build` tells which version speaks: another one means something else by the same words. */
export type WindowMessage = Body & { readonly build: string };

/** Reaches the workers of all other windows of this origin. */
export interface WindowChannel {
  post(message: WindowMessage): void;
  listen(listener: (message: WindowMessage) => void): void;
}

/** What each kind of message has beside its build. Into a view this window looks no further before it draws it. */
const FIELDS: Readonly<Record<WindowMessage['kind'], Readonly<Record<string, (value: unknown) => boolean>>>> = {
  view: { from: isNumber, view: (value) => isObject(value) && isNumber(value['now']) && isNumber(value['wallTime']) },
  workshop: { view: isObject },
  gone: {},
  here: { from: isNumber },
  ask: { id: isText, area: isText, method: isText, args: Array.isArray },
  answer: { id: isText },
  failed: { id: isText, reason: isText },
};

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** What has come as a message of a window; `undefined` for anything else that some page of this origin has sent. */
export function messageOf(data: unknown): WindowMessage | undefined {
  if (!isObject(data) || !isText(data['build']) || !isText(data['kind']) || !Object.hasOwn(FIELDS, data['kind'])) return undefined;
  const fields = FIELDS[data['kind'] as WindowMessage['kind']];
  return Object.entries(fields).every(([name, holds]) => holds(data[name])) ? (data as unknown as WindowMessage) : undefined;
}

export function broadcastWindows(name = 'tinybms-bridge-windows'): WindowChannel {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    listen: (listener) =>
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const message = messageOf(data);
        if (message) listener(message);
      }),
  };
}

import * as v from 'valibot';
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

const BUILD = { build: v.string() };
const ID = { id: v.string() };
/** As far as this window looks into a view before it draws it; the rest is as good as the build that it comes from. */
const VIEW = v.looseObject({ now: v.number(), wallTime: v.number(), mode: v.string() });
const MESSAGE = v.variant('kind', [
  v.object({ kind: v.literal('view'), from: v.number(), view: VIEW, ...BUILD }),
  v.object({ kind: v.literal('workshop'), view: v.looseObject({ mode: v.string() }), ...BUILD }),
  v.object({ kind: v.literal('gone'), ...BUILD }),
  v.object({ kind: v.literal('here'), from: v.number(), ...BUILD }),
  v.object({ kind: v.literal('ask'), ...ID, area: v.string(), method: v.string(), args: v.array(v.unknown()), ...BUILD }),
  v.object({ kind: v.literal('answer'), ...ID, value: v.unknown(), ...BUILD }),
  v.object({ kind: v.literal('failed'), ...ID, reason: v.string(), ...BUILD }),
]);

/** What has come as a message of a window; `undefined` for anything else that some page of this origin has sent. */
export function messageOf(data: unknown): WindowMessage | undefined {
  return v.is(MESSAGE, data) ? (data as WindowMessage) : undefined;
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

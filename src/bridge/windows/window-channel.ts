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

export function broadcastWindows(name = 'tinybms-bridge-windows'): WindowChannel {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    listen: (listener) => channel.addEventListener('message', ({ data }: MessageEvent<WindowMessage>) => listener(data)),
  };
}

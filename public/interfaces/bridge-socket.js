/**
 * A WebSocket for pages of the firmware bridge: the same interface, fed by the broadcast channels of TinyBMS Bridge in this browser.
 *
 *   import { BridgeSocket } from './interfaces/bridge-socket.js';
 *   const socket = new BridgeSocket('/ws');
 *   socket.onmessage = ({ data }) => console.log(JSON.parse(data).voltage);
 *
 * Addresses end in `/ws` or `/ws/telemetry`, `/ws/events`, `/ws/alerts`, `/ws/uart`, `/ws/can`. Without a mode only the real battery is
 * heard; `?mode=simulation` and `?mode=replay` hear what is not real.
 */

const TOPICS = ['telemetry', 'events', 'alerts', 'uart', 'can'];
const MODES = ['serial', 'simulation', 'replay'];
/** The wires are told of only while somebody asks for it. */
const ASK_EVERY_MS = 5000;
/** After this silence another window may be heard: two windows of one mode are two batteries. */
const SOURCE_HOLDS_MS = 3000;

export class BridgeSocket extends EventTarget {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSING = 2;
  static CLOSED = 3;

  CONNECTING = 0;
  OPEN = 1;
  CLOSING = 2;
  CLOSED = 3;
  readyState = BridgeSocket.CONNECTING;
  bufferedAmount = 0;
  extensions = '';
  protocol = '';
  binaryType = 'blob';
  onopen = null;
  onmessage = null;
  onerror = null;
  onclose = null;

  #channel;
  #asking;
  #source;
  #heardAt = -Infinity;

  /** @throws SyntaxError for an address that names no topic or no mode */
  constructor(address) {
    super();
    const url = new URL(address, location.href);
    const last = url.pathname.replace(/\/$/, '').split('/').at(-1);
    const topic = last === 'ws' ? 'telemetry' : last;
    const mode = url.searchParams.get('mode') ?? 'serial';
    if (!TOPICS.includes(topic) || !MODES.includes(mode)) throw new SyntaxError(`BridgeSocket: nothing is told under ${address}`);
    this.url = url.href;
    this.#channel = new BroadcastChannel(`tinybms-bridge-${topic}${mode === 'serial' ? '' : `-${mode}`}`);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    if (topic === 'uart' || topic === 'can') {
      const ask = () => this.#channel.postMessage({ action: 'listen' });
      ask();
      this.#asking = setInterval(ask, ASK_EVERY_MS);
    }
    setTimeout(() => {
      if (this.readyState !== BridgeSocket.CONNECTING) return;
      this.readyState = BridgeSocket.OPEN;
      this.#fire(new Event('open'));
    });
  }

  /** Nothing can be sent to the battery or the bus this way: answered with a message that says so. */
  send() {
    if (this.readyState === BridgeSocket.CONNECTING) throw new DOMException('Still connecting', 'InvalidStateError');
    const refusal = { success: false, error: 'Frames cannot be sent from outside of the app.', reason: 'refused' };
    setTimeout(() => this.#fire(new MessageEvent('message', { data: JSON.stringify(refusal) })));
  }

  close(code = 1000, reason = '') {
    if (this.readyState >= BridgeSocket.CLOSING) return;
    this.readyState = BridgeSocket.CLOSED;
    clearInterval(this.#asking);
    this.#channel.close();
    setTimeout(() => this.#fire(new CloseEvent('close', { code, reason, wasClean: true })));
  }

  #hear(message) {
    if (typeof message !== 'object' || message === null || message.action !== undefined) return;
    const now = performance.now();
    if (this.#source !== message.source && now - this.#heardAt < SOURCE_HOLDS_MS) return;
    this.#source = message.source;
    this.#heardAt = now;
    if (this.readyState === BridgeSocket.OPEN)
      this.#fire(new MessageEvent('message', { data: JSON.stringify(message), origin: location.origin }));
  }

  #fire(event) {
    this.dispatchEvent(event);
    this[`on${event.type}`]?.call(this, event);
  }
}

/** Lets `new WebSocket(...)` of an old page reach the bridge: addresses of this host below `/ws`; all others stay as they are. */
export function installBridgeSocket(target = globalThis) {
  const Original = target.WebSocket;
  target.WebSocket = new Proxy(Original, {
    construct(original, [address, ...rest]) {
      const url = new URL(address, location.href);
      const isBridge = url.host === location.host && /\/ws(\/[a-z]+)?\/?$/.test(url.pathname);
      return isBridge ? new BridgeSocket(`${url.pathname}${url.search}`) : new original(address, ...rest);
    },
  });
}

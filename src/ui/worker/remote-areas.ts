import { proxy } from 'comlink';
import type { WorkerApi } from '../../bridge/contract';
import type { Ms } from '../../battery/units';

/** A worker's surface, reached through messages. */
export type RemoteApi = Readonly<Record<string, Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>>>;

/** The worker was ended before it had answered: what was asked may have been done or not. */
export class WorkerEnded extends Error {
  override readonly name = 'WorkerEnded';
}

/** Between two workers a request waits this long for the next one. One that comes much later than the click would surprise. */
const WAITS_MS: Ms = 5_000;
/** A subscription that the worker could not take is brought to it again after so long. */
const AGAIN_MS: Ms = 5_000;

/** What must not be lost with a worker: the owner's word to stop, or to send no more, holds for the next one too. */
const OUTLIVES = ({ area, method, args }: Pick<Call, 'area' | 'method' | 'args'>): boolean =>
  area === 'bridge' && (method === 'stop' || (method === 'operate' && args[0] !== 'live'));

interface Call {
  readonly area: string;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly askedAt: Ms;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

interface Subscription {
  readonly area: string;
  readonly args: readonly unknown[];
  /** Its number in the present worker; `undefined` for one that has failed. */
  remote: Promise<number | undefined>;
  failedAt: Ms | undefined;
}

/** The areas of a worker that outlive it: requests fail when it ends, subscriptions go on with the next one. */
export class RemoteAreas {
  private remote: RemoteApi | undefined;
  private readonly open = new Set<Call>();
  private readonly subscriptions = new Map<number, Subscription>();
  private lastSubscription = 0;

  constructor(private readonly clock: () => Ms) {}

  area<K extends keyof WorkerApi>(name: K): WorkerApi[K] {
    const methods = {
      // `then` is what a promise would have; an area is none.
      get: (_target: object, method: string | symbol) =>
        typeof method === 'string' && method !== 'then' ? (...args: readonly unknown[]) => this.request(name, method, args) : undefined,
    };
    return new Proxy({}, methods) as WorkerApi[K];
  }

  /** Whether the owner waits for the bridge to stop, or to send no more. */
  get stopping(): boolean {
    return [...this.open].some(OUTLIVES);
  }

  /** A new worker is there. */
  connect(remote: RemoteApi): void {
    this.remote = remote;
    for (const call of this.open) void this.send(remote, call);
    for (const subscription of this.subscriptions.values()) subscription.remote = this.subscribe(remote, subscription);
  }

  /** The worker was ended. */
  disconnect(): void {
    this.remote = undefined;
    for (const call of this.open) if (!OUTLIVES(call)) this.fail(call);
  }

  /** Lets time pass. */
  tick(): void {
    const now = this.clock();
    if (this.remote) return this.subscribeAgain(this.remote, now);
    for (const call of this.open) if (!OUTLIVES(call) && now - call.askedAt >= WAITS_MS) this.fail(call);
  }

  private request(area: string, method: string, args: readonly unknown[]): Promise<unknown> {
    if (method === 'subscribe') return Promise.resolve(this.addSubscription(area, args));
    if (method === 'unsubscribe') return Promise.resolve(this.endSubscription(args[0] as number));
    return new Promise((resolve, reject) => {
      const call: Call = { area, method, args, askedAt: this.clock(), resolve, reject };
      this.open.add(call);
      if (this.remote) void this.send(this.remote, call);
    });
  }

  /** An answer of a worker that was ended meanwhile counts for nothing. */
  private async send(remote: RemoteApi, call: Call): Promise<void> {
    try {
      const value = await method(remote, call.area, call.method)(...call.args);
      if (this.remote === remote && this.open.delete(call)) call.resolve(value);
    } catch (error) {
      if (this.remote === remote && this.open.delete(call)) call.reject(error as Error);
    }
  }

  private fail(call: Call): void {
    this.open.delete(call);
    call.reject(new WorkerEnded(`${call.area}.${call.method}`));
  }

  private addSubscription(area: string, args: readonly unknown[]): number {
    const id = ++this.lastSubscription;
    const subscription: Subscription = { area, args, remote: Promise.resolve(undefined), failedAt: undefined };
    this.subscriptions.set(id, subscription);
    if (this.remote) subscription.remote = this.subscribe(this.remote, subscription);
    return id;
  }

  private async subscribe(remote: RemoteApi, subscription: Subscription): Promise<number | undefined> {
    const { area, args } = subscription;
    subscription.failedAt = undefined;
    const through = args.map((arg) => (typeof arg === 'function' ? proxy(this.heardFrom(remote, arg as Listener)) : arg));
    try {
      return (await method(remote, area, 'subscribe')(...through)) as number;
    } catch (error) {
      console.error(`Nothing is heard of ${area}`, error);
      if (this.remote === remote) subscription.failedAt = this.clock();
      return undefined;
    }
  }

  private subscribeAgain(remote: RemoteApi, now: Ms): void {
    for (const subscription of this.subscriptions.values()) {
      const { failedAt } = subscription;
      if (failedAt !== undefined && now - failedAt >= AGAIN_MS) subscription.remote = this.subscribe(remote, subscription);
    }
  }

  /** What an ended worker had still sent is not passed on. */
  private heardFrom(remote: RemoteApi, listener: Listener): Listener {
    return (...values) => {
      if (this.remote === remote) listener(...values);
    };
  }

  private endSubscription(id: number): void {
    const subscription = this.subscriptions.get(id);
    this.subscriptions.delete(id);
    const { remote } = this;
    if (!subscription || !remote) return;
    void subscription.remote.then((number) => {
      if (number !== undefined && this.remote === remote) void method(remote, subscription.area, 'unsubscribe')(number);
    });
  }
}

type Listener = (...values: readonly unknown[]) => void;

function method(remote: RemoteApi, area: string, name: string): (...args: readonly unknown[]) => Promise<unknown> {
  const found = remote[area]?.[name];
  if (!found) throw new Error(`The worker has no ${area}.${name}`);
  return found;
}

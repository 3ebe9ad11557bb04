/** The bridge's routes on a real bridge over the simulated world: from the request to the written answer, with time that moves when told to. */
import { answer } from '../../src/interfaces/answer';
import type { Moment } from '../../src/interfaces/host';
import type { InterfaceRequest } from '../../src/interfaces/request';
import { AccessToken } from '../../src/ui/interfaces/access-token';
import { interfaceHost, momentOf } from '../../src/ui/interfaces/interface-host';
import { BridgeStore } from '../../src/ui/state/bridge-store';
import { Preferences } from '../../src/ui/state/preferences';
import type { WorldOptions } from '../../src/simulator/world';
import { workshopBench, type WorkshopBench } from './workshop-bench';

export interface InterfaceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The text as JSON; `undefined` for other text. */
  readonly body: unknown;
}

export interface InterfaceBench extends WorkshopBench {
  readonly token: string;
  readonly restarts: number;
  moment(): Moment | undefined;
  ask(request: Partial<InterfaceRequest> & Pick<InterfaceRequest, 'path'>): Promise<InterfaceAnswer>;
  get(path: string, query?: InterfaceRequest['query']): Promise<InterfaceAnswer>;
  /** With the token. */
  write(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<InterfaceAnswer>;
  /** The worker says nothing any more. */
  silence(): Promise<void>;
}

const NO_TELEMETRY = { sent: 0, throttled: 0 };

export async function interfaceBench(options: Partial<WorldOptions> = {}): Promise<InterfaceBench> {
  const bench = await workshopBench(options);
  const { bridge, workshop, history, alarms, log, clock } = bench;
  const store = new BridgeStore(() => clock.now());
  const id = bridge.watch((view) => store.receive(view));
  const token = new AccessToken(undefined);
  let restarts = 0;
  const watchdog = { restart: () => void restarts++, tick: () => undefined };
  const preferences = new Preferences(undefined, () => ['en']);
  const ui = { bridge, configuration: bridge.settingsFiles, workshop, history, alarms, log, store, token, watchdog, preferences };
  const moment = () => (store.tick(), momentOf(store.snapshot, NO_TELEMETRY));
  const later = (ms: number) => new Promise<Moment | undefined>((resolve) => clock.at(clock.now() + ms, () => resolve(moment())));
  const ask: InterfaceBench['ask'] = async (given) => {
    const request = { method: 'GET', query: {}, token: undefined, body: '', ...given };
    const { status, headers, text } = await bench.settle(answer(request, { ...interfaceHost(ui, NO_TELEMETRY), later }));
    const isJson = headers['Content-Type']?.startsWith('application/json');
    return { status, headers, text, body: isJson ? (JSON.parse(text) as unknown) : undefined };
  };
  return {
    ...bench,
    token: token.value,
    get restarts() {
      return restarts;
    },
    moment,
    ask,
    get: (path, query = {}) => ask({ path, query }),
    write: (method, path, body) => ask({ method, path, token: token.value, body: body ? JSON.stringify(body) : '' }),
    async silence() {
      await bridge.unsubscribe(id);
      await clock.run(3_000);
    },
  };
}

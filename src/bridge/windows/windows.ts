import type { Ms } from '../../battery/units';
import type { Cancel, Clock } from '../../links/clock';
import type { BridgeView, Outcome, WorkerApi } from '../contract';
import type { Vacancy } from '../ownership';
import type { WindowView } from '../windows-contract';
import type { WorkshopView } from '../workshop-contract';
import { ROUTES, routeOf } from './routes';
import type { WindowChannel, WindowMessage } from './window-channel';

/** `watches`: wants the real bridge and does not run it. `apart`: has nothing to do with it. */
export type WindowPart = 'sends' | 'watches' | 'apart';

/** The bridge of this window. */
export interface WindowHost {
  readonly part: WindowPart;
  /** What is shown may be another. */
  refresh(): void;
  /** Nobody owns the ports any more. */
  vacated(): void;
}

export interface WindowsParts {
  readonly clock: Clock;
  readonly channel: WindowChannel;
  readonly vacancy: Vacancy;
  /** A number that no other window has. Asked for by a window that owns the ports or waits for them: one that has just ended has freed its own. */
  readonly takeNumber: () => Promise<number>;
  readonly build: string;
}

/** How often a window that watches says that it is there, and how long that holds. */
const HERE_MS: Ms = 2_000;
const HERE_HOLDS_MS: Ms = 5_000;
/** The sender tells something every second. */
const SILENT_MS: Ms = 3_000;
/** Closing ports takes a few seconds, everything else less. */
const ANSWER_WITHIN_MS: Ms = 10_000;

interface Heard {
  readonly from: number;
  readonly view: BridgeView;
  readonly at: Ms;
  /** Time on the way, by the wall clock that both windows read [ms]; a clock set back between counts as none. */
  readonly delayMs: Ms;
}

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
  readonly cancel: Cancel;
}

/** Several windows of one browser: one sends, the others show what its worker tells. Nothing simulated is ever shared. */
export class Windows {
  private number: number | undefined;
  private numbering = false;
  private heard: Heard | undefined;
  private workshop: WorkshopView | undefined;
  private vacant = false;
  private unwatch: Cancel | undefined;
  private relayed = false;
  private readonly displays = new Map<number, Ms>();
  private readonly asked = new Map<string, Asked>();
  private host: WindowHost = { part: 'apart', refresh: () => undefined, vacated: () => undefined };
  private api: WorkerApi | undefined;
  private refreshWorkshop: () => void = () => undefined;

  constructor(private readonly parts: WindowsParts) {}

  /**
   * Joins the others.
   * @param api what they may ask of this window while it sends
   * @param refreshWorkshop what other windows tell of the BMS has changed
   */
  join(host: WindowHost, api: WorkerApi, refreshWorkshop: () => void): void {
    this.host = host;
    this.api = api;
    this.refreshWorkshop = refreshWorkshop;
    this.parts.channel.listen((message) => this.received(message));
    this.sayHere();
  }

  /** This window owns the ports from now on. */
  owns(): void {
    this.unwatch?.();
    this.unwatch = undefined;
    this.heard = undefined;
    this.workshop = undefined;
    this.vacant = false;
    this.identify();
  }

  /** Another window owns them: its end has to be noticed, whether it tells anything or not. */
  refused(): void {
    this.vacant = false;
    this.watch();
  }

  view(part: WindowPart): WindowView {
    const { number, heard } = this;
    if (part === 'sends') return { role: 'sender', number, displays: this.displayCount() };
    if (part === 'apart') return { role: 'apart', number };
    if (heard) return { role: 'display', number, sender: heard.from, silent: this.ago(heard) >= SILENT_MS };
    return { role: this.vacant ? 'vacant' : 'apart', number };
  }

  /** What this window shows: its own view, or the sender's with all ages right by the clock of this window. */
  shown(own: BridgeView): BridgeView {
    const { heard } = this;
    if (own.window.role !== 'display' || !heard) return own;
    const now = heard.view.now + heard.delayMs + this.ago(heard);
    return { ...heard.view, now, wallTime: this.parts.clock.wallTime(), window: own.window };
  }

  /** What this window shows of the BMS itself. */
  shownWorkshop(own: WorkshopView): WorkshopView {
    return this.isDisplay && this.workshop ? this.workshop : own;
  }

  /** Tells the others what the workshop of this window knows, if it is theirs to see. */
  relayWorkshop(view: WorkshopView): void {
    if (this.relayed && view.mode === 'serial' && this.displayCount() > 0) this.post({ kind: 'workshop', view });
  }

  /** Takes what the page of this window is told, and tells it the others if it is theirs to see. */
  relay(view: BridgeView): void {
    const sends = view.window.role === 'sender';
    if (this.relayed && !sends) this.post({ kind: 'gone' });
    this.relayed = sends;
    if (sends && this.number !== undefined && this.displayCount() > 0) this.post({ kind: 'view', from: this.number, view });
  }

  /** The requests of this window's page, each carried out where it belongs. */
  shared(api: WorkerApi): WorkerApi {
    const area = (name: string, methods: object): readonly [string, object] => [
      name,
      Object.fromEntries(
        Object.keys(methods).map((method) => [method, (...args: readonly unknown[]) => this.carryOut(api, name, method, args)]),
      ),
    ];
    return Object.fromEntries(Object.entries(ROUTES).map(([name, methods]) => area(name, methods))) as unknown as WorkerApi;
  }

  private carryOut(api: WorkerApi, area: string, method: string, args: readonly unknown[]): Promise<unknown> {
    const route = this.isDisplay ? routeOf(area, method, args) : 'here';
    switch (route) {
      case 'here':
        return call(api, area, method, args);
      case 'sender':
        return this.ask(area, method, args);
      case 'refused':
        return Promise.resolve(this.refusal(`${area}.${method}`));
    }
  }

  private refusal(detail: string): Outcome {
    const since = this.parts.clock.now();
    return { ok: false, fault: { code: 'other-window-sends', severity: 'warning', detail, subject: undefined, since } };
  }

  private ask(area: string, method: string, args: readonly unknown[]): Promise<unknown> {
    const { clock } = this.parts;
    return new Promise((resolve, reject) => {
      const id = crypto.randomUUID();
      const cancel = clock.at(clock.now() + ANSWER_WITHIN_MS, () => {
        this.asked.delete(id);
        reject(new Error(`The window that sends has not answered ${area}.${method}`));
      });
      this.asked.set(id, { resolve, reject, cancel });
      this.post({ kind: 'ask', id, area, method, args });
    });
  }

  private received(message: WindowMessage): void {
    if (message.build !== this.parts.build) return;
    switch (message.kind) {
      case 'view':
        return this.hear(message.from, message.view);
      case 'workshop':
        return this.hearWorkshop(message.view);
      case 'gone':
        return this.forget();
      case 'here':
        return this.met(message.from);
      case 'ask':
        return this.answer(message.id, message.area, message.method, message.args);
      case 'answer':
        return this.settle(message.id, ({ resolve }) => resolve(message.value));
      case 'failed':
        return this.settle(message.id, ({ reject }) => reject(new Error(message.reason)));
    }
  }

  private hear(from: number, view: BridgeView): void {
    if (this.host.part === 'sends') return;
    const { clock } = this.parts;
    this.heard = { from, view, at: clock.now(), delayMs: Math.max(0, clock.wallTime() - view.wallTime) };
    this.vacant = false;
    this.watch();
    this.host.refresh();
  }

  private hearWorkshop(view: WorkshopView): void {
    if (!this.isDisplay) return;
    this.workshop = view;
    this.refreshWorkshop();
  }

  private forget(): void {
    if (!this.heard) return;
    this.heard = undefined;
    this.workshop = undefined;
    this.refreshWorkshop();
    this.vacant = true;
    this.host.refresh();
  }

  private met(from: number): void {
    const isNew = !this.displays.has(from);
    this.displays.set(from, this.parts.clock.now());
    if (isNew && this.host.part === 'sends') this.host.refresh();
  }

  private answer(id: string, area: string, method: string, args: readonly unknown[]): void {
    if (this.host.part !== 'sends' || !this.api || routeOf(area, method, args) !== 'sender') return;
    call(this.api, area, method, args).then(
      (value) => this.post({ kind: 'answer', id, value }),
      (error: unknown) => this.post({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) }),
    );
  }

  private settle(id: string, by: (asked: Asked) => void): void {
    const asked = this.asked.get(id);
    if (!asked) return;
    this.asked.delete(id);
    asked.cancel();
    by(asked);
  }

  private watch(): void {
    this.unwatch ??= this.parts.vacancy.watch(() => {
      this.unwatch = undefined;
      this.heard = undefined;
      this.workshop = undefined;
      this.refreshWorkshop();
      this.vacant = true;
      this.host.vacated();
    });
  }

  private sayHere(): void {
    const { clock } = this.parts;
    if (this.host.part === 'watches') {
      this.identify();
      if (this.number !== undefined) this.post({ kind: 'here', from: this.number });
      // A sender that has fallen silent is shown as such.
      if (this.heard) this.host.refresh();
    }
    clock.at(clock.now() + HERE_MS, () => this.sayHere());
  }

  private identify(): void {
    if (this.numbering) return;
    this.numbering = true;
    void this.parts.takeNumber().then((number) => {
      this.number = number;
      if (this.host.part === 'watches') this.post({ kind: 'here', from: number });
      this.host.refresh();
    });
  }

  private displayCount(): number {
    const now = this.parts.clock.now();
    for (const [number, at] of this.displays) if (now - at > HERE_HOLDS_MS) this.displays.delete(number);
    return this.displays.size;
  }

  /** This window shows what another one tells. */
  private get isDisplay(): boolean {
    return this.host.part === 'watches' && this.heard !== undefined;
  }

  private ago({ at }: Heard): Ms {
    return this.parts.clock.now() - at;
  }

  private post(message: DistributiveOmit<WindowMessage, 'build'>): void {
    this.parts.channel.post({ ...message, build: this.parts.build });
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function call(api: WorkerApi, area: string, method: string, args: readonly unknown[]): Promise<unknown> {
  const methods = api[area as keyof WorkerApi] as unknown as Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;
  const asked = methods[method];
  // Called on its area: areas are objects with a state of their own.
  return asked ? asked.apply(methods, [...args]) : Promise.reject(new Error(`There is no ${area}.${method}`));
}

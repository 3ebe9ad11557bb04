import type { Direction, TrafficBatch, TrafficMessage, TrafficState, Wire } from '../../bridge/traffic-contract';

export interface TrafficFilter {
  readonly wire: 'all' | Wire;
  readonly direction: 'all' | Direction;
  readonly damaged: boolean;
  /** Lower case; '' lets everything through. */
  readonly search: string;
}

export const NO_FILTER: TrafficFilter = { wire: 'all', direction: 'all', damaged: false, search: '' };

/** So many of the newest messages can be looked at; the worker keeps more. */
export const MOST_MESSAGES = 20_000;
/** The list is shortened when it is this much too long, so that it is not copied for every batch. */
const SLACK = 2_000;

/** The messages that the page knows, and those of them that the filter lets through. */
export class TrafficLog {
  state: TrafficState | undefined;
  private all: TrafficMessage[] = [];
  private passed: TrafficMessage[] = [];
  private filter = NO_FILTER;
  /** Number of the newest message at the pause. */
  private frozenAt: number | undefined;

  /** @param textOf - what is searched in; lower case */
  constructor(private readonly textOf: (message: TrafficMessage) => string) {}

  /** Messages to show, oldest first. */
  get shown(): readonly TrafficMessage[] {
    return this.frozenAt === undefined ? this.passed : this.passed.slice(0, this.passed.length - this.waiting);
  }

  /** How many there are without the filter. */
  get count(): number {
    return this.all.length;
  }

  /** Messages that have come since the pause and would be shown. */
  get waiting(): number {
    const { frozenAt } = this;
    if (frozenAt === undefined) return 0;
    return this.passed.length - 1 - this.passed.findLastIndex(({ seq }) => seq <= frozenAt);
  }

  get paused(): boolean {
    return this.frozenAt !== undefined;
  }

  set paused(paused: boolean) {
    this.frozenAt = paused ? (this.all.at(-1)?.seq ?? -1) : undefined;
    this.shorten();
  }

  add({ messages, state }: TrafficBatch): void {
    const [first] = messages;
    // Another worker counts from the beginning.
    if (first && first.seq <= (this.all.at(-1)?.seq ?? -1)) this.clear();
    // Another mode, or the owner cleared it: what was shown is not kept any more.
    if (this.state && (state.mode !== this.state.mode || (this.all[0] && state.since === undefined && messages.length === 0))) this.clear();
    this.state = state;
    this.all.push(...messages);
    const passed = messages.filter((message) => this.passes(message));
    // Another array: who draws it sees by that what is new.
    if (passed.length > 0) this.passed = [...this.passed, ...passed];
    this.shorten();
  }

  clear(): void {
    this.all = [];
    this.passed = [];
  }

  setFilter(filter: TrafficFilter): void {
    this.filter = filter;
    this.passed = this.all.filter((message) => this.passes(message));
  }

  private passes(message: TrafficMessage): boolean {
    const { wire, direction, damaged, search } = this.filter;
    if (wire !== 'all' && message.wire !== wire) return false;
    if (direction !== 'all' && message.direction !== direction) return false;
    if (damaged && !message.damaged) return false;
    return search === '' || this.textOf(message).includes(search);
  }

  /** What is being looked at stays during a pause, though not for hours. */
  private shorten(): void {
    const most = this.paused ? 3 * MOST_MESSAGES : MOST_MESSAGES;
    if (this.all.length < most + SLACK) return;
    this.all = this.all.slice(-most);
    const oldest = this.all[0]?.seq ?? 0;
    this.passed = this.passed.filter(({ seq }) => seq >= oldest);
  }
}

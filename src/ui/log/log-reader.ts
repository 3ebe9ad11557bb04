import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Mode } from '../../bridge/contract';
import type { LinePlace, LogApi, LogEntry, LogLevel } from '../../bridge/log-contract';
import { parseLines } from './parse-lines';

const POLL_MS = 1_000;
/** Work between two frames [ms]: what is left of a frame after drawing. */
const SLICE_MS = 6;
/** Older lines than so many are not brought to the page; a file holds them all. */
const MOST_LINES = 200_000;

type Matches = (entry: LogEntry) => boolean;

/**
 * The log on the page: newest lines first, then ever older ones, then whatever is written from now on. Those that fit the filter have
 * numbers that never change while the filter stays: 0 is the first line that came after the newest one at the start, -1 the one before.
 */
export class LogReader implements ReactiveController {
  /** Newest first, and oldest first. */
  private older: LogEntry[] = [];
  private newer: LogEntry[] = [];
  private shownOlder: LogEntry[] = [];
  private shownNewer: LogEntry[] = [];
  /** How many of `older` and `newer` have been looked at with this filter. */
  private seenOlder = 0;
  private seenNewer = 0;
  private matches: Matches = () => true;
  private counted: Record<LogLevel, number> = { ERROR: 0, WARNING: 0, INFO: 0, DEBUG: 0 };
  private source: { readonly key: string; readonly mode: Mode; readonly log: LogApi } | undefined;
  private end: LinePlace | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private sifting = false;
  /** Grows whenever what is under way has become pointless. */
  private turn = 0;
  private following = false;
  /** Older lines are still being read. */
  loading = false;
  failure: string | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.timer = setInterval(() => void this.follow(), POLL_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
    this.turn += 1;
    this.source = undefined;
  }

  /** Lines that have been read. */
  get total(): number {
    return this.older.length + this.newer.length;
  }

  /** Lines of each level that have been read. */
  get counts(): Readonly<Record<LogLevel, number>> {
    return { ...this.counted };
  }

  /** Number of the oldest line that fits, and of the one that will come. */
  get first(): number {
    return -this.shownOlder.length;
  }

  get last(): number {
    return this.shownNewer.length;
  }

  /** Lines that have been read are still being looked at. */
  get searching(): boolean {
    return this.sifting;
  }

  at(number: number): LogEntry | undefined {
    return number < 0 ? this.shownOlder[-1 - number] : this.shownNewer[number];
  }

  /** Reads a log from its newest line back. Does nothing while `key` is the same. */
  open(key: string, mode: Mode, log: LogApi): void {
    if (key === this.source?.key) return;
    this.source = { key, mode, log };
    this.restart();
  }

  /** Reads everything anew. */
  restart(): void {
    const turn = ++this.turn;
    this.older = [];
    this.newer = [];
    this.counted = { ERROR: 0, WARNING: 0, INFO: 0, DEBUG: 0 };
    this.end = undefined;
    this.failure = undefined;
    this.filter(this.matches);
    void this.read(turn);
  }

  /** Shows the lines that fit, the newest at once. */
  filter(matches: Matches): void {
    this.matches = matches;
    this.shownOlder = [];
    this.shownNewer = [];
    this.seenOlder = 0;
    this.seenNewer = 0;
    this.sift();
    this.host.requestUpdate();
  }

  private async read(turn: number): Promise<void> {
    const { source } = this;
    if (!source) return;
    this.loading = true;
    try {
      let place: LinePlace | undefined;
      do {
        const lines = await source.log.before(source.mode, place);
        if (turn !== this.turn) return;
        this.end ??= lines?.to ?? { segment: '0 ', line: 0 };
        const entries = parseLines(lines?.text ?? '');
        for (const entry of entries.toReversed()) this.take(entry, this.older);
        this.sift();
        this.host.requestUpdate();
        place = lines?.from;
      } while (place && this.total < MOST_LINES);
    } catch (error) {
      if (turn === this.turn) this.failure = error instanceof Error ? error.message : String(error);
    }
    if (turn !== this.turn) return;
    this.loading = false;
    this.host.requestUpdate();
  }

  /** Brings what was written since the last look. */
  private async follow(): Promise<void> {
    const { source, turn } = this;
    if (!source || !this.end || this.following || document.visibilityState === 'hidden') return;
    this.following = true;
    try {
      for (let more = true; more;) {
        const lines = await source.log.after(source.mode, this.end);
        if (turn !== this.turn) break;
        more = lines.text !== '';
        if (!more) break;
        this.end = lines.to;
        for (const entry of parseLines(lines.text)) this.take(entry, this.newer);
        this.sift();
        this.host.requestUpdate();
      }
    } catch {
      // The next look will tell: a worker that is gone is told by the whole page.
    } finally {
      this.following = false;
    }
  }

  private take(entry: LogEntry, list: LogEntry[]): void {
    list.push(entry);
    if (entry.level in this.counted) this.counted[entry.level] += 1;
  }

  /** Looks at what has not been looked at, for a moment, and goes on in the next frame. */
  private sift(): void {
    const until = performance.now() + SLICE_MS;
    while (this.seenNewer < this.newer.length && performance.now() < until) this.look(this.newer, 'seenNewer', this.shownNewer);
    while (this.seenOlder < this.older.length && performance.now() < until) this.look(this.older, 'seenOlder', this.shownOlder);
    const isDone = this.seenNewer === this.newer.length && this.seenOlder === this.older.length;
    if (isDone || this.sifting) {
      if (isDone) this.sifting = false;
      return;
    }
    this.sifting = true;
    requestAnimationFrame(() => {
      this.sifting = false;
      this.sift();
      this.host.requestUpdate();
    });
  }

  private look(from: readonly LogEntry[], seen: 'seenNewer' | 'seenOlder', to: LogEntry[]): void {
    // The clock is asked now and then only.
    const end = Math.min(from.length, this[seen] + 64);
    while (this[seen] < end) {
      const entry = from[this[seen]++] as LogEntry;
      if (this.matches(entry)) to.push(entry);
    }
  }
}

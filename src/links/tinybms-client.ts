import type { Ms } from '../battery/units';
import { Deframer, type Deframed } from '../protocols/tinybms/deframer';
import { decodeReply, encodeRequest, isReplyTo, type Reply, type Request } from '../protocols/tinybms/frames';
import { LinkError } from './byte-link';
import type { Cancel, Clock } from './clock';
import type { BmsCounters } from '../bridge/contract';

/** Order in which waiting requests are sent: all of `live` first, then what the owner wants to read, then writes. */
export type Priority = 'live' | 'read' | 'write';
const PRIORITIES: readonly Priority[] = ['live', 'read', 'write'];

export interface RequestOptions {
  readonly priority: Priority;
  /** Withdraws a request. One that is already on the wire keeps the line until its answer or deadline. */
  readonly signal?: AbortSignal | undefined;
  /** How often it is sent at most. A reset or clear is sent once, whatever is asked for here. */
  readonly attempts?: number | undefined;
  /** For each copy alike, beyond the time its bytes take on the wire. */
  readonly timeoutMs?: Ms | undefined;
}

/** What came of a request; `frame` is the answer as it came, which may be a refusal. */
export type ReplyOutcome =
  | { readonly ok: true; readonly reply: Reply; readonly at: Ms; readonly frame: Uint8Array }
  | { readonly ok: false; readonly error: LinkError; readonly frame?: Uint8Array };

export interface ClientOptions {
  /** Of the first copy; each further one waits twice as long as the one before it, */
  readonly timeoutMs: Ms;
  /** but never longer than this. */
  readonly longestTimeoutMs: Ms;
  readonly attempts: number;
  /** Between the deadline of one copy and the next copy. */
  readonly repeatAfterMs: Ms;
  /** A device that answered within this time is awake. */
  readonly awakeMs: Ms;
  /** After a settings write nothing is sent for this time, */
  readonly writePauseMs: Ms;
  /** and settings are not read for this time. */
  readonly readBackMs: Ms;
}

/** Source of all figures: TinyBMS reference, 1.1 and 1.2. */
export const CLIENT_DEFAULTS: ClientOptions = {
  timeoutMs: 250,
  longestTimeoutMs: 250,
  attempts: 3,
  repeatAfterMs: 60,
  awakeMs: 2000,
  writePauseMs: 500,
  readBackMs: 1000,
};

/** 10 bits at 115200 Bd. */
const BYTE_MS = 10_000 / 115_200;
/** Longest answer: 127 registers by Modbus. */
const LONGEST_REPLY = 259;
/** A second answer to a repeated request may still be on its way; the next request waits for it this long, */
const AFTER_REPEAT_MS = 50;
/** and one whose answer would look the same, this long after the last copy: a slow device was seen to take 400 ms. */
const LATE_MS = 500;
/** Harmless and short: register 50, online status. */
const WAKE_UP: Request = { command: 'modbusRead', address: 50, count: 1 };
/** NACK code: the request arrived damaged. */
const NACK_CRC = 1;

interface Entry {
  readonly request: Request;
  readonly bytes: Uint8Array;
  readonly priority: Priority;
  readonly attempts: number;
  readonly timeoutMs: Ms | undefined;
  readonly settle: (outcome: ReplyOutcome) => void;
  copies: number;
  firstSentAt: Ms;
  lastSentAt: Ms;
  withdrawn: boolean;
}

/**
 * Asks one TinyBMS, one request at a time, and knows its habits: a sleeping device swallows the first request it gets, and one that
 * has taken settings stays silent for a while. No request that can be encoded is answered in several packets, so a packet answers
 * nothing. Survives any bytes; every request settles, at the latest by `close`.
 */
export class TinyBmsClient {
  private options: ClientOptions;
  private readonly deframer = new Deframer('replies');
  private readonly queues: Record<Priority, Entry[]> = { live: [], read: [], write: [] };
  private readonly tally: { -readonly [K in keyof BmsCounters]: BmsCounters[K] } = {
    requests: 0,
    replies: 0,
    timeouts: 0,
    repeats: 0,
    refusals: 0,
    skippedBytes: 0,
    unexpectedReplies: 0,
    lastLatencyMs: undefined,
    longestLatencyMs: undefined,
    meanLatencyMs: undefined,
  };
  private current: Entry | undefined;
  private cancelTimer: Cancel | undefined;
  private closed: LinkError | undefined;
  private receiving = false;
  private lastReplyAt = -Infinity;
  private quietUntil = -Infinity;
  private settingsUntil = -Infinity;
  /** A request to which an answer may still come. */
  private echo: { readonly entry: Entry; readonly until: Ms } | undefined;

  constructor(
    private readonly write: (bytes: Uint8Array) => void,
    private readonly clock: Clock,
    options: Partial<ClientOptions> = {},
  ) {
    this.options = { ...CLIENT_DEFAULTS, ...options };
  }

  /** Holds for requests from now on. */
  configure(options: Partial<ClientOptions>): void {
    this.options = { ...this.options, ...options };
  }

  /** Of the newest reply, from the first copy of its request; 0 before there was one. */
  get latencyMs(): Ms {
    return this.tally.lastLatencyMs ?? 0;
  }

  /** Counters since the client was made. A new object each time. */
  get counters(): BmsCounters {
    return { ...this.tally };
  }

  /**
   * Resolves with the matching reply. Rejects with a LinkError: `refused` (NACK), `timeout` (every copy stayed without answer),
   * `cancelled`, or the error of `close`; for a restart, `timeout` may mean that the device is restarting.
   * @throws RangeError (as a rejection) for a request that cannot be encoded.
   */
  request(request: Request, options: RequestOptions): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.ask(request, options, (outcome) => (outcome.ok ? resolve(outcome.reply) : reject(outcome.error)));
    });
  }

  /**
   * As `request`, but `settle` is called within the `receive` that completed the reply: no promise stands between a reading and
   * what follows from it.
   */
  ask(request: Request, options: RequestOptions, settle: (outcome: ReplyOutcome) => void): void {
    const bytes = encodeRequest(request);
    if (this.closed !== undefined) return settle({ ok: false, error: this.closed });
    const { signal } = options;
    if (signal?.aborted === true) return settle({ ok: false, error: withdrawn() });
    const onAbort = (): void => this.withdraw(entry);
    const entry: Entry = {
      ...this.entry(request, bytes, options),
      settle: (outcome) => {
        signal?.removeEventListener('abort', onAbort);
        settle(outcome);
      },
    };
    signal?.addEventListener('abort', onAbort);
    this.queues[options.priority].push(entry);
    this.pump();
  }

  /** Bytes from the device, cut anywhere. */
  receive(chunk: Uint8Array): void {
    if (this.closed !== undefined) return;
    // What is sent because of a frame in this chunk cannot be answered by another frame of the same chunk.
    this.receiving = true;
    try {
      this.handle(this.deframer.push(chunk));
    } finally {
      this.receiving = false;
    }
    this.pump();
  }

  /** Ends everything: all requests, waiting and later ones, fail with `error`. */
  close(error: LinkError): void {
    if (this.closed !== undefined) return;
    this.closed = error;
    this.stopTimer();
    const open = [this.current, ...PRIORITIES.flatMap((priority) => this.queues[priority].splice(0))];
    this.current = undefined;
    for (const entry of open) if (entry !== undefined && !entry.withdrawn) entry.settle({ ok: false, error });
  }

  private entry(request: Request, bytes: Uint8Array, options: RequestOptions): Omit<Entry, 'settle'> {
    return {
      request,
      bytes,
      priority: options.priority,
      attempts: isOnce(request) ? 1 : Math.max(1, options.attempts ?? this.options.attempts),
      timeoutMs: options.timeoutMs,
      copies: 0,
      firstSentAt: 0,
      lastSentAt: 0,
      withdrawn: false,
    };
  }

  private withdraw(entry: Entry): void {
    if (entry.withdrawn) return;
    entry.withdrawn = true;
    const queue = this.queues[entry.priority];
    const index = queue.indexOf(entry);
    if (index >= 0) queue.splice(index, 1);
    entry.settle({ ok: false, error: withdrawn() });
  }

  /** Sends the next request whose time has come, or sets a timer for the earliest one. */
  private pump(): void {
    if (this.current !== undefined || this.receiving || this.closed !== undefined) return;
    this.stopTimer();
    const now = this.clock.now();
    let earliest = Infinity;
    for (const priority of PRIORITIES) {
      const entry = this.queues[priority][0];
      if (entry === undefined) continue;
      const from = this.earliest(entry);
      if (from <= now) return this.start(entry);
      earliest = Math.min(earliest, from);
    }
    if (earliest < Infinity) this.cancelTimer = this.clock.at(earliest, () => this.pump());
  }

  private earliest({ request, bytes }: Entry): Ms {
    const { echo } = this;
    const settingsFrom = readsSettings(request) ? this.settingsUntil : -Infinity;
    const isLikeEcho = echo?.entry.request.command === request.command && !isSame(echo.entry.bytes, bytes);
    return Math.max(this.quietUntil, settingsFrom, isLikeEcho ? echo.until : -Infinity);
  }

  private start(entry: Entry): void {
    const now = this.clock.now();
    if (isOnce(entry.request) && now - this.lastReplyAt >= this.options.awakeMs) {
      this.current = {
        // The first copy is what wakes it.
        ...this.entry(WAKE_UP, encodeRequest(WAKE_UP), { priority: entry.priority, attempts: CLIENT_DEFAULTS.attempts }),
        settle: (outcome) => this.woken(entry, outcome),
      };
    } else {
      this.queues[entry.priority].shift();
      this.current = entry;
    }
    // The device speaks only when asked, so whatever is still incomplete will stay so.
    this.handle(this.deframer.giveUp());
    this.current.firstSentAt = now;
    this.tally.requests++;
    this.send(this.current);
  }

  /** An answered wake-up leaves the entry where it is, first of its queue; without one it must not be sent. */
  private woken(entry: Entry, outcome: ReplyOutcome): void {
    if (outcome.ok || outcome.error.code === 'refused' || entry.withdrawn) return;
    const queue = this.queues[entry.priority];
    if (queue[0] === entry) queue.shift();
    entry.settle(outcome);
  }

  private send(entry: Entry): void {
    entry.copies++;
    entry.lastSentAt = this.clock.now();
    const wireMs = (entry.bytes.length + LONGEST_REPLY) * BYTE_MS;
    this.cancelTimer = this.clock.at(this.clock.now() + this.patience(entry) + wireMs, () => this.deadline(entry));
    this.write(entry.bytes);
  }

  /** Who does not answer at once may be slow rather than silent. */
  private patience({ timeoutMs, copies }: Entry): Ms {
    return timeoutMs ?? Math.min(this.options.timeoutMs * 2 ** (copies - 1), this.options.longestTimeoutMs);
  }

  private deadline(entry: Entry): void {
    this.cancelTimer = undefined;
    this.handle(this.deframer.giveUp());
    if (this.current !== entry) return;
    this.tally.timeouts++;
    this.repeat(
      entry,
      new LinkError('timeout', `No answer to ${entry.request.command} after ${entry.copies} of ${entry.attempts} attempts`),
    );
  }

  /** Sends another copy if one is left, else fails with `error`. */
  private repeat(entry: Entry, error: LinkError, frame?: Uint8Array): void {
    this.stopTimer();
    const failed: ReplyOutcome = { ok: false, error, ...(frame && { frame }) };
    if (entry.withdrawn || entry.copies >= entry.attempts) return this.finish(entry, failed);
    this.cancelTimer = this.clock.at(this.clock.now() + this.options.repeatAfterMs, () => {
      if (entry.withdrawn) return this.finish(entry, failed);
      this.tally.repeats++;
      this.send(entry);
    });
  }

  private handle({ frames, skipped }: Deframed): void {
    this.tally.skippedBytes += skipped;
    for (const frame of frames) {
      const reply = read(frame);
      if (reply === undefined) this.tally.unexpectedReplies++;
      else this.handleReply(reply, frame);
    }
  }

  private handleReply(reply: Reply, frame: Uint8Array): void {
    const entry = this.current;
    const now = this.clock.now();
    this.lastReplyAt = now;
    if (entry === undefined || entry.copies === 0 || !isReplyTo(reply, entry.request)) {
      if (this.echo !== undefined && isReplyTo(reply, this.echo.entry.request)) this.echo = undefined;
      this.tally.unexpectedReplies++;
      return;
    }
    if (reply.command === 'nack') {
      this.tally.refusals++;
      const error = new LinkError('refused', `The device refused ${entry.request.command} with code ${reply.error}`);
      if (reply.error === NACK_CRC) this.repeat(entry, error, frame);
      else this.finish(entry, { ok: false, error, frame });
      return;
    }
    const latency = now - entry.firstSentAt;
    this.tally.replies++;
    this.tally.lastLatencyMs = latency;
    this.tally.longestLatencyMs = Math.max(latency, this.tally.longestLatencyMs ?? 0);
    const mean = this.tally.meanLatencyMs ?? latency;
    this.tally.meanLatencyMs = mean + (latency - mean) / this.tally.replies;
    this.finish(entry, { ok: true, reply, at: now, frame });
  }

  private finish(entry: Entry, outcome: ReplyOutcome): void {
    const now = this.clock.now();
    this.stopTimer();
    this.current = undefined;
    if (entry.copies > 1) this.quietUntil = Math.max(this.quietUntil, now + AFTER_REPEAT_MS);
    if (entry.copies > 1 || !outcome.ok) this.echo = { entry, until: entry.lastSentAt + LATE_MS };
    if (isSettingsWrite(entry.request)) {
      this.quietUntil = Math.max(this.quietUntil, now + this.options.writePauseMs);
      this.settingsUntil = Math.max(this.settingsUntil, now + this.options.readBackMs);
    }
    if (!entry.withdrawn) entry.settle(outcome);
    this.pump();
  }

  private stopTimer(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }
}

function withdrawn(): LinkError {
  return new LinkError('cancelled', 'The request was withdrawn');
}

/** A second copy of these would act twice. */
function isOnce(request: Request): boolean {
  return request.command === 'resetOrClear';
}

function isSettingsWrite({ command }: Request): boolean {
  return command === 'modbusWrite' || command === 'writeBlock' || command === 'writeRegisters';
}

/** Settings are registers 300 to 399. */
function readsSettings(request: Request): boolean {
  switch (request.command) {
    case 'settings':
      return true;
    case 'modbusRead':
    case 'readBlock':
      return request.address < 400 && request.address + request.count > 300;
    case 'readRegisters':
      return request.addresses.some((address) => address >= 300 && address < 400);
    default:
      return false;
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** `undefined` for a frame whose checksum is right and whose body fits no command. */
function read(frame: Uint8Array): Reply | undefined {
  try {
    return decodeReply(frame);
  } catch {
    return undefined;
  }
}

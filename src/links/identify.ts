import type { Ms } from '../battery/units';
import { encodeCommand } from '../protocols/slcan/commands';
import { SlcanDecoder } from '../protocols/slcan/decoder';
import type { SlcanLine } from '../protocols/slcan/lines';
import { Deframer, type Deframed } from '../protocols/tinybms/deframer';
import { decodeReply, encodeRequest, isReplyTo, type Reply, type Request } from '../protocols/tinybms/frames';
import { decodeIdentity, IDENTITY_BLOCK } from '../protocols/tinybms/identity';
import { isBootText } from './boot-text';
import type { Cancel, Clock } from './clock';
import type { Evidence } from '../bridge/contract';

/** The answer to the identity block, in the form in which it was asked for. */
export type IdentityReply = Extract<Reply, { command: 'modbusRead' }>;

export type Identity =
  | { readonly kind: 'bms'; readonly reply: IdentityReply }
  | { readonly kind: 'adapter'; readonly version: string | undefined }
  | { readonly kind: 'unidentified' };

export interface IdentifyOptions {
  /** What to ask for, and in which order. A device that is unknown is asked for an adapter first: `V` means nothing to a TinyBMS. */
  readonly questions: readonly Question[];
}

export type Question = 'adapter' | 'bms';

export interface Identification {
  readonly phase: 'settling' | 'identifying';
  /** Everything noticed so far, in order. */
  readonly evidence: readonly Evidence[];
  /** Bytes from the device, cut anywhere. */
  receive(chunk: Uint8Array): void;
  /** Nothing is written or called afterwards. */
  cancel(): void;
}

export interface IdentifyEvents {
  /** The phase or the evidence is another one. */
  changed(): void;
  /** Called once, and last. */
  decided(identity: Identity): void;
}

/** The identity block: a standard Modbus read, so any Modbus server with these registers is found. */
export const IDENTITY_QUESTION = { command: 'modbusRead', ...IDENTITY_BLOCK } as const satisfies Request;

/** Source of the figures: slcan reference 5.1 and 5.2; TinyBMS reference 1.1. */
const QUIET_MS: Ms = 300;
const SETTLE_MS: Ms = 8000;
const PROBE_MS: Ms = 500;
/** Unanswered `V` before the other question is asked, and after a board was seen to boot: some need 5 s. */
const PROBES = 2;
const PROBES_AFTER_BOOT = 12;
/** A sleeping TinyBMS swallows the first request. The last copy gets more time, for slow bridges. */
const BMS_WINDOWS_MS: readonly Ms[] = [150, 150, 350];
/** How often each of two questions is put. One that stands alone is put once, with as much patience. */
const ROUNDS = 3;
/** Noise may look like an answer once, but not twice. */
const ENOUGH = 2;
/** `#`, a code and CR: more bytes than these in answer to one `V` are no mere refusal. */
const LONGEST_REFUSAL = 3;

/** Asks the device behind an open link what it is. Survives any bytes; decides within a minute. */
export function identify(
  write: (bytes: Uint8Array) => void,
  clock: Clock,
  options: IdentifyOptions,
  events: IdentifyEvents,
): Identification {
  return new Conversation(write, clock, options, events);
}

class Conversation implements Identification {
  phase: 'settling' | 'identifying' = 'settling';
  readonly evidence: Evidence[] = [];
  private readonly decoder = new SlcanDecoder();
  private readonly deframer = new Deframer('replies');
  private readonly giveUpSettlingAt: Ms;
  private readonly extendedUntil: Ms;
  private timer: Cancel | undefined;
  private over = false;
  private asking: Question | undefined;
  private bootSeen = false;
  private broadcastSeen = false;
  private frames = 0;
  /** Copies of `V` in a row that were refused, and answered by nothing else. */
  private refusals = 0;
  /** Since the last `V`. */
  private refusedNow = 0;
  private bytesNow = 0;
  private versions = 0;
  private version: string | undefined;
  private probesLeft = 0;
  private turn = 0;

  constructor(
    private readonly write: (bytes: Uint8Array) => void,
    private readonly clock: Clock,
    private readonly options: IdentifyOptions,
    private readonly events: IdentifyEvents,
  ) {
    this.giveUpSettlingAt = clock.now() + SETTLE_MS;
    this.extendedUntil = this.giveUpSettlingAt + SETTLE_MS;
    this.settle();
  }

  receive(chunk: Uint8Array): void {
    if (this.over) return;
    this.bytesNow += chunk.length;
    if (this.phase === 'settling') this.settle();
    for (const line of this.decoder.push(chunk)) {
      if (this.over) return;
      this.readLine(line);
    }
    this.readFrames(this.deframer.push(chunk));
  }

  cancel(): void {
    this.over = true;
    this.timer?.();
  }

  /** Waits for silence: a board that boots talks, and hears nothing meanwhile. */
  private settle(): void {
    const limit = this.bootSeen ? this.extendedUntil : this.giveUpSettlingAt;
    this.wait(Math.min(QUIET_MS, limit - this.clock.now()), () => this.begin());
  }

  private begin(): void {
    if (this.phase === 'identifying') return;
    this.phase = 'identifying';
    this.events.changed();
    this.next();
  }

  /** Puts the next question of the order, or gives up after the last round. */
  private next(): void {
    if (this.over) return;
    const order = this.broadcastSeen ? this.options.questions.toReversed() : this.options.questions;
    const question = order[this.turn % order.length];
    if (question === undefined || this.turn >= (this.isOnlyQuestion ? 1 : ROUNDS * order.length))
      return this.decide({ kind: 'unidentified' });
    this.turn++;
    this.asking = question;
    if (question === 'bms') return this.askBms(0);
    this.refusals = 0;
    this.probesLeft = this.bootSeen || this.isOnlyQuestion ? PROBES_AFTER_BOOT : PROBES;
    this.probe();
  }

  private probe(): void {
    if (this.probesLeft === 0) {
      if (this.isAdapter()) return this.decideAdapter();
      this.noteSilence('adapter-silent');
      return this.next();
    }
    this.probesLeft--;
    this.refusedNow = 0;
    this.bytesNow = 0;
    this.decoder.expect = 'version';
    this.wait(PROBE_MS, () => this.windowOver());
    this.write(encodeCommand({ kind: 'version' }));
  }

  /** A binary broadcast may contain BEL as well: a refusal is one that stands alone. */
  private windowOver(): void {
    this.refusals = this.refusedNow === 1 && this.bytesNow <= LONGEST_REFUSAL ? this.refusals + 1 : 0;
    if (this.refusals < ENOUGH) return this.probe();
    this.note({ kind: 'adapter-refusal' });
    this.decideAdapter();
  }

  private askBms(copy: number): void {
    const windowMs = BMS_WINDOWS_MS[copy];
    if (windowMs === undefined) {
      this.noteSilence('bms-silent');
      return this.next();
    }
    this.decoder.expect = undefined;
    this.wait(windowMs, () => {
      this.readFrames(this.deframer.giveUp());
      if (!this.over) this.askBms(copy + 1);
    });
    this.write(encodeRequest(IDENTITY_QUESTION));
  }

  private readFrames({ frames }: Deframed): void {
    for (const frame of frames) {
      const reply = identityIn(frame);
      // An answer that comes late counts as well: nothing else can have asked for it.
      if (reply === undefined || this.over || this.phase === 'settling') continue;
      this.note({ kind: 'bms-answer', serialNumber: decodeIdentity(reply.words).serialNumber });
      this.decide({ kind: 'bms', reply });
    }
  }

  private readLine(line: SlcanLine): void {
    switch (line.kind) {
      case 'frame':
        return this.frameSeen();
      case 'version':
        this.version ??= line.text;
        return this.versionSeen(line.text);
      case 'feedback':
      case 'refused':
        this.refusedNow++;
        return;
      case 'text':
        return this.textSeen(line.text);
      default:
        return;
    }
  }

  /** Frames mean that the channel is still open from before, and that nothing is booting. */
  private frameSeen(): void {
    this.frames++;
    if (this.frames !== ENOUGH) return;
    this.note({ kind: 'adapter-frames', count: this.frames });
    if (this.phase === 'settling') this.begin();
  }

  private textSeen(text: string): void {
    if (text.includes('\t')) {
      // A TinyBMS that broadcasts: its columns are parted by tabs too, and it never falls silent.
      this.broadcastSeen = true;
      if (this.phase === 'settling') this.begin();
    } else if (isBootText(text)) {
      if (!this.bootSeen) this.note({ kind: 'boot-text', text: text.slice(0, 64) });
      this.bootSeen = true;
    }
  }

  /** An answer to `V`: asks again at once, so that two agree. */
  private versionSeen(text: string): void {
    this.versions++;
    if (this.versions === 1) this.note({ kind: 'adapter-version', text: text.slice(0, 64) });
    if (this.asking !== 'adapter' || this.over) return;
    if (this.isAdapter()) return this.decideAdapter();
    this.probesLeft = Math.max(this.probesLeft, 1);
    this.probe();
  }

  private get isOnlyQuestion(): boolean {
    return this.options.questions.length === 1;
  }

  private isAdapter(): boolean {
    return this.versions >= ENOUGH || this.frames >= ENOUGH;
  }

  private decideAdapter(): void {
    this.decide({ kind: 'adapter', version: this.version });
  }

  private decide(identity: Identity): void {
    if (this.over) return;
    this.cancel();
    this.events.decided(identity);
  }

  /** Silence in a later round says nothing new. */
  private noteSilence(kind: 'adapter-silent' | 'bms-silent'): void {
    if (!this.evidence.some((evidence) => evidence.kind === kind)) this.note({ kind });
  }

  private note(evidence: Evidence): void {
    this.evidence.push(evidence);
    this.events.changed();
  }

  private wait(ms: Ms, next: () => void): void {
    this.timer?.();
    this.timer = this.clock.at(this.clock.now() + Math.max(0, ms), next);
  }
}

function identityIn(frame: Uint8Array): IdentityReply | undefined {
  try {
    const reply = decodeReply(frame);
    return reply.command === 'modbusRead' && isReplyTo(reply, IDENTITY_QUESTION) ? reply : undefined;
  } catch {
    return undefined;
  }
}

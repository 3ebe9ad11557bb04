import type { PackId } from '../battery/units';
import type { Operation } from '../control/state';
import type { Clock } from '../links/clock';
import type { ReplyOutcome } from '../links/tinybms-client';
import { toHex } from '../protocols/bytes/hex';
import type { Piece } from '../protocols/capture/captured';
import { describe } from '../protocols/capture/describe';
import { readDraft, type Draft, type Reading } from '../protocols/tinybms/hand-made';
import type { Barrier, Composed, Exchange, HandMadeOutcome, LaboratoryApi, Sent } from './laboratory-contract';
import type { LogService } from './log-service';
import type { BridgeObserver } from './observer';
import type { ShownMessage } from './traffic-contract';
import type { BmsHost, BmsUnit } from './workshop/bms-unit';

/** What the laboratory sees of the bridge. */
export interface LaboratoryHost extends Pick<BmsHost, 'mode' | 'unit'> {
  /** `undefined` while no bridge runs. */
  readonly operation: Operation | undefined;
}

/** Puts requests that the owner has composed to the TinyBMS, one at a time, only while the bridge observes, and only such that read. */
export class LaboratoryService implements LaboratoryApi, BridgeObserver {
  private host: LaboratoryHost | undefined;
  private underWay: AbortController | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly log: Pick<LogService, 'tell'>,
  ) {}

  join(host: LaboratoryHost): void {
    this.host = host;
  }

  /** The owner may have gone further than observing: what still waits is not sent. */
  observe(): void {
    if (this.host?.operation !== 'observe') this.underWay?.abort();
  }

  compose(draft: Draft): Promise<Composed> {
    const read = readDraft(draft);
    return Promise.resolve(read.ok ? { ok: true, message: shown('sent', read.frame) } : read);
  }

  async send(draft: Draft, to: PackId | undefined): Promise<Sent> {
    const read = readDraft(draft);
    if (!read.ok) return read;
    const unit = this.host?.unit(to);
    const barrier = this.barrier(unit);
    if (barrier !== undefined || !unit) return { ok: false, barrier: barrier ?? 'no-bms' };
    const [at, since] = [this.clock.wallTime(), this.clock.now()];
    const outcome = await this.ask(unit, read.reading);
    const { frame } = outcome;
    const { serialNumber } = unit.identity;
    const came = endOf(outcome);
    const exchange: Exchange = {
      serialNumber,
      at,
      request: shown('sent', read.frame),
      answer: frame && shown('received', frame, read.frame),
      failure: came === 'answered' || came === 'refused' ? undefined : came,
      afterMs: this.clock.now() - since,
    };
    this.log.tell('INFO', {
      code: 'hand-made',
      data: { request: toHex(read.frame), serialNumber, outcome: came, afterMs: Math.round(exchange.afterMs) },
    });
    return { ok: true, exchange };
  }

  private barrier(unit: BmsUnit | undefined): Barrier | undefined {
    if (this.host?.mode === 'replay') return 'replay';
    if (!unit) return 'no-bms';
    if (this.host?.operation !== 'observe') return 'not-observing';
    return this.underWay ? 'busy' : undefined;
  }

  /** One copy: what is shown is what came of exactly this request. */
  private ask({ client }: BmsUnit, reading: Reading): Promise<ReplyOutcome> {
    const underWay = new AbortController();
    this.underWay = underWay;
    return new Promise((resolve) => {
      client.ask(reading, { priority: 'read', attempts: 1, signal: underWay.signal }, (outcome) => {
        this.underWay = undefined;
        resolve(outcome);
      });
    });
  }
}

function endOf(outcome: ReplyOutcome): HandMadeOutcome {
  if (outcome.ok) return 'answered';
  const { code } = outcome.error;
  return code === 'open-failed' ? 'port-lost' : code;
}

function shown(direction: Piece['direction'], bytes: Uint8Array, request?: Uint8Array): ShownMessage {
  const piece = { wire: 'tinybms', direction, bytes, damaged: false } as const;
  return { ...piece, request, summary: describe(piece) };
}

import type { Ms } from '../../battery/units';
import { toHex } from '../../protocols/bytes/hex';
import type { Captured } from '../../protocols/capture/captured';
import { seal } from '../../protocols/tinybms/envelope';
import { ANSWERS, FRAME_HEADER, NACK_ERRORS } from '../../protocols/tinybms/commands';
import { encodeRequest } from '../../protocols/tinybms/frames';
import { LIVE_BLOCK } from '../../protocols/tinybms/live';
import { IDENTITY_QUESTION } from '../identify';
import { lastUntil, type ReplayDevice } from './replay-device';

interface Exchange {
  readonly at: Ms;
  readonly answers: { readonly after: Ms; readonly bytes: Uint8Array }[];
}

/** A live reading is told once: later it would be an old value that looks alive. */
const LIVE_WITHIN_MS: Ms = 1_000;
/** Everything else is asked for every ten seconds at the most, and may be told a little before or after its time. */
const OTHERS_WITHIN_MS: Ms = 30_000;
/** An answer that the bridge gets to a question of a kind that nobody put in the recording. */
const REFUSED_AFTER_MS: Ms = 5;

const LIVE = toHex(encodeRequest({ command: 'modbusRead', ...LIVE_BLOCK }));
const IDENTITY = toHex(encodeRequest(IDENTITY_QUESTION));

/** A TinyBMS out of a recording: to each question the very bytes that came after it at that time, noise and silence included. */
export class BmsReplay implements ReplayDevice {
  readonly unasked = [];
  private readonly exchanges = new Map<string, Exchange[]>();

  constructor(pieces: readonly Captured[]) {
    let current: Exchange | undefined;
    for (const { wire, direction, bytes, at } of pieces) {
      if (wire !== 'tinybms') continue;
      if (direction === 'received') {
        current?.answers.push({ after: at - current.at, bytes });
        continue;
      }
      current = { at, answers: [] };
      const key = toHex(bytes);
      const same = this.exchanges.get(key);
      if (same) same.push(current);
      else this.exchanges.set(key, [current]);
    }
  }

  answers(bytes: Uint8Array, at: Ms): readonly { readonly after: Ms; readonly bytes: Uint8Array }[] {
    // A TinyBMS does not understand the question for an adapter.
    if (bytes[0] !== FRAME_HEADER) return [];
    const key = toHex(bytes);
    const exchanges = this.exchanges.get(key);
    if (!exchanges) return key === IDENTITY ? [] : [{ after: REFUSED_AFTER_MS, bytes: refusal(bytes[1] ?? 0) }];
    const place = lastUntil(exchanges, at);
    const before = exchanges[place];
    if (key === LIVE) return before && at - before.at < LIVE_WITHIN_MS ? before.answers : [];
    const after = exchanges[place + 1];
    const within = key === IDENTITY ? Infinity : OTHERS_WITHIN_MS;
    if (before && before.answers.length > 0 && at - before.at < within) return before.answers;
    return after && after.at - at < within ? after.answers : [];
  }
}

function refusal(command: number): Uint8Array {
  return seal(ANSWERS.nack.code, [command, NACK_ERRORS.command]);
}

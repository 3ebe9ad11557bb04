import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../src/protocols/bytes/hex';
import type { Reply, Request } from '../../../src/protocols/tinybms/frames';
import { LinkError } from '../../../src/links/byte-link';
import { TinyBmsClient, type ReplyOutcome, type RequestOptions } from '../../../src/links/tinybms-client';
import { ManualClock } from '../../support/manual-clock';

/** Frames of the TinyBMS reference, section 6, with checksums as printed there. */
const READ_36 = 'AA 03 00 24 00 04 1D D9';
const READ_36_REPLY = 'AA 03 08 EB 85 42 4C 33 33 C0 F3 D8 20';
const READ_42 = 'AA 03 00 2A 00 02 FC 18';
const READ_42_REPLY = 'AA 03 04 FF C9 80 00 61 13';
const LIFETIME = 'AA 19 BE DA';
const LIFETIME_REPLY = 'AA 19 67 45 23 01 D3 82';
const WRITE_308 = 'AA 10 01 34 00 01 02 00 14 39 DC';
const WRITE_308_REPLY = 'AA 10 01 34 00 01 58 20';
const WRITE_308_INDIVIDUALLY_REFUSED = 'AA 00 0D 00 25 6C';
/** Checksums by a table-free CRC-16/MODBUS in another language. */
const READ_50 = 'AA 03 00 32 00 01 3C 1E';
const READ_50_REPLY = 'AA 03 02 00 97 DC 32';
const RESTART = 'AA 02 05 90 83';
const RESTART_ACK = 'AA 01 02 D1 B1';
const NACK_CRC_OF_READ = 'AA 00 03 01 E0 CC';
const NACK_OF_READ = 'AA 00 03 00 21 0C';

const read36: Request = { command: 'modbusRead', address: 36, count: 4 };
const read42: Request = { command: 'modbusRead', address: 42, count: 2 };
const lifetime: Request = { command: 'lifetimeCounter' };
const write308: Request = { command: 'modbusWrite', address: 308, words: [20] };
const restart: Request = { command: 'resetOrClear', option: 'restart' };

/** 250 ms, the bytes of the request and of the longest answer at 115200 Bd, and the pause before the next copy. */
const COPY_MS = 250 + ((8 + 259) * 10) / 115.2 + 60;

function setUp() {
  const clock = new ManualClock();
  const written: string[] = [];
  const client = new TinyBmsClient((bytes) => written.push(toHex(bytes)), clock);
  const outcomes: ReplyOutcome[] = [];
  const ask = (request: Request, options: Partial<RequestOptions> = {}) =>
    client.ask(request, { priority: 'read', ...options }, (outcome) => outcomes.push(outcome));
  const answer = (hex: string) => client.receive(fromHex(hex));
  return { clock, written, client, outcomes, ask, answer };
}

function codeOf(outcome: ReplyOutcome | undefined): string | undefined {
  return outcome === undefined || outcome.ok ? undefined : outcome.error.code;
}

describe('a request and its reply', () => {
  test('the reply settles the request within the same call', () => {
    const { written, outcomes, ask, answer, clock } = setUp();
    ask(read36);
    expect(written).toEqual([READ_36]);
    clock.advance(12);
    answer(READ_36_REPLY);
    const reply = { command: 'modbusRead', words: [0xeb85, 0x424c, 0x3333, 0xc0f3] };
    expect(outcomes).toEqual([{ ok: true, reply, at: 12, frame: fromHex(READ_36_REPLY) }]);
  });

  test('the promise resolves with the reply, or rejects with a LinkError', async () => {
    const { client, answer } = setUp();
    const reply = client.request(read42, { priority: 'live' });
    answer(READ_42_REPLY);
    expect(await reply).toEqual({ command: 'modbusRead', words: [0xffc9, 0x8000] } satisfies Reply);
    const refused = client.request(read42, { priority: 'live' });
    answer(NACK_OF_READ);
    await expect(refused).rejects.toMatchObject({ name: 'LinkError', code: 'refused' });
  });

  test('a reply in single bytes among text counts what it skips', () => {
    const { client, outcomes, ask } = setUp();
    ask(lifetime);
    for (const byte of [...fromHex('42 50 56 3A 35 31 09'), ...fromHex(LIFETIME_REPLY)]) client.receive(Uint8Array.of(byte));
    expect(outcomes).toMatchObject([{ ok: true, reply: { command: 'lifetimeCounter', value: 0x01234567 } }]);
    expect(client.counters.skippedBytes).toBe(7);
  });

  test('a reply to another request is counted and settles nothing', () => {
    const { client, outcomes, ask, answer } = setUp();
    ask(read36);
    answer(READ_42_REPLY);
    answer(LIFETIME_REPLY);
    expect(outcomes).toEqual([]);
    expect(client.counters.unexpectedReplies).toBe(2);
    answer(READ_36_REPLY);
    expect(outcomes).toMatchObject([{ ok: true }]);
  });

  test('a second copy of a reply in the same chunk does not answer the next request', () => {
    const { client, written, answer } = setUp();
    const outcomes: ReplyOutcome[] = [];
    client.ask(read36, { priority: 'live' }, () => client.ask(read36, { priority: 'live' }, (outcome) => outcomes.push(outcome)));
    answer(`${READ_36_REPLY} ${READ_36_REPLY}`);
    expect(written).toEqual([READ_36, READ_36]);
    expect(outcomes).toEqual([]);
    expect(client.counters.unexpectedReplies).toBe(1);
  });

  test('latency is counted from the first copy', () => {
    const { client, ask, answer, clock } = setUp();
    ask(read36);
    clock.advance(7);
    answer(READ_36_REPLY);
    ask(read36);
    clock.advance(4);
    answer(READ_36_REPLY);
    expect(client.counters).toMatchObject({ requests: 2, replies: 2, lastLatencyMs: 4, longestLatencyMs: 7, meanLatencyMs: 5.5 });
  });

  test('a packet of an answer in several is counted and settles nothing', () => {
    const { client, outcomes, ask } = setUp();
    ask({ command: 'readBlock', address: 36, count: 2 });
    const packet = fromHex(
      'AA 07 80 ' + Array.from({ length: 63 }, (_, index) => index.toString(16).padStart(2, '0')).join(' ') + ' B7 7D',
    );
    client.receive(packet);
    expect(outcomes).toEqual([]);
    expect(client.counters).toMatchObject({ unexpectedReplies: 1, skippedBytes: 0 });
  });

  test("a request that does not fit is the caller's mistake", async () => {
    const { client, written } = setUp();
    await expect(client.request({ command: 'modbusRead', address: 0, count: 200 }, { priority: 'read' })).rejects.toThrow(RangeError);
    expect(written).toEqual([]);
  });
});

describe('order', () => {
  test('one request is on the wire; live before read before write, and first come first served within each', () => {
    const { written, ask, answer, outcomes } = setUp();
    ask(read42);
    ask(write308, { priority: 'write' });
    ask(lifetime, { priority: 'read' });
    ask(read36, { priority: 'live' });
    ask(lifetime, { priority: 'live' });
    expect(written).toEqual([READ_42]);
    answer(READ_42_REPLY);
    answer(READ_36_REPLY);
    answer(LIFETIME_REPLY);
    answer(LIFETIME_REPLY);
    answer(WRITE_308_REPLY);
    expect(written).toEqual([READ_42, READ_36, LIFETIME, LIFETIME, WRITE_308]);
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(outcomes).toHaveLength(5);
  });
});

describe('silence', () => {
  test('three copies with pauses between them, then a timeout', () => {
    const { written, client, outcomes, ask, clock } = setUp();
    ask(read36);
    clock.advance(250);
    expect(client.counters.timeouts).toBe(0);
    clock.advance(COPY_MS - 250 - 1);
    expect(written).toHaveLength(1);
    clock.advance(2);
    expect(written).toHaveLength(2);
    clock.advance(2 * COPY_MS);
    expect(written).toEqual([READ_36, READ_36, READ_36]);
    expect(outcomes.map(codeOf)).toEqual(['timeout']);
    expect(client.counters).toMatchObject({ requests: 1, timeouts: 3, repeats: 2, replies: 0 });
  });

  test('a sleeping device answers the second copy', () => {
    const { outcomes, ask, answer, clock } = setUp();
    ask(read36);
    clock.advance(COPY_MS + 3);
    answer(READ_36_REPLY);
    expect(outcomes).toMatchObject([{ ok: true }]);
  });

  test('after a repeated request the next one waits for a second answer', () => {
    const { client, written, ask, answer, clock } = setUp();
    ask(read36);
    ask(read36);
    clock.advance(COPY_MS + 3);
    answer(READ_36_REPLY);
    clock.advance(20);
    answer(READ_36_REPLY);
    expect(client.counters).toMatchObject({ replies: 1, unexpectedReplies: 1 });
    expect(written).toHaveLength(2);
    clock.advance(31);
    expect(written).toHaveLength(3);
  });

  test('a late answer is not taken for that to a like request', () => {
    const { client, written, outcomes, ask, answer, clock } = setUp();
    ask({ command: 'modbusRead', address: 308, count: 1 }, { attempts: 2 });
    clock.advance(COPY_MS + 1);
    answer('AA 03 02 00 14 9D 93');
    ask({ command: 'modbusRead', address: 309, count: 1 });
    clock.advance(400);
    expect(written).toHaveLength(2);
    answer('AA 03 02 00 14 9D 93');
    expect(client.counters.unexpectedReplies).toBe(1);
    expect(outcomes).toHaveLength(1);
    expect(written).toHaveLength(3);
  });

  test('a false header that swallows the reply gives it back at the deadline', () => {
    const { outcomes, ask, answer, clock } = setUp();
    ask(read36);
    answer('AA 03 F0');
    answer(READ_36_REPLY);
    expect(outcomes).toEqual([]);
    clock.advance(280);
    expect(outcomes).toMatchObject([{ ok: true }]);
  });

  test('each copy waits twice as long as the one before it, up to what was set', () => {
    const { written, client, outcomes, ask, clock } = setUp();
    client.configure({ longestTimeoutMs: 800, attempts: 4, repeatAfterMs: 100 });
    ask(read36);
    const wireMs = COPY_MS - 250 - 60;
    const pauses: number[] = [];
    for (let sentAt = 0; outcomes.length === 0; clock.advance(1)) {
      if (written.length <= pauses.length + 1) continue;
      pauses.push(clock.now() - sentAt - wireMs - 100);
      sentAt = clock.now();
    }
    expect(pauses.map((pause) => Math.round(pause / 10) * 10)).toEqual([250, 500, 800]);
    expect(outcomes.map(codeOf)).toEqual(['timeout']);
  });

  test('one that waits less than usual is patient from the first copy on', () => {
    const { client, outcomes, ask, clock } = setUp();
    client.configure({ longestTimeoutMs: 100, attempts: 1 });
    ask(read36);
    clock.advance(100);
    expect(outcomes).toEqual([]);
    clock.advance(30);
    expect(outcomes.map(codeOf)).toEqual(['timeout']);
  });

  test('a device that has to be woken is asked again, however few repeats are wanted', () => {
    const { client, written, ask, answer, clock } = setUp();
    client.configure({ attempts: 1 });
    ask(restart, { priority: 'write' });
    clock.advance(COPY_MS + 1);
    expect(written).toEqual([READ_50, READ_50]);
    answer(READ_50_REPLY);
    clock.advance(100);
    expect(written.at(-1)).toBe(RESTART);
  });

  test('attempts and time can be chosen', () => {
    const { written, outcomes, ask, clock } = setUp();
    ask(read36, { attempts: 1, timeoutMs: 1000 });
    clock.advance(1000);
    expect(outcomes).toEqual([]);
    clock.advance(30);
    expect(outcomes.map(codeOf)).toEqual(['timeout']);
    expect(written).toHaveLength(1);
  });
});

describe('refusals', () => {
  test('a NACK rejects and is not repeated', () => {
    const { client, written, outcomes, ask, answer, clock } = setUp();
    ask({ command: 'writeRegisters', pairs: [[308, 20]] }, { priority: 'write' });
    answer(WRITE_308_INDIVIDUALLY_REFUSED);
    clock.advance(2000);
    expect(outcomes.map(codeOf)).toEqual(['refused']);
    expect(written).toHaveLength(1);
    expect(client.counters.refusals).toBe(1);
  });

  test('a request that arrived damaged is sent again', () => {
    const { written, outcomes, ask, answer, clock } = setUp();
    ask(read36);
    answer(NACK_CRC_OF_READ);
    clock.advance(61);
    expect(written).toEqual([READ_36, READ_36]);
    answer(READ_36_REPLY);
    expect(outcomes).toMatchObject([{ ok: true }]);
  });
});

describe('reset and clear', () => {
  test('an awake device gets it at once, and never twice', () => {
    const { written, outcomes, ask, answer, clock } = setUp();
    ask(lifetime);
    answer(LIFETIME_REPLY);
    clock.advance(1900);
    ask(restart, { priority: 'write', attempts: 5 });
    clock.advance(5000);
    expect(written).toEqual([LIFETIME, RESTART]);
    expect(outcomes.map(codeOf)).toEqual([undefined, 'timeout']);
  });

  test('a device that may sleep is woken by a harmless read first', () => {
    const { written, outcomes, ask, answer, clock } = setUp();
    ask(restart, { priority: 'write' });
    expect(written).toEqual([READ_50]);
    clock.advance(COPY_MS + 1);
    expect(written).toEqual([READ_50, READ_50]);
    answer(READ_50_REPLY);
    clock.advance(60);
    expect(written).toEqual([READ_50, READ_50, RESTART]);
    answer(RESTART_ACK);
    expect(outcomes).toMatchObject([{ ok: true, reply: { command: 'ack', of: 2 } }]);
  });

  test('a device that cannot be woken never gets it', () => {
    const { written, outcomes, ask, clock } = setUp();
    ask(restart, { priority: 'write' });
    clock.advance(10_000);
    expect(written).toEqual([READ_50, READ_50, READ_50]);
    expect(outcomes.map(codeOf)).toEqual(['timeout']);
  });

  test('withdrawn while the device is being woken, it is not sent', () => {
    const { written, outcomes, ask, answer, clock } = setUp();
    const controller = new AbortController();
    ask(restart, { priority: 'write', signal: controller.signal });
    controller.abort();
    answer(READ_50_REPLY);
    clock.advance(5000);
    expect(written).toEqual([READ_50]);
    expect(outcomes.map(codeOf)).toEqual(['cancelled']);
  });
});

describe('after a settings write', () => {
  test('nothing is sent for 500 ms, and settings are not read for a second', () => {
    const { written, ask, answer, clock } = setUp();
    ask(write308, { priority: 'write' });
    clock.advance(5);
    answer(WRITE_308_REPLY);
    ask({ command: 'modbusRead', address: 308, count: 1 }, { priority: 'read' });
    ask(read36, { priority: 'live' });
    clock.advance(499);
    expect(written).toEqual([WRITE_308]);
    clock.advance(1);
    expect(written).toEqual([WRITE_308, READ_36]);
    answer(READ_36_REPLY);
    clock.advance(499);
    expect(written).toHaveLength(2);
    clock.advance(1);
    expect(written).toHaveLength(3);
  });
});

describe('withdrawing and closing', () => {
  test('a waiting request is withdrawn without a trace', () => {
    const { written, outcomes, ask, answer } = setUp();
    const controller = new AbortController();
    ask(read36);
    ask(read42, { signal: controller.signal });
    controller.abort();
    answer(READ_36_REPLY);
    expect(outcomes.map(codeOf)).toEqual(['cancelled', undefined]);
    expect(written).toEqual([READ_36]);
  });

  test('a request on the wire keeps the line, and its late answer settles nothing else', () => {
    const { written, client, outcomes, ask, answer, clock } = setUp();
    const controller = new AbortController();
    ask(read36, { signal: controller.signal });
    ask(read36);
    controller.abort();
    expect(outcomes.map(codeOf)).toEqual(['cancelled']);
    answer(READ_36_REPLY);
    expect(written).toEqual([READ_36, READ_36]);
    expect(outcomes).toHaveLength(1);
    answer(READ_36_REPLY);
    expect(outcomes).toHaveLength(2);
    expect(client.counters.unexpectedReplies).toBe(0);
    clock.advance(5000);
    expect(written).toHaveLength(2);
  });

  test('unanswered and withdrawn, it is not repeated', () => {
    const { written, ask, clock } = setUp();
    const controller = new AbortController();
    ask(read36, { signal: controller.signal });
    clock.advance(100);
    controller.abort();
    clock.advance(5000);
    expect(written).toEqual([READ_36]);
  });

  test('a signal that is already set rejects at once', () => {
    const { written, outcomes, ask } = setUp();
    ask(read36, { signal: AbortSignal.abort() });
    expect(outcomes.map(codeOf)).toEqual(['cancelled']);
    expect(written).toEqual([]);
  });

  test('close rejects everything, now and later, and nothing moves afterwards', () => {
    const { written, client, outcomes, ask, answer, clock } = setUp();
    ask(read36);
    ask(read42);
    ask(restart, { priority: 'write' });
    client.close(new LinkError('port-lost', 'pulled'));
    ask(lifetime);
    answer(READ_36_REPLY);
    clock.advance(10_000);
    expect(outcomes.map(codeOf)).toEqual(['port-lost', 'port-lost', 'port-lost', 'port-lost']);
    expect(written).toEqual([READ_36]);
    expect(clock.waiting).toBe(0);
  });
});

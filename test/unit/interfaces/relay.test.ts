import { describe, expect, test } from 'vitest';
import { choose, type FromWindow, type Offer, type Question } from '../../../src/interfaces/relay';
import { write, type WrittenAnswer } from '../../../src/interfaces/request';
import { relay, type RelayParts } from '../../../workers/interface-relay';
import { violations } from '../../support/schemas';

const REAL: Offer = { mode: 'serial', role: 'sender', worker: 'answering' };
const DISPLAY: Offer = { mode: 'serial', role: 'display', worker: 'answering' };
const SIMULATION: Offer = { mode: 'simulation', role: 'apart', worker: 'answering' };
const REPLAY: Offer = { mode: 'replay', role: 'apart', worker: 'answering' };
const SILENT: Offer = { ...REAL, worker: 'silent' };

describe('which window answers', () => {
  const chosen = (offers: readonly Offer[], portsHeld = false, wanted?: string) => {
    const result = choose(
      offers.map((offer) => ({ offer })),
      { portsHeld, wanted },
    );
    return 'from' in result ? result.from.offer : (result.refusal.body as { reason: string }).reason;
  };

  test('the real battery before a display of it, both before anything that is not real', () => {
    expect(chosen([REPLAY, SIMULATION, DISPLAY, REAL])).toBe(REAL);
    expect(chosen([SIMULATION, DISPLAY, REPLAY])).toBe(DISPLAY);
    expect(chosen([REPLAY, SIMULATION])).toBe(SIMULATION);
  });

  test('one whose worker answers before one whose worker does not', () => {
    expect(chosen([SILENT, DISPLAY])).toBe(DISPLAY);
    expect(chosen([SILENT])).toBe(SILENT);
  });

  test('a simulation never answers while a window holds the serial ports', () => {
    expect(chosen([SIMULATION, REPLAY], true)).toBe('bridge-not-answering');
    expect(chosen([SIMULATION, SILENT], true)).toBe(SILENT);
  });

  test('a mode that was asked for, or nothing', () => {
    expect(chosen([REAL, SIMULATION], true, 'simulation')).toBe(SIMULATION);
    expect(chosen([SIMULATION], false, 'serial')).toBe('other-mode');
    expect(chosen([])).toBe('no-window');
  });
});

type AppWindow = Awaited<ReturnType<RelayParts['windows']>>[number];

/** A window that offers and answers as it is told to. `hangs`: not even an offer. */
function windowWith(offer: Offer | 'hangs', answer?: WrittenAnswer): { asked: Question[] } & AppWindow {
  const asked: Question[] = [];
  return {
    asked,
    postMessage(question: Question, transfer: unknown) {
      const [port] = transfer as [MessagePort];
      if (offer === 'hangs') return;
      port.onmessage = () => {
        asked.push(question);
        if (answer) port.postMessage({ kind: 'answer', answer } satisfies FromWindow);
      };
      port.postMessage({ kind: 'offer', offer } satisfies FromWindow);
    },
  };
}

async function ask(windows: Awaited<ReturnType<RelayParts['windows']>>, request = new Request('http://app.test/api/status')) {
  const parts = { windows: () => Promise.resolve(windows), portsHeld: () => Promise.resolve(false), offerWithinMs: 50, answerWithinMs: 50 };
  const response = await relay(request, '/api/status', parts);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) as Record<string, unknown> };
}

describe('the way of a request', () => {
  const said = write({ status: 207, body: { said: true }, headers: { 'X-Bridge-Mode': 'serial' } });

  test('method, path, query, token and body arrive at one window only, and its answer goes back', async () => {
    const [real, other] = [windowWith(REAL, said), windowWith(SIMULATION, said)];
    const request = new Request('http://app.test/api/status?limit=3', {
      method: 'PUT',
      body: '{"a":1}',
      headers: { 'X-Bridge-Token': 'word' },
    });
    const answer = await ask([other, real], request);
    expect(answer).toMatchObject({ status: 207, body: { said: true } });
    expect(answer.headers.get('X-Bridge-Mode')).toBe('serial');
    expect(real.asked.map(({ request }) => request)).toEqual([
      { method: 'PUT', path: '/api/status', query: { limit: '3' }, token: 'word', body: '{"a":1}' },
    ]);
    expect(other.asked).toEqual([]);
  });

  test('the token of an Authorization header is the same', async () => {
    const real = windowWith(REAL, said);
    await ask([real], new Request('http://app.test/', { headers: { Authorization: 'Bearer word' } }));
    expect(real.asked[0]?.request.token).toBe('word');
  });

  test('no window, one that hangs, and one that hangs after its offer are told', async () => {
    const refusals = [await ask([]), await ask([windowWith('hangs')]), await ask([windowWith(REAL)])];
    expect(refusals.map(({ status, body }) => [status, body['reason']])).toEqual([
      [503, 'no-window'],
      [503, 'bridge-not-answering'],
      [503, 'failed'],
    ]);
    for (const { body } of refusals) expect(violations('refusal', body)).toEqual([]);
  });

  test('a window that hangs does not keep another one from answering', async () => {
    expect(await ask([windowWith('hangs'), windowWith(DISPLAY, said)])).toMatchObject({ status: 207 });
  });

  test('a body that is too long never reaches a window', async () => {
    const real = windowWith(REAL, said);
    const request = new Request('http://app.test/', { method: 'POST', body: 'x'.repeat(64_001) });
    expect(await ask([real], request)).toMatchObject({ status: 413 });
    expect(real.asked).toEqual([]);
  });
});

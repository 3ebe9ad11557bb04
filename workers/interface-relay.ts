/** Carries requests for the bridge's routes from the service worker to the window that answers them. */
import {
  ANSWER_WITHIN_MS,
  choose,
  MOST_BODY,
  OFFER_WITHIN_MS,
  type FromWindow,
  type Offer,
  type Question,
  type ToWindow,
} from '../src/interfaces/relay';
import { refuse, write, type Answer, type InterfaceRequest, type WrittenAnswer } from '../src/interfaces/request';

/** What the relay needs of the service worker. */
export interface RelayParts {
  /** Windows that show the app. */
  readonly windows: () => Promise<readonly Pick<Client, 'postMessage'>[]>;
  /** Whether any window of this browser holds the serial ports. */
  readonly portsHeld: () => Promise<boolean>;
  readonly offerWithinMs?: number;
  readonly answerWithinMs?: number;
}

interface Answering {
  readonly offer: Offer;
  readonly port: MessagePort;
}

/** Answers a request for `path`, which is below the address of the app. Never rejects. */
export async function relay(request: Request, path: string, parts: RelayParts): Promise<Response> {
  const { status, headers, text } = await answerTo(request, path, parts).catch((error: unknown) => failed(String(error)));
  return new Response(text, { status, headers });
}

async function answerTo(request: Request, path: string, parts: RelayParts): Promise<WrittenAnswer> {
  const asked = await read(request, path);
  if (asked.body.length > MOST_BODY) return write(refuse(413, 'invalid', `A body has at most ${MOST_BODY} characters.`));
  const [windows, portsHeld] = await Promise.all([parts.windows(), parts.portsHeld()]);
  const ports = windows.map((window) => ask(window, asked));
  try {
    const offers = await offersOf(ports, parts.offerWithinMs ?? OFFER_WITHIN_MS);
    // A window that is there and does not even offer hangs; that is another thing than none.
    const silent: Answer | undefined = offers.length === 0 && ports.length > 0 ? HANGS : undefined;
    const chosen = choose(offers, { portsHeld, wanted: asked.query['mode'] });
    if ('refusal' in chosen) return write(silent ?? chosen.refusal);
    return await answerFrom(chosen.from.port, parts.answerWithinMs ?? ANSWER_WITHIN_MS);
  } finally {
    for (const port of ports) port.close();
  }
}

const HANGS = refuse(503, 'bridge-not-answering', 'The window of TinyBMS Bridge does not answer.');

async function read(request: Request, path: string): Promise<InterfaceRequest> {
  const { headers, method, url } = request;
  const token = headers.get('X-Bridge-Token') ?? headers.get('Authorization')?.replace(/^Bearer\s+/i, '');
  return { method, path, query: Object.fromEntries(new URL(url).searchParams), token, body: await request.text() };
}

function ask(window: Pick<Client, 'postMessage'>, request: InterfaceRequest): MessagePort {
  const { port1, port2 } = new MessageChannel();
  window.postMessage({ kind: 'tinybms-interface', request } satisfies Question, [port2]);
  return port1;
}

/** The offers of all windows, or of those that have told theirs in time. */
async function offersOf(ports: readonly MessagePort[], withinMs: number): Promise<readonly Answering[]> {
  const offers: Answering[] = [];
  const all = ports.map(async (port) => {
    const told = await next(port);
    if (told.kind === 'offer') offers.push({ offer: told.offer, port });
  });
  await Promise.race([Promise.all(all), after(withinMs)]);
  return [...offers];
}

async function answerFrom(port: MessagePort, withinMs: number): Promise<WrittenAnswer> {
  const answered = next(port);
  port.postMessage({ kind: 'go' } satisfies ToWindow);
  const told = await Promise.race([answered, after(withinMs)]);
  return told?.kind === 'answer' ? told.answer : failed('The window was closed meanwhile, or needs too long: nobody knows what was done.');
}

function failed(error: string): WrittenAnswer {
  return write(refuse(503, 'failed', error));
}

function next(port: MessagePort): Promise<FromWindow> {
  return new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<FromWindow>) => resolve(data);
  });
}

function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined));
}

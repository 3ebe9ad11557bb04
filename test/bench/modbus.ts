import { fileURLToPath } from 'node:url';
import { timeApart, type Round, type Timing, type Timings } from './measure';
import { hopeless, modbusStreams, type Stream } from './modbus-streams';
import { MODBUS_PEERS, type ModbusPeer } from './peers/modbus-peers';
import { writeReport, type Goal } from './report';

const ANSWERS = 2000;
const TURNS = 15;
const TIMES_THE_FASTEST = 5;
/** Longer input may cost this much more for each byte before it counts as more than linear. */
const LINEAR = 1.3;

const OURS = 'TinyBMS Bridge';

/** Streams whose times tell whether four times the input take four times as long. */
const GROWTHS: Readonly<Record<string, (times: number) => Stream | undefined>> = {
  'damaged answers': (times) => modbusStreams(ANSWERS * times)[1],
  'beginnings only': (times) => hopeless(100_000 * times),
};

interface Found {
  readonly intact: number;
  /** Answers that the reader takes for whole and that were not sent so. */
  readonly invented: number;
}

type Hear = (frames: readonly Uint8Array[]) => void;

async function feed({ reader }: ModbusPeer, { parts }: Stream, hear: Hear): Promise<void> {
  const read = await reader();
  for (const chunks of parts) {
    read.request();
    if ('feed' in read) for (const chunk of chunks) hear(read.feed(chunk));
    else for (const chunk of chunks) hear(await read.feedLater(chunk));
  }
}

async function count(peer: ModbusPeer, stream: Stream): Promise<Found> {
  const seen = new Set<string>();
  let invented = 0;
  await feed(peer, stream, (frames) => {
    for (const frame of frames) {
      const bytes = Buffer.from(frame).toString('latin1');
      if (stream.intact.has(bytes)) seen.add(bytes);
      else invented++;
    }
  });
  return { intact: seen.size, invented };
}

function streamOf(work: string): Stream {
  const [growth = '', times = '1'] = work.split(' x ');
  const stream = GROWTHS[growth]?.(Number(times)) ?? modbusStreams(ANSWERS).find(({ name }) => name === work);
  if (!stream) throw new RangeError(`there is no stream "${work}"`);
  return stream;
}

/** The work of one reader, for a process of its own. */
export function roundOf(name: string): Round {
  const peer = MODBUS_PEERS.find((candidate) => candidate.name === name);
  if (!peer) throw new RangeError(`there is no reader "${name}"`);
  const streams = new Map<string, Stream>();
  return async (work) => {
    const stream = streams.get(work) ?? streamOf(work);
    streams.set(work, stream);
    await feed(peer, stream, () => undefined);
  };
}

interface Line extends Found {
  readonly peer: string;
  readonly timing: Timing;
}

async function linesOf(stream: Stream, timings: Timings): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const peer of MODBUS_PEERS) {
    const timing = timings.get(stream.name)?.get(peer.name);
    if (timing) lines.push({ peer: peer.name, ...(await count(peer, stream)), timing });
  }
  return lines;
}

function rate(answers: number, ms: number): string {
  return `${Math.round(answers / ms)} k/s`;
}

/** Answers out of bytes beside the libraries that browsers and servers use; 1 when an answer is missed or invented. */
export async function main(): Promise<number> {
  const rows: (string | number)[][] = [];
  const goals: Goal[] = [];
  let wrong = 0;
  const bundle = fileURLToPath(import.meta.url);
  const streams = modbusStreams(ANSWERS);
  const timings = await timeApart(
    bundle,
    MODBUS_PEERS.map(({ name }) => name),
    streams.map(({ name }) => name),
    TURNS,
  );
  for (const stream of streams) {
    const lines = await linesOf(stream, timings);
    const [own, ...others] = lines;
    if (!own) continue;
    const { size } = stream.intact;
    for (const { peer, intact, invented, timing } of lines) {
      const ratio = timing.median / intact / (own.timing.median / own.intact);
      const spread = `${rate(intact, timing.high)} to ${rate(intact, timing.low)}`;
      const share = `${((100 * intact) / size).toFixed(1)} %`;
      rows.push([stream.name, peer, share, invented, rate(intact, timing.median), spread, intact === 0 ? '—' : (1 / ratio).toFixed(3)]);
    }
    wrong += size - own.intact + own.invented;
    const fastest = Math.max(...others.map(({ intact, timing }) => intact / timing.median));
    const times = own.intact / own.timing.median / fastest;
    goals.push(
      {
        what: `${stream.name}: every intact answer found, none invented`,
        reached: own.intact === size && own.invented === 0,
        found: `${own.intact} of ${size}, ${own.invented} invented`,
      },
      {
        what: `${stream.name}: ${TIMES_THE_FASTEST} times the fastest`,
        reached: times >= TIMES_THE_FASTEST,
        found: `${times.toFixed(1)} times`,
      },
    );
  }
  for (const what of Object.keys(GROWTHS)) {
    const [once, fourTimes] = [`${what} x 1`, `${what} x 4`];
    const own = await timeApart(bundle, [OURS], [once, fourTimes], TURNS);
    const median = (work: string): number => own.get(work)?.get(OURS)?.median ?? NaN;
    const found = median(fourTimes) / median(once) / 4;
    goals.push({
      what: `${what}: time linear in the input`,
      reached: found < LINEAR,
      found: `${found.toFixed(2)} times the time per byte for four times the bytes`,
    });
  }
  writeReport('modbus', {
    title: 'Modbus answers out of bytes',
    notes: [
      `${ANSWERS} answers of 119 bytes in pieces of 1 to 64, the same for all; ${TURNS} turns, each reader in a process of its own.`,
      'Rates count intact answers that were found; in brackets of the spread the quarters of the rounds.',
      'What peers wait by the clock is left out.',
    ],
    tables: [
      {
        caption: 'Answers found, and how fast',
        columns: ['line', 'reader', 'found', 'invented', 'median', 'spread', 'of ours'],
        rows,
      },
    ],
    goals,
  });
  return wrong === 0 ? 0 : 1;
}

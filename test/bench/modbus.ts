import { timeInTurns, type Timing } from './measure';
import { hopeless, modbusStreams, type Stream } from './modbus-streams';
import { MODBUS_PEERS, type ModbusPeer } from './peers/modbus-peers';
import { writeReport, type Goal } from './report';

const ANSWERS = 2000;
const ROUNDS = 15;
const TIMES_THE_FASTEST = 5;
/** Longer input may cost this much more for each byte before it counts as more than linear. */
const LINEAR = 1.3;

interface Found {
  readonly intact: number;
  /** Answers that the reader takes for whole and that were not sent so. */
  readonly invented: number;
}

async function feed({ reader }: ModbusPeer, { parts, intact }: Stream, count: boolean): Promise<Found> {
  const read = await reader();
  const seen = new Set<string>();
  let invented = 0;
  for (const chunks of parts) {
    read.request();
    for (const chunk of chunks) {
      const pending = read.feed(chunk);
      const frames = pending instanceof Promise ? await pending : pending;
      if (!count) continue;
      for (const frame of frames) {
        const bytes = Buffer.from(frame).toString('latin1');
        if (intact.has(bytes)) seen.add(bytes);
        else invented++;
      }
    }
  }
  return { intact: seen.size, invented };
}

interface Line extends Found {
  readonly peer: string;
  readonly timing: Timing;
}

async function compare(stream: Stream): Promise<readonly Line[]> {
  const found = new Map<string, Found>();
  for (const peer of MODBUS_PEERS) found.set(peer.name, await feed(peer, stream, true));
  const timings = await timeInTurns(
    MODBUS_PEERS.map((peer) => ({ name: peer.name, round: async () => void (await feed(peer, stream, false)) })),
    ROUNDS,
  );
  return MODBUS_PEERS.flatMap(({ name }) => {
    const [share, timing] = [found.get(name), timings.get(name)];
    return share && timing ? [{ peer: name, ...share, timing }] : [];
  });
}

function rate(answers: number, ms: number): string {
  return `${Math.round(answers / ms)} k/s`;
}

/** Time for four times the bytes, by time for once the bytes, by four. */
async function growth(make: (times: number) => Stream): Promise<number> {
  const [own] = MODBUS_PEERS;
  if (!own) throw new RangeError('nobody reads');
  const [once, fourTimes] = [make(1), make(4)];
  const subject = (stream: Stream, name: string) => ({ name, round: async () => void (await feed(own, stream, false)) });
  const timings = await timeInTurns([subject(once, 'once'), subject(fourTimes, 'four')], ROUNDS);
  return (timings.get('four')?.median ?? NaN) / (timings.get('once')?.median ?? NaN) / 4;
}

/** Answers out of bytes beside the libraries that browsers and servers use; 1 when an answer is missed or invented. */
export async function main(): Promise<number> {
  const rows: (string | number)[][] = [];
  const goals: Goal[] = [];
  let wrong = 0;
  for (const stream of modbusStreams(ANSWERS)) {
    const lines = await compare(stream);
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
  const perByte = await growth((times) => modbusStreams(ANSWERS * times)[1] ?? hopeless(1));
  const worst = await growth((times) => hopeless(100_000 * times));
  for (const [what, found] of [
    ['damaged answers', perByte],
    ['beginnings only', worst],
  ] as const) {
    goals.push({
      what: `${what}: time linear in the input`,
      reached: found < LINEAR,
      found: `${found.toFixed(2)} times the time per byte for four times the bytes`,
    });
  }
  writeReport('modbus', {
    title: 'Modbus answers out of bytes',
    notes: [
      `${ANSWERS} answers of 119 bytes in pieces of 1 to 64, the same for all; ${ROUNDS} rounds in turns.`,
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

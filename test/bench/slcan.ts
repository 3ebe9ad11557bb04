import { standardFrame, type CanFrame } from '../../src/protocols/can-frame';
import { Random } from '../../src/simulator/random';
import { timeInTurns, type Subject, type Timing } from './measure';
import { frameOf, SLCAN_PEERS, type DecodedFrame } from './peers/slcan-peers';
import { writeReport, type Goal } from './report';

const FRAMES = 20_000;
const ROUNDS = 15;
const CHUNK = 256;
const GOALS = { decoded: 5, encoded: 10 } as const;
type Direction = keyof typeof GOALS;

function framesToSend(): readonly CanFrame[] {
  const random = new Random(11);
  const byte = (): number => Math.floor(random.next() * 256);
  return Array.from({ length: FRAMES }, () => standardFrame(Math.floor(random.next() * 0x800), Uint8Array.from({ length: 8 }, byte)));
}

/** Written by Node alone, so that no codec is held against itself. */
function textOf(frames: readonly CanFrame[]): Buffer {
  const lines = frames.map(
    ({ id, data }) => `t${id.toString(16).padStart(3, '0').toUpperCase()}8${Buffer.from(data).toString('hex').toUpperCase()}\r`,
  );
  return Buffer.from(lines.join(''), 'latin1');
}

function chunksOf(text: Buffer): readonly Buffer[] {
  return Array.from({ length: Math.ceil(text.length / CHUNK) }, (_, index) => text.subarray(index * CHUNK, (index + 1) * CHUNK));
}

function isSame(found: DecodedFrame | undefined, sent: CanFrame | undefined): boolean {
  return found !== undefined && found.id === sent?.id && Buffer.from(found.data).equals(sent.data);
}

function rate(ms: number): string {
  return `${(FRAMES / ms / 1000).toFixed(2)} M/s`;
}

/** slcan lines from and to frames beside two recipes; 1 when a frame comes out wrong. */
export async function main(): Promise<number> {
  const frames = framesToSend();
  const text = textOf(frames);
  const chunks = chunksOf(text);
  const rows: (string | number)[][] = [];
  const goals: Goal[] = [];
  let wrong = 0;

  const decoding: Subject[] = [];
  const encoding: Subject[] = [];
  for (const { name, decoder, encode } of SLCAN_PEERS) {
    const read = decoder();
    const decoded = chunks.flatMap((chunk) => read(chunk));
    const right = decoded.filter((item, index) => isSame(frameOf(item), frames[index])).length;
    const same = Buffer.concat(frames.map(encode)).equals(text);
    if (right !== FRAMES || decoded.length !== FRAMES || !same) wrong++;
    decoding.push({
      name,
      round: () => {
        const push = decoder();
        for (const chunk of chunks) push(chunk);
      },
    });
    encoding.push({
      name,
      round: () => {
        for (const frame of frames) encode(frame);
      },
    });
  }
  const add = (direction: Direction, timings: ReadonlyMap<string, Timing>): void => {
    const [own = NaN, ...others] = [...timings.values()].map(({ median }) => median);
    for (const [name, { median, low, high }] of timings) {
      rows.push([direction, name, rate(median), `${rate(high)} to ${rate(low)}`, (own / median).toFixed(3)]);
    }
    const times = Math.min(...others) / own;
    goals.push({
      what: `${direction}: ${GOALS[direction]} times the fastest`,
      reached: times >= GOALS[direction],
      found: `${times.toFixed(1)} times`,
    });
  };
  add('decoded', await timeInTurns(decoding, ROUNDS));
  add('encoded', await timeInTurns(encoding, ROUNDS));
  goals.unshift({
    what: 'every frame right, in both directions, in every codec',
    reached: wrong === 0,
    found: `${wrong} codecs with a mistake`,
  });
  writeReport('slcan', {
    title: 'slcan lines',
    notes: [`${FRAMES} frames of 8 bytes, text in pieces of ${CHUNK} bytes; ${ROUNDS} rounds in turns.`],
    tables: [{ caption: 'Frames a second', columns: ['direction', 'codec', 'median', 'spread', 'of ours'], rows }],
    goals,
  });
  return wrong === 0 ? 0 : 1;
}

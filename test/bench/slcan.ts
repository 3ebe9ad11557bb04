import { fileURLToPath } from 'node:url';
import { standardFrame, type CanFrame } from '../../src/protocols/can-frame';
import { Random } from '../../src/simulator/random';
import { timeApart, type Round } from './measure';
import { frameOf, SLCAN_PEERS, type DecodedFrame } from './peers/slcan-peers';
import { writeReport, type Goal } from './report';

const FRAMES = 20_000;
const TURNS = 15;
const CHUNK = 256;
const GOALS = { decoded: 5, encoded: 10 } as const;

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

/** The work of one codec, for a process of its own. */
export function roundOf(name: string): Round {
  const peer = SLCAN_PEERS.find((candidate) => candidate.name === name);
  if (!peer) throw new RangeError(`there is no codec "${name}"`);
  const frames = framesToSend();
  const chunks = chunksOf(textOf(frames));
  return (direction) => {
    if (direction === 'encoded') {
      for (const frame of frames) peer.encode(frame);
    } else {
      const push = peer.decoder();
      for (const chunk of chunks) push(chunk);
    }
  };
}

/** Codecs that get a frame wrong, in either direction. */
function wrongCodecs(): readonly string[] {
  const frames = framesToSend();
  const text = textOf(frames);
  const chunks = chunksOf(text);
  return SLCAN_PEERS.filter(({ decoder, encode }) => {
    const read = decoder();
    const decoded = chunks.flatMap((chunk) => read(chunk));
    const right = decoded.filter((item, index) => isSame(frameOf(item), frames[index])).length;
    return right !== FRAMES || decoded.length !== FRAMES || !Buffer.concat(frames.map(encode)).equals(text);
  }).map(({ name }) => name);
}

/** slcan lines from and to frames beside two recipes; 1 when a frame comes out wrong. */
export async function main(): Promise<number> {
  const wrong = wrongCodecs();
  const rows: (string | number)[][] = [];
  const goals: Goal[] = [
    {
      what: 'every frame right, in both directions, in every codec',
      reached: wrong.length === 0,
      found: wrong.length === 0 ? 'no mistake' : `mistakes of ${wrong.join(', ')}`,
    },
  ];
  const codecs = SLCAN_PEERS.map(({ name }) => name);
  const directions = Object.keys(GOALS) as (keyof typeof GOALS)[];
  const timings = await timeApart(fileURLToPath(import.meta.url), codecs, directions, TURNS);
  for (const direction of directions) {
    const of = [...(timings.get(direction) ?? [])];
    const [own = NaN, ...others] = of.map(([, { median }]) => median);
    for (const [name, { median, low, high }] of of) {
      rows.push([direction, name, rate(median), `${rate(high)} to ${rate(low)}`, (own / median).toFixed(3)]);
    }
    const times = Math.min(...others) / own;
    goals.push({
      what: `${direction}: ${GOALS[direction]} times the fastest`,
      reached: times >= GOALS[direction],
      found: `${times.toFixed(1)} times`,
    });
  }
  writeReport('slcan', {
    title: 'slcan lines',
    notes: [`${FRAMES} frames of 8 bytes, text in pieces of ${CHUNK} bytes; ${TURNS} turns, each codec in a process of its own.`],
    tables: [{ caption: 'Frames a second', columns: ['direction', 'codec', 'median', 'spread', 'of ours'], rows }],
    goals,
  });
  return wrong.length === 0 ? 0 : 1;
}

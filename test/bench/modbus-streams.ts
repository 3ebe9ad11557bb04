import { Random } from '../../src/simulator/random';
import { requirePeer } from './peers/require';

/** Bytes as they arrive, and the answers among them that arrived whole. */
export interface Stream {
  readonly name: string;
  /** What arrives between two requests; one part only where answers come back to back. */
  readonly parts: readonly (readonly Buffer[])[];
  /** Each answer is another. */
  readonly intact: ReadonlySet<string>;
  readonly bytes: number;
}

const REGISTERS = 57;
const LONGEST_CHUNK = 64;
const SEED = 7;

const { crc16modbus } = requirePeer('crc') as { crc16modbus: (bytes: Buffer) => number };

/** An answer to function 3 with its number in the first registers and something in all others. */
function answer(number: number, random: Random): Buffer {
  const frame = Buffer.alloc(3 + 2 * REGISTERS + 2);
  frame.set([0xaa, 0x03, 2 * REGISTERS]);
  for (let at = 3; at < frame.length - 2; at++) frame[at] = Math.floor(random.next() * 256);
  frame.writeUInt32BE(number, 3);
  frame.writeUInt16LE(crc16modbus(frame.subarray(0, -2)), frame.length - 2);
  return frame;
}

function cut(bytes: Buffer, random: Random): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = 1 + Math.floor(random.next() * LONGEST_CHUNK);
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
  return chunks;
}

/** What the line does to an answer. */
type Line = (frame: Buffer, random: Random) => Buffer;

const clean: Line = (frame) => frame;

function damaged(one: number): Line {
  return (frame, random) => frame.map((byte) => (random.next() < 1 / one ? byte ^ (1 + Math.floor(random.next() * 255)) : byte)) as Buffer;
}

function lostAndDoubled(one: number): Line {
  return (frame, random) =>
    Buffer.from(
      [...frame].flatMap((byte) => {
        const luck = random.next() * one;
        return luck < 0.5 ? [] : luck < 1 ? [byte, byte] : [byte];
      }),
    );
}

/** As a TinyBMS broadcasts for a display. */
const TEXT = Buffer.from('3.412\t53.1\t12.5\t0.0\t22.5\t0.0\t0.0\t0.0\t1000\r\n');

function streamOf(name: string, answers: number, line: Line, { text = false, backToBack = false } = {}): Stream {
  const random = new Random(SEED);
  const intact = new Set<string>();
  const arrived: Buffer[] = [];
  for (let number = 0; number < answers; number++) {
    const sent = answer(number, random);
    const frame = line(sent, random);
    if (frame.includes(sent)) intact.add(sent.toString('latin1'));
    arrived.push(text ? Buffer.concat([TEXT, frame]) : frame);
  }
  const whole = backToBack ? [Buffer.concat(arrived)] : arrived;
  const parts = whole.map((part) => cut(part, random));
  return { name, parts, intact, bytes: arrived.reduce((sum, { length }) => sum + length, 0) };
}

/** One stream for each thing that a serial line does. */
export function modbusStreams(answers: number): readonly Stream[] {
  return [
    streamOf('clean', answers, clean),
    streamOf('1 byte in 1000 damaged', answers, damaged(1000)),
    streamOf('1 byte in 100 damaged', answers, damaged(100)),
    streamOf('1 byte in 1000 lost or doubled', answers, lostAndDoubled(1000)),
    streamOf('back to back', answers, clean, { backToBack: true }),
    streamOf('text between answers', answers, clean, { text: true }),
  ];
}

/** Every byte could begin an answer, and none does: the worst that can arrive. */
export function hopeless(bytes: number): Stream {
  return { name: 'beginnings only', parts: [cut(Buffer.alloc(bytes, 0xaa), new Random(SEED))], intact: new Set(), bytes };
}

/**
 * The deframer again, the slow and plain way: lengths from the vendor's table, the checksum bit by bit and from scratch for
 * every candidate. It shares nothing with the code under test.
 */
function checksum(bytes: Uint8Array | readonly number[]): number {
  let state = 0xffff;
  for (const byte of bytes) {
    state ^= byte;
    for (let bit = 0; bit < 8; bit++) state = state & 1 ? (state >>> 1) ^ 0xa001 : state >>> 1;
  }
  return state;
}

/** A frame with its checksum, low byte first. */
export function sealed(body: readonly number[]): readonly number[] {
  const crc = checksum(body);
  return [...body, crc & 0xff, crc >>> 8];
}

type Lengths = readonly number[] | 'none' | 'more';

function counted(count: number | undefined, isPossible: (count: number) => boolean, length: (count: number) => readonly number[]): Lengths {
  if (count === undefined) return 'more';
  return isPossible(count) ? length(count) : 'none';
}

function replyLengths(head: Uint8Array): Lengths {
  const [, code, count] = head;
  const plain = (n: number): readonly number[] => [5 + n];
  switch (code) {
    case undefined:
      return 'more';
    case 0x00:
    case 0x16:
    case 0x17:
    case 0x18:
      return [6];
    case 0x01:
      return [5];
    case 0x10:
    case 0x14:
    case 0x15:
    case 0x19:
    case 0x1a:
      return [8];
    case 0x20:
      return [16];
    case 0x03:
      return counted(count, (n) => n >= 2 && n <= 254 && n % 2 === 0, plain);
    case 0x07:
    case 0x09:
      return counted(
        count,
        () => true,
        (n) => [n >= 0x80 ? 68 : 5 + (n % 64)],
      );
    case 0x11:
    case 0x12:
      return counted(
        count,
        (n) => n >= 4 && n <= 200 && n % 4 === 0,
        (n) => [5 + n, 9 + n],
      );
    case 0x1b:
      return counted(count, (n) => n === 6, plain);
    case 0x1c:
      return counted(count, (n) => n <= 32 && n % 2 === 0, plain);
    case 0x1d:
      return counted(count, (n) => n >= 2 && n <= 200 && n % 2 === 0, plain);
    case 0x1e:
      return counted(count, (n) => n === 5, plain);
    case 0x1f:
      return counted(count, (n) => n === 7, plain);
    default:
      return 'none';
  }
}

export interface OracleResult {
  readonly frames: Uint8Array[];
  readonly skipped: number;
  readonly pending: number;
}

/** All replies in a stream; `final` says that nothing more will come. */
export function slowDeframe(stream: Uint8Array, final: boolean): OracleResult {
  const frames: Uint8Array[] = [];
  let skipped = 0;
  let start = 0;
  search: while (start < stream.length) {
    const rest = stream.subarray(start);
    const lengths = rest[0] === 0xaa ? replyLengths(rest) : 'none';
    let undecided = lengths === 'more';
    for (const length of Array.isArray(lengths) ? (lengths as number[]) : []) {
      if (rest.length < length) {
        undecided = true;
        break;
      }
      if (checksum(rest.subarray(0, length)) === 0) {
        frames.push(rest.slice(0, length));
        start += length;
        continue search;
      }
    }
    if (undecided && !final) break;
    start++;
    skipped++;
  }
  return { frames, skipped, pending: stream.length - start };
}

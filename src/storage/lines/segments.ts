import type { Piece, PieceKey, SegmentId } from './line-database';

/** Pieces of one segment, stored or not. */
export interface Segment extends SegmentId {
  readonly pieces: number;
  /** Number of the line that comes next. */
  readonly end: number;
  readonly lines: number;
  readonly bytes: number;
}

/** A line that has not been stored. */
export interface PendingLine {
  readonly segment: SegmentId;
  readonly number: number;
  /** With its line feed. */
  readonly text: string;
}

export function idOf({ order, session }: SegmentId): string {
  return `${order} ${session}`;
}

/** All segments that have pieces, in order. */
export function segmentsOf(keys: readonly PieceKey[]): readonly Segment[] {
  const segments = new Map<string, Segment>();
  for (const { order, session, line, lines, bytes } of keys) {
    const id = idOf({ order, session });
    const before = segments.get(id) ?? { order, session, pieces: 0, end: 0, lines: 0, bytes: 0 };
    segments.set(id, {
      order,
      session,
      pieces: before.pieces + 1,
      end: Math.max(before.end, line + lines),
      lines: before.lines + lines,
      bytes: before.bytes + bytes,
    });
  }
  return [...segments.values()].sort((a, b) => a.order - b.order || (a.session < b.session ? -1 : 1));
}

/** One piece for each run of lines that follow one another in a segment. */
export function piecesOf(lines: readonly PendingLine[]): readonly Piece[] {
  const runs: PendingLine[][] = [];
  let before: PendingLine | undefined;
  for (const line of lines) {
    const follows = before?.segment.order === line.segment.order && before.number + 1 === line.number;
    if (follows) runs.at(-1)?.push(line);
    else runs.push([line]);
    before = line;
  }
  return runs.map((run) => {
    const [{ segment, number }] = run as [PendingLine];
    const text = run.map((line) => line.text).join('');
    return { key: { ...segment, line: number, lines: run.length, bytes: text.length }, text };
  });
}

/** Text of the lines of a piece from number `first` on, up to and without `end`. */
export function cut({ key, text }: Piece, first: number, end: number): string {
  if (first <= key.line && end >= key.line + key.lines) return text;
  const lines = text.split('\n').slice(Math.max(0, first - key.line), Math.max(0, Math.min(key.lines, end - key.line)));
  return lines.map((line) => `${line}\n`).join('');
}

/** The oldest segments that exceed the whole; never the newest. */
export function expired(segments: readonly Segment[], totalBytes: number): readonly Segment[] {
  let total = segments.reduce((sum, { bytes }) => sum + bytes, 0);
  let count = 0;
  for (const { bytes } of segments.slice(0, -1)) {
    if (total <= totalBytes) break;
    total -= bytes;
    count += 1;
  }
  return segments.slice(0, count);
}

import type { Ms } from '../battery/units';
import type { Clock } from '../links/clock';
import { FORMATS, type TrafficFormat } from '../protocols/recording/formats';
import { RecordingReader } from '../protocols/recording/reader';
import { Recording, type RecordedPiece } from '../protocols/recording/recording';
import type { TimeRange } from './history-contract';
import { ReplayPlayer } from './replay-player';
import type { FilePart, ReadReport, RecordingView } from './traffic-contract';

/** Pieces in one part of a file. */
const PIECES_IN_PART = 2_000;

/** Traffic as files: written in parts, read, and played again. */
export class RecordingDesk {
  private reader: RecordingReader | undefined;
  private recorded: { readonly view: RecordingView; readonly recording: Recording } | undefined;
  private startAt = 0;
  /** The newest run. */
  player: ReplayPlayer | undefined;

  constructor(private readonly clock: Clock) {}

  readBegin(): void {
    this.reader = new RecordingReader();
  }

  readText(text: string): ReadReport {
    this.reader ??= new RecordingReader();
    this.reader.push(text);
    return this.reader.report;
  }

  readEnd(name: string): ReadReport {
    const reader = this.reader ?? new RecordingReader();
    this.reader = undefined;
    reader.end();
    const { report, recording } = reader;
    if (report.pieces > 0) this.recorded = { view: { ...report, name }, recording };
    this.startAt = 0;
    return report;
  }

  take(name: string, kept: Iterable<RecordedPiece>): RecordingView {
    const recording = new Recording();
    for (const piece of kept) recording.add(piece);
    const { pieces, durationMs, startedAt } = recording;
    const view: RecordingView = { name, format: undefined, lines: 0, bad: 0, badLines: [], pieces, durationMs, startedAt };
    if (pieces > 0) this.recorded = { view, recording };
    this.startAt = 0;
    return view;
  }

  get view(): RecordingView | undefined {
    return this.recorded?.view;
  }

  /** A new run of the recording, if there is one. */
  newReplay(changed: () => void): ReplayPlayer | undefined {
    if (!this.recorded) return undefined;
    const { recording, view } = this.recorded;
    const player = new ReplayPlayer(recording, view.name, this.clock, changed);
    if (this.player) player.speed = this.player.view.speed;
    this.player = player;
    if (this.startAt > 0) player.hurry(this.startAt);
    else player.play();
    return player;
  }

  /** `false` for a time that has been played: the next run begins there. */
  goTo(position: Ms): boolean {
    this.startAt = position;
    return this.player?.hurry(position) ?? false;
  }
}

/** A file in parts. @param range the time that its pieces can have: tells how much of it is done */
export async function* inParts(
  format: TrafficFormat,
  pieces: Iterable<RecordedPiece> | AsyncIterable<RecordedPiece>,
  { from, to }: TimeRange,
): AsyncGenerator<FilePart> {
  const { head, write } = FORMATS[format];
  let text = head;
  let count = 0;
  for await (const piece of pieces) {
    text += write(piece);
    if (++count % PIECES_IN_PART > 0) continue;
    yield { text, share: Math.max(0, Math.min(1, (piece.time - from) / Math.max(1, to - from))), done: false };
    text = '';
  }
  yield { text, share: 1, done: true };
}

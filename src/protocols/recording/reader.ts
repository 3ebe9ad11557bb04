import { FORMATS, TRAFFIC_FORMATS, type LineMemory, type LineProblem, type TrafficFormat } from './formats';
import { Recording } from './recording';

/** Longest line that is looked at; a file of another kind may have none at all. */
const LONGEST_LINE = 65_536;
/** So many are told with their lines; the rest is counted. */
const MOST_TOLD = 50;
const TEXT_TOLD = 80;

export interface BadLine {
  /** From 1. */
  readonly line: number;
  readonly problem: LineProblem;
  /** Its beginning. */
  readonly text: string;
}

/** What has been read of a file so far. */
export interface ReadReport {
  /** `undefined` until a line tells it, and at the end for a file of no known kind. */
  readonly format: TrafficFormat | undefined;
  readonly lines: number;
  readonly pieces: number;
  readonly bad: number;
  /** The first of them. */
  readonly badLines: readonly BadLine[];
  readonly durationMs: number;
  /** Milliseconds since 1970; 0 while nothing has been read. */
  readonly startedAt: number;
}

/** Reads a file of traffic piece by piece of its text. A line that cannot be read is told by its number, and costs no other. */
export class RecordingReader {
  readonly recording = new Recording();
  private format: TrafficFormat | undefined;
  private rest = '';
  private lines = 0;
  private bad = 0;
  private readonly badLines: BadLine[] = [];
  private readonly memory: LineMemory = { time: 0 };

  /** The next text of the file, cut anywhere. */
  push(text: string): void {
    const lines = `${this.rest}${text}`.split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.readLine(line);
    // Without an end in sight it is no line.
    if (this.rest.length > LONGEST_LINE) {
      this.readLine(this.rest.slice(0, LONGEST_LINE));
      this.rest = '';
    }
  }

  /** The file has ended. */
  end(): void {
    if (this.rest !== '') this.readLine(this.rest);
    this.rest = '';
  }

  get report(): ReadReport {
    const { format, lines, bad, badLines, recording } = this;
    return {
      format,
      lines,
      pieces: recording.pieces,
      bad,
      badLines: [...badLines],
      durationMs: recording.durationMs,
      startedAt: recording.startedAt,
    };
  }

  private readLine(whole: string): void {
    this.lines++;
    const line = whole.replace(/\r$/, '');
    if (line.trim() === '') return;
    this.format ??= TRAFFIC_FORMATS.find((format) => FORMATS[format].recognises(line));
    const read = this.format ? FORMATS[this.format].read(line, this.memory) : 'form';
    if (read === undefined) return;
    if (typeof read === 'string') {
      this.bad++;
      if (this.badLines.length < MOST_TOLD) this.badLines.push({ line: this.lines, problem: read, text: line.slice(0, TEXT_TOLD) });
      return;
    }
    this.memory.time = read.time;
    this.recording.add(read);
  }
}

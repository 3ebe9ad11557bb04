/** A line that the app wrote to its CAN adapter, read without the app's own decoder. */
export interface AdapterLine {
  readonly text: string;
  /** When its first and its last byte came [ms]. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** An 11-bit data frame among those lines. */
export interface SentFrame {
  readonly id: number;
  readonly data: DataView;
  readonly hex: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Splits what arrives at the adapter into lines and frames. */
export class AdapterLog {
  readonly lines: AdapterLine[] = [];
  readonly frames: SentFrame[] = [];
  private pending = '';
  private startedAt = 0;
  /** The line under way began before everything was forgotten. */
  private isOld = false;

  push(bytes: Uint8Array, at: number): void {
    for (const byte of bytes) {
      if (this.pending === '') this.startedAt = at;
      if (byte === 0x0d) this.complete(at);
      else this.pending += String.fromCharCode(byte);
    }
  }

  /** Frames of one identifier, oldest first. */
  of(id: number): readonly SentFrame[] {
    return this.frames.filter((frame) => frame.id === id);
  }

  /** Forgets everything so far, also a line of which the end is still to come. */
  clear(): void {
    this.lines.length = 0;
    this.frames.length = 0;
    this.isOld = this.pending !== '';
  }

  /** The cable is out: nothing that comes later belongs to a line that was under way. */
  cut(): void {
    this.pending = '';
    this.isOld = false;
  }

  private complete(at: number): void {
    const { pending: text, startedAt, isOld } = this;
    this.pending = '';
    this.isOld = false;
    if (isOld) return;
    this.lines.push({ text, startedAt, endedAt: at });
    const match = /^t([0-9A-F]{3})([0-8])((?:[0-9A-F]{2})*)$/.exec(text);
    const [, id, length, hex] = match ?? [];
    if (id === undefined || hex === undefined || hex.length !== Number(length) * 2) return;
    const data = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    this.frames.push({ id: Number.parseInt(id, 16), data: new DataView(data.buffer), hex, startedAt, endedAt: at });
  }
}

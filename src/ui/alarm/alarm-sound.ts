import type { CallKind } from '../state/alarms';

/** A tone that glides from one pitch to another [Hz, s]. */
interface Tone {
  readonly at: number;
  readonly lasts: number;
  readonly from: number;
  readonly to: number;
}

const beep = (at: number, pitch: number, lasts: number): Tone => ({ at, lasts, from: pitch, to: pitch });

/** One look at the screen less: an alarm hurries, a warning knocks twice, a lost link falls. */
export const PATTERNS: Readonly<Record<CallKind, readonly Tone[]>> = {
  alarm: [0, 0.6].flatMap((at) => [beep(at, 880, 0.12), beep(at + 0.16, 1109, 0.12), beep(at + 0.32, 1319, 0.16)]),
  warning: [beep(0, 659, 0.14), beep(0.22, 659, 0.14)],
  link: [0, 0.9].map((at) => ({ at, lasts: 0.7, from: 523, to: 196 })),
};

const VOLUME = 0.35;
/** A tone that begins or ends at once clicks [s]. */
const FADE = 0.015;

export type SoundState = 'missing' | 'locked' | 'ready';

/** Plays the patterns. Browsers keep sound locked until the owner has touched the page. */
export class AlarmSound {
  private context: AudioContext | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly create: (() => AudioContext) | undefined = globalThis.AudioContext && (() => new AudioContext())) {}

  get state(): SoundState {
    if (!this.create) return 'missing';
    return this.context?.state === 'running' ? 'ready' : 'locked';
  }

  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** To be called while the owner touches something; otherwise the browser refuses, which is no error. */
  async unlock(): Promise<void> {
    if (!this.create || this.state === 'ready') return;
    try {
      if (!this.context) {
        this.context = this.create();
        // Tablets suspend it when another app takes the speaker.
        this.context.addEventListener('statechange', () => this.tell());
      }
      await this.context.resume();
    } catch {
      // Without a speaker there is no context; the page says that the sound is locked.
    }
    this.tell();
  }

  /** `false` while it is locked. */
  play(kind: CallKind): boolean {
    const { context } = this;
    if (!context || this.state !== 'ready') return false;
    for (const tone of PATTERNS[kind]) playTone(context, tone);
    return true;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function playTone(context: AudioContext, { at, lasts, from, to }: Tone): void {
  const begin = context.currentTime + at;
  const end = begin + lasts;
  const oscillator = new OscillatorNode(context, { type: 'triangle', frequency: from });
  const gain = new GainNode(context, { gain: 0 });
  oscillator.frequency.setValueAtTime(from, begin);
  oscillator.frequency.exponentialRampToValueAtTime(to, end);
  gain.gain.setValueAtTime(0, begin);
  gain.gain.linearRampToValueAtTime(VOLUME, begin + FADE);
  gain.gain.setValueAtTime(VOLUME, end - FADE);
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(begin);
  oscillator.stop(end);
}

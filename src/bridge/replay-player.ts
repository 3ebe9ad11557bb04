import type { Ms } from '../battery/units';
import type { PortSource } from '../links/byte-link';
import type { Clock } from '../links/clock';
import { ReplayClock } from '../links/replay/replay-clock';
import { lastUntil } from '../links/replay/replay-device';
import { ReplayPortSource } from '../links/replay/replay-source';
import { mirrorFrame } from '../protocols/canbms-mirror/decode';
import type { Recording } from '../protocols/recording/recording';
import { readSlcanMessage } from '../protocols/slcan/message';
import type { ReplayLimits, ReplayView } from './traffic-contract';

const LIMITS_ID = 0x351;
const SPEEDS = { least: 0.1, most: 100 };
/** The bridge that looks at the end of a recording may still close its ports in real time. */
const AFTER_THE_END_MS: Ms = 5_000;

/** One run of a recording: its ports, its time, and where it stands. */
export class ReplayPlayer {
  readonly source: PortSource;
  private readonly played: ReplayClock;
  private readonly limits: readonly { readonly at: Ms; readonly limits: ReplayLimits }[];

  constructor(
    private readonly recording: Recording,
    private readonly name: string,
    real: Clock,
    changed: () => void,
  ) {
    this.played = new ReplayClock(real, recording.startedAt, recording.durationMs, changed);
    this.source = new ReplayPortSource(recording.all(), this.played);
    this.limits = limitsIn(recording);
  }

  get clock(): Clock {
    return this.played;
  }

  get view(): ReplayView {
    const { played, recording, name } = this;
    const positionMs = played.now();
    const at = lastUntil(this.limits, positionMs);
    return {
      name,
      startedAt: recording.startedAt,
      durationMs: recording.durationMs,
      positionMs,
      speed: played.speed,
      state: played.isPlaying ? 'playing' : positionMs >= recording.durationMs ? 'ended' : 'paused',
      recordedLimits: this.limits[at]?.limits,
    };
  }

  play(): void {
    this.played.play();
  }

  pause(): void {
    this.played.pause();
  }

  set speed(times: number) {
    this.played.speed = Math.min(SPEEDS.most, Math.max(SPEEDS.least, times));
  }

  /** Forward only; `false` for a time that has been played: that takes another run. */
  hurry(position: Ms): boolean {
    if (position < this.played.now()) return false;
    this.played.hurry(position);
    return true;
  }

  /** Ends the run by `stopping` it, for which its time has to go on for a moment. */
  async end(stopping: () => Promise<void>): Promise<void> {
    this.played.release(AFTER_THE_END_MS);
    await stopping();
    this.played.stop();
  }
}

/** What the bridge of that time, or another battery, sent in each 0x351. */
function limitsIn(recording: Recording): readonly { readonly at: Ms; readonly limits: ReplayLimits }[] {
  const found: { readonly at: Ms; readonly limits: ReplayLimits }[] = [];
  for (const { wire, damaged, direction, bytes, at } of recording.all()) {
    if (wire !== 'slcan' || damaged) continue;
    const frame = readSlcanMessage(bytes, direction).line?.frame;
    const reading = frame?.id === LIMITS_ID ? mirrorFrame(frame.id, frame.data) : undefined;
    if (reading?.id !== LIMITS_ID) continue;
    const { maxChargeVoltage: cvl, maxChargeCurrent: ccl, maxDischargeCurrent: dcl } = reading;
    found.push({ at, limits: { cvl, ccl, dcl } });
  }
  return found;
}

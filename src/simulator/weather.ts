import type { Ms } from '../battery/units';
import type { WorldOptions } from './options';
import { smoothAt, uniformAt } from './random';

/** Hours of sunrise and sunset, and how far clouds take the sun away at most. */
const SUN = { rises: 6, sets: 20, clouds: 0.6 };
const MINUTE = 60;
/** One load in so many ten-minute slots is a large one, of this size [times the mean]. */
const LARGE_LOAD = { share: 0.2, factor: 2.5 };
const DRAW = { clouds: 40, load: 41, large: 42 };
const HOUR_MS = 3_600_000;

/** What sun and people do: functions of the time alone. */
export class Weather {
  constructor(private readonly options: Pick<WorldOptions, 'seed' | 'startAt' | 'startHour' | 'solarPeak' | 'loadMean'>) {}

  /** Current [A] that the solar chargers could deliver. */
  solar(at: Ms): number {
    const { seed, solarPeak } = this.options;
    const hour = this.hour(at);
    if (hour <= SUN.rises || hour >= SUN.sets) return 0;
    const height = Math.sin((Math.PI * (hour - SUN.rises)) / (SUN.sets - SUN.rises));
    const clouds = smoothAt(seed, this.seconds(at), 4 * MINUTE, DRAW.clouds);
    return solarPeak * height * (1 - SUN.clouds * clouds * clouds);
  }

  /** Current [A] that the loads ask for. */
  load(at: Ms): number {
    const { seed, loadMean } = this.options;
    const seconds = this.seconds(at);
    const base = loadMean * (0.3 + 0.7 * smoothAt(seed, seconds, 15 * MINUTE, DRAW.load));
    const isLarge = uniformAt(seed, Math.floor(seconds / (10 * MINUTE)), DRAW.large) < LARGE_LOAD.share;
    return base + (isLarge ? LARGE_LOAD.factor * loadMean : 0);
  }

  private seconds(at: Ms): number {
    return (at - this.options.startAt) / 1000;
  }

  private hour(at: Ms): number {
    return (this.options.startHour + (at - this.options.startAt) / HOUR_MS) % 24;
  }
}

import { smoothAt } from '../../../src/simulator/random';
import { Weather } from '../../../src/simulator/weather';

const DAY = 86_400;
const YEAR = 365 * DAY;
/** The year begins in spring, in an unheated shed [°C]: it freezes in winter and gets too hot for full charging in summer. */
const SHED = { mean: 19, seasons: 15, daily: 4, spells: 24, spellLength: 3 * DAY };
/** Shares of the best sun. */
const WINTER_SUN = 0.35;
/** [A] */
const SOLAR_PEAK = 110;
const LOAD_MEAN = 12;
const DRAW = { spells: 50 };

/** Sun, loads and temperature through the year: functions of the second alone. */
export class Climate {
  private readonly weather: Weather;

  constructor(private readonly seed: number) {
    this.weather = new Weather({ seed, startAt: 0, startHour: 0, solarPeak: SOLAR_PEAK, loadMean: LOAD_MEAN });
  }

  /** What the chargers could deliver [A]. */
  solar(second: number): number {
    const share = WINTER_SUN + (1 - WINTER_SUN) * (0.5 + 0.5 * season(second));
    return share * this.weather.solar(second * 1000);
  }

  /** What the loads ask for [A]. */
  load(second: number): number {
    return this.weather.load(second * 1000);
  }

  /** Around the battery [°C]. */
  ambient(second: number): number {
    const hour = -Math.cos((2 * Math.PI * (second - 3 * 3600)) / DAY);
    const spell = smoothAt(this.seed, second, SHED.spellLength, DRAW.spells) - 0.5;
    return SHED.mean + SHED.seasons * season(second) + SHED.daily * hour + SHED.spells * spell;
  }
}

/** 1 in the middle of summer, -1 in the middle of winter. */
function season(second: number): number {
  return Math.sin((2 * Math.PI * second) / YEAR);
}

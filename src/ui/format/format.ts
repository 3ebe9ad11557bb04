import type { Ms } from '../../battery/units';
import type { Language } from '../state/preferences';

const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';
/** Shown for a value that is not known; never 0. */
export const UNKNOWN = '\u2014';

interface Rule {
  readonly unit: string;
  readonly decimals: number;
  /** Charging is plus, discharging is minus, and the sign is part of the statement. */
  readonly signed?: true;
  /** The core counts in another unit. */
  readonly factor?: number;
}

const RULES = {
  voltage: { unit: 'V', decimals: 2 },
  cellVoltage: { unit: 'V', decimals: 3 },
  /** Limits are exactly what the wire carries: tenths. */
  voltageLimit: { unit: 'V', decimals: 1 },
  axisVoltage: { unit: 'V', decimals: 1 },
  current: { unit: 'A', decimals: 1, signed: true },
  currentLimit: { unit: 'A', decimals: 1 },
  power: { unit: 'W', decimals: 0, signed: true },
  percent: { unit: '%', decimals: 1 },
  wholePercent: { unit: '%', decimals: 0 },
  temperature: { unit: '°C', decimals: 1 },
  capacity: { unit: 'Ah', decimals: 0 },
  charge: { unit: 'Ah', decimals: 1 },
  /** Given in Wh. */
  energy: { unit: 'kWh', decimals: 2, factor: 0.001 },
  /** Discharged charge for each capacity. */
  cycles: { unit: '', decimals: 2 },
  /** Borders of classes. */
  wholeTemperature: { unit: '°C', decimals: 0 },
  /** Given in kWh. */
  energyKwh: { unit: 'kWh', decimals: 1 },
  /** A count of cells, as a mean may be. */
  cells: { unit: '', decimals: 1 },
  /** Given in V. */
  millivolts: { unit: 'mV', decimals: 0, factor: 1000 },
  signedVoltage: { unit: 'V', decimals: 2, signed: true },
  signedMillivolts: { unit: 'mV', decimals: 0, factor: 1000, signed: true },
} as const satisfies Record<string, Rule>;

/** Spans of time from the longest down, each told with the next smaller unit and nothing below. */
const SPANS = [
  { seconds: 86_400, unit: { en: 'd', fr: 'j' }, rest: { seconds: 3600, unit: 'h' } },
  { seconds: 3600, unit: { en: 'h', fr: 'h' }, rest: { seconds: 60, unit: 'min' } },
  { seconds: 60, unit: { en: 'min', fr: 'min' }, rest: { seconds: 1, unit: 's' } },
] as const;

const BYTE_UNITS = { en: ['B', 'kB', 'MB', 'GB'], fr: ['o', 'ko', 'Mo', 'Go'] } as const;

export type Quantity = keyof typeof RULES;

/** One age for all that read alike [ms]: what is selected by it is not drawn again before its text changes. From two minutes on as it is. */
export function readAlike(age: Ms): Ms {
  const seconds = age / 1000;
  if (seconds < 9.95) return Math.round(seconds * 10) * 100;
  return seconds < 119.5 ? Math.round(seconds) * 1000 : age;
}

/** A number and its unit apart, since they are drawn apart. */
export interface Figure {
  readonly digits: string;
  readonly unit: string;
}

/** Turns numbers into text in one language. The only place that does. */
export interface Format {
  readonly language: Language;
  /** Number in its fixed decimals; `undefined` and what is not finite become a dash. */
  figure(quantity: Quantity, value: number | undefined): Figure;
  /** Number and unit in one string that does not break. */
  measure(quantity: Quantity, value: number | undefined): string;
  /** A number in decimals of the caller's choice, with its unit where it has one. */
  decimal(value: number, decimals: number, unit: string | undefined): string;
  /** A count, grouped by thousands. */
  count(value: number | undefined): string;
  /** Any number, with as many decimals as it has, up to four. */
  number(value: number): string;
  /** A span of time: tenths below 10 s, then whole seconds, minutes, hours. */
  duration(ms: Ms | undefined): string;
  /** How long something has lasted or must last [s], to the second: "6 min 20 s". */
  span(seconds: number): string;
  /** A countdown. */
  wholeSeconds(ms: Ms): string;
  milliseconds(ms: Ms | undefined): string;
  /** A size in the unit that fits: kB, MB, GB, each a thousand times the one before. */
  bytes(count: number): string;
  /** Local hours and minutes of a wall time. */
  clock(wallTime: number): string;
  /** To the second. */
  clockSeconds(wallTime: number): string;
  /** To the millisecond, on a clock of 24 hours. */
  clockMilliseconds(wallTime: number): string;
  /** Day and month. */
  day(wallTime: number): string;
  /** Day, month and year. */
  date(wallTime: number): string;
  /** Day, month, hours and minutes. */
  short(wallTime: number): string;
  /** Month and year. */
  month(wallTime: number): string;
  /** Day, time to the second and time zone. */
  moment(wallTime: number): string;
}

const made = new Map<Language, Format>();

/** The format of a language; always the same object, since `Intl` objects are dear. */
export function createFormat(language: Language): Format {
  const known = made.get(language);
  if (known) return known;
  const format = build(language);
  made.set(language, format);
  return format;
}

function build(language: Language): Format {
  const numbers = new Map<string, Intl.NumberFormat>();
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  // Made when first needed: together they cost a slow tablet a tenth of a second before it has drawn anything.
  const dates = (options: Intl.DateTimeFormatOptions) => {
    let intl: Intl.DateTimeFormat | undefined;
    // English is spoken with clocks of 12 and of 24 hours: the browser knows which.
    return (wallTime: number): string =>
      (intl ??= new Intl.DateTimeFormat(language === 'en' ? undefined : language, options)).format(wallTime);
  };

  function digits(value: number, decimals: number, signed: boolean): string {
    const key = `${decimals}${signed}`;
    let intl = numbers.get(key);
    if (!intl) {
      intl = new Intl.NumberFormat(language, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
        signDisplay: signed ? 'exceptZero' : 'negative',
      });
      numbers.set(key, intl);
    }
    return intl.format(value).replace('-', MINUS);
  }

  let free: Intl.NumberFormat | undefined;

  function figure(quantity: Quantity, value: number | undefined): Figure {
    const rule: Rule = RULES[quantity];
    if (value === undefined || !Number.isFinite(value)) return { digits: UNKNOWN, unit: rule.unit };
    return { digits: digits(value * (rule.factor ?? 1), rule.decimals, rule.signed ?? false), unit: rule.unit };
  }

  const join = (text: string, unit: string): string => (unit === '' ? text : `${text}${NO_BREAK_SPACE}${unit}`);

  return {
    language,
    figure,
    measure(quantity, value) {
      const { digits: text, unit } = figure(quantity, value);
      return text === UNKNOWN ? UNKNOWN : join(text, unit);
    },
    decimal: (value, decimals, unit) => join(digits(value, decimals, false), unit ?? ''),
    count: (value) => (value === undefined ? UNKNOWN : digits(value, 0, false)),
    number: (value) => {
      free ??= new Intl.NumberFormat(language, { maximumFractionDigits: 4, useGrouping: false });
      return free.format(value).replace('-', MINUS);
    },
    duration(ms) {
      if (ms === undefined) return UNKNOWN;
      const seconds = readAlike(ms) / 1000;
      if (seconds < 9.95) return join(digits(seconds, 1, false), 's');
      if (seconds < 119.5) return join(digits(seconds, 0, false), 's');
      if (seconds < 7200) return join(digits(Math.round(seconds / 60), 0, false), 'min');
      return join(digits(Math.round(seconds / 3600), 0, false), 'h');
    },
    span(seconds) {
      const whole = Math.max(0, Math.floor(seconds));
      const large = SPANS.find(({ seconds: unit }) => whole >= unit);
      if (!large) return join(digits(whole, 0, false), 's');
      const head = join(digits(Math.floor(whole / large.seconds), 0, false), large.unit[language]);
      const rest = Math.floor((whole % large.seconds) / large.rest.seconds);
      return rest === 0 ? head : join(`${head}${NO_BREAK_SPACE}${digits(rest, 0, false)}`, large.rest.unit);
    },
    wholeSeconds: (ms) => join(digits(Math.ceil(ms / 1000), 0, false), 's'),
    milliseconds: (ms) => (ms === undefined ? UNKNOWN : join(digits(ms, 0, false), 'ms')),
    bytes: (count) => {
      const step = BYTE_UNITS[language].findLastIndex((_, index) => count >= 1000 ** index);
      const index = Math.max(0, step);
      return join(
        digits(count / 1000 ** index, index === 0 || count >= 100 * 1000 ** index ? 0 : 1, false),
        BYTE_UNITS[language][index] ?? '',
      );
    },
    clock: dates(time),
    clockSeconds: dates({ ...time, second: '2-digit' }),
    clockMilliseconds: (wallTime) => {
      const date = new Date(wallTime);
      const two = (value: number): string => String(value).padStart(2, '0');
      return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
    },
    day: dates({ day: 'numeric', month: 'short' }),
    date: dates({ day: 'numeric', month: 'short', year: 'numeric' }),
    short: dates({ day: 'numeric', month: 'short', ...time }),
    month: dates({ month: 'short', year: 'numeric' }),
    moment: dates({ day: 'numeric', month: 'short', year: 'numeric', ...time, second: '2-digit', timeZoneName: 'short' }),
  };
}

import type { Json } from '../json';
import type { Note } from '../wishes';
import type { Coding } from './keys';

/** What a value of theirs means; `kept` where it means something that this bridge does not offer. */
export type Meaning = { readonly wanted: unknown; readonly notes: readonly Note[] } | { readonly kept: Note };

type Coder<C extends Coding['as']> = {
  readonly read: (value: Json, coding: Extract<Coding, { as: C }>, cells: number) => Meaning;
  readonly write: (value: unknown, coding: Extract<Coding, { as: C }>, cells: number) => Json;
};

const LEVELS = ['ERROR', 'WARNING', 'INFO', 'DEBUG'] as const;
const LISTENING: readonly unknown[] = [1, 'listen', 'listen_only'];
const NORMAL: readonly unknown[] = [0, 'normal'];
/** What other adapters can, and no GX does. */
const OTHER_BITRATES: readonly unknown[] = [125_000, 1_000_000];

const as = (wanted: unknown, ...notes: readonly Note[]): Meaning => ({ wanted, notes });

/** A number, also where it was written as a text. Anything else is handed on, and refused by the rule of its key. */
function numberOf(value: Json): { readonly number: number; readonly notes: readonly Note[] } | undefined {
  if (typeof value === 'number') return { number: value, notes: [] };
  if (typeof value !== 'string' || value.trim() === '' || !Number.isFinite(Number(value))) return undefined;
  return { number: Number(value), notes: ['coerced'] };
}

/** Without the last bits of a product, which nobody has written. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

export const CODERS: { readonly [C in Coding['as']]: Coder<C> } = {
  number: {
    read(value, { perUnit = 1, perCell = false, clamp }, cells) {
      const read = numberOf(value);
      if (!read) return as(value);
      const wanted = tidy(read.number / perUnit / (perCell ? cells : 1));
      if (!clamp) return as(wanted, ...read.notes);
      const held = Math.min(Math.max(wanted, clamp[0]), clamp[1]);
      return held === wanted ? as(wanted, ...read.notes) : as(held, 'held-back');
    },
    write: (value, { perUnit = 1, perCell = false }, cells) => tidy(Number(value) * perUnit * (perCell ? cells : 1)),
  },
  offset: {
    read(value) {
      const read = numberOf(value);
      if (!read) return as(value);
      const isVolts = read.number !== 0 && Math.abs(read.number) < 1;
      return isVolts ? as(tidy(Math.abs(read.number)), 'volts') : as(tidy(read.number / 1000), ...read.notes);
    },
    write: (value) => tidy(Number(value) * 1000),
  },
  flag: {
    read(value) {
      if (value === 1 || value === 'true') return as(true, 'coerced');
      return value === 0 || value === 'false' ? as(false, 'coerced') : as(value);
    },
    write: (value) => value === true,
  },
  text: {
    read(value, { longest }) {
      if (typeof value !== 'string' || value.length <= longest) return as(value);
      return as(value.slice(0, longest), 'shortened');
    },
    write: (value) => String(value),
  },
  level: {
    read(value) {
      if (typeof value === 'number') return as(LEVELS[value] ?? value, 'coerced');
      if (typeof value !== 'string') return as(value);
      const name = value.trim().toUpperCase();
      return as(name === 'WARN' ? 'WARNING' : name);
    },
    write: (value) => String(value),
  },
  mode: {
    read(value) {
      if (LISTENING.includes(value)) return as(true, 'listen-only');
      return NORMAL.includes(value) ? as(false) : as(value);
    },
    // The firmware reads a number, and takes any text for 0.
    write: (value) => (value === true ? 1 : 0),
  },
  bitrate: {
    read(value) {
      const read = numberOf(value);
      if (!read) return as(value);
      return OTHER_BITRATES.includes(read.number) ? { kept: 'no-such-bitrate' } : as(read.number, ...read.notes);
    },
    write: (value) => Number(value),
  },
};

export function meaningOf<C extends Coding['as']>(value: Json, coding: Extract<Coding, { as: C }>, cells: number): Meaning {
  const as: C = coding.as;
  return (CODERS[as] as Coder<C>).read(value, coding, cells);
}

export function written<C extends Coding['as']>(value: unknown, coding: Extract<Coding, { as: C }>, cells: number): Json {
  const as: C = coding.as;
  return (CODERS[as] as Coder<C>).write(value, coding, cells);
}

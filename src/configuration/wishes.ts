import type { Configuration } from './configuration';
import { keyAt, SECTIONS } from './configuration';
import { DISPLAY, type DisplaySettings } from './display';
import { isSame, withSecretsOf, type Json, type JsonObject } from './json';
import { brokenRule, type Rule } from './key';
import { isSecret } from './seed/keys';

/** Everything that the owner can set, and what other programs' files had beside it. */
export interface ConfigurationState {
  readonly configuration: Configuration;
  readonly display: DisplaySettings;
  readonly kept: KeptFiles;
}

/** Files of the old bridge as they were imported: what this one has no use for is given back in its place. */
export interface KeptFiles {
  /** Its `config.json`. */
  readonly config?: JsonObject;
  /** Its `tinybms_victron_mapping.json`. */
  readonly mapping?: JsonObject;
}

export const ALL_SECTIONS = { ...SECTIONS, display: DISPLAY } as const;

/**
 * One value of a file, and what is to become of it.
 * - `set`: it is wanted for a key of ours.
 * - `kept`: the bridge has no use for it, and keeps it.
 * - `unknown`: nobody knows it.
 */
export interface Wish {
  /** Where it stands in the file. */
  readonly path: string;
  readonly value: Json;
  readonly use: 'set' | 'kept' | 'unknown';
  /** Of our document, for instance "can.bitrate"; what is wanted there [its unit]. */
  readonly target?: string;
  readonly wanted?: unknown;
  readonly secret?: true;
  readonly notes?: readonly Note[];
}

/** Something that the owner should know of a value. */
export type Note =
  /** A text was taken as the number or the switch that it spells. */
  | 'coerced'
  /** Beyond what is possible, and taken as the end of it. */
  | 'held-back'
  /** Longer than its frame, and cut. */
  | 'shortened'
  /** In volts where millivolts were to stand. */
  | 'volts'
  /** Thresholds of the state of charge act in the mode that follows it. */
  | 'soc-mode'
  /** The speed of the BMS cannot be changed. */
  | 'fixed-speed'
  /** No GX has this bit rate. */
  | 'no-such-bitrate'
  /** Asks for listening only, which is a level of operation here. */
  | 'listen-only'
  /** Its adapter ended the bus, which another one in its place has to do as well. */
  | 'termination'
  /** Made for another number of cells than the battery of the moment has. */
  | 'other-cell-count'
  /** Believes that the BMS has to broadcast, which only disturbs. */
  | 'broadcast'
  /** A password that everybody knows. */
  | 'factory-password'
  /** The temperature of the board of the BMS, not of the cells. */
  | 'board-temperature'
  /** A statistic of the BMS that was taken for a limit. */
  | 'statistics'
  /** The protocol fixes the scale. */
  | 'fixed-scale'
  /** Goes out as often as another frame of the file, which came first. */
  | 'same-pace';

/** What becomes of one value. `refused`: it cannot be taken, and with it nothing of the file. */
export type Fate = 'changes' | 'same' | 'kept' | 'unknown' | 'refused';

export interface Row {
  readonly path: string;
  readonly target: string | undefined;
  readonly fate: Fate;
  /** As the file has it; `undefined` where it is secret, or where there is no file. */
  readonly value: Json | undefined;
  /** Of the target, before and after. */
  readonly before: unknown;
  readonly after: unknown;
  readonly secret: boolean;
  readonly rule: Rule | undefined;
  readonly notes: readonly Note[];
}

export interface Draft {
  readonly rows: readonly Row[];
  /** What would hold; as before where a row is refused. */
  readonly next: ConfigurationState;
}

/** What would become of everything that a file wants. */
export function draft(before: ConfigurationState, wishes: readonly Wish[], kept: KeptFiles): Draft {
  const flat = new Map(flatten(before));
  const wanted = new Map<string, unknown>();
  const rows = wishes.map((wish): Row => {
    const { path, value, target, secret = false, notes = [] } = wish;
    const row = { path, target, value: secret ? undefined : value, before: undefined, after: undefined, secret, rule: undefined, notes };
    if (wish.use !== 'set' || target === undefined) return { ...row, fate: wish.use === 'set' ? 'unknown' : wish.use };
    const key = keyAt(ALL_SECTIONS, target);
    const rule: Rule | undefined = key ? brokenRule(key, wish.wanted) : { rule: 'unknown' };
    const old = flat.get(target);
    if (rule) return { ...row, fate: 'refused', before: old, after: wish.wanted, rule };
    wanted.set(target, wish.wanted);
    return { ...row, fate: isSame(old, wish.wanted) ? 'same' : 'changes', before: old, after: wish.wanted };
  });
  const isRefused = rows.some(({ fate }) => fate === 'refused');
  return { rows, next: isRefused ? before : { ...withValues(before, wanted), kept: keptWith(before.kept, kept) } };
}

/** A file replaces the one that was kept of its kind, but for secrets that it was written without. */
function keptWith(before: KeptFiles, next: KeptFiles): KeptFiles {
  const whole = (name: keyof KeptFiles): KeptFiles => {
    const [old, file] = [before[name], next[name]];
    return file ? { [name]: old ? withSecretsOf(file, old, isSecret) : file } : {};
  };
  return { ...before, ...whole('config'), ...whole('mapping') };
}

/** Every value that differs between two states, as rows of a file that wants the second one. */
export function difference(before: ConfigurationState, next: ConfigurationState): Draft {
  const old = new Map(flatten(before));
  const changed = (path: string, from: unknown, to: unknown): readonly Row[] =>
    isSame(from, to)
      ? []
      : [
          {
            path,
            target: path,
            fate: 'changes',
            value: undefined,
            before: from,
            after: to,
            secret: false,
            rule: undefined,
            notes: [],
          },
        ];
  const rows = flatten(next).flatMap(([path, value]) => changed(path, old.get(path), value));
  const files = (['config', 'mapping'] as const).flatMap((name) =>
    changed(`kept.${name}`, before.kept[name] !== undefined, next.kept[name] !== undefined),
  );
  return { rows: [...rows, ...files], next };
}

/** Every value with its path, in the order of the tables. */
export function flatten({ configuration, display }: ConfigurationState): readonly (readonly [string, unknown])[] {
  return Object.entries({ ...configuration, display }).flatMap(([section, values]) =>
    Object.entries(values).map(([key, value]) => [`${section}.${key}`, value as unknown] as const),
  );
}

function withValues(state: ConfigurationState, wanted: ReadonlyMap<string, unknown>): ConfigurationState {
  const changed = <T extends object>(section: string, values: T): T =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => {
        const path = `${section}.${key}`;
        return [key, wanted.has(path) ? wanted.get(path) : (value as unknown)];
      }),
    ) as T;
  const sections = Object.entries(state.configuration).map(([name, values]) => [name, changed(name, values)]);
  return { ...state, configuration: Object.fromEntries(sections) as Configuration, display: changed('display', state.display) };
}

import * as v from 'valibot';
import { ALARM_SECTION } from './alarms';
import { CAN } from './can';
import { CHARGE } from './charge';
import { HISTORY } from './history';
import type { Section, SectionValues } from './key';
import { LOG } from './log';
import { NAMES } from './names';
import { OPERATION } from './operation';
import { WATCHDOG } from './watchdog';
import { TRAFFIC } from './traffic';

/** Everything that the owner can set, a section for each topic. */
export const SECTIONS = {
  alarms: ALARM_SECTION,
  can: CAN,
  charge: CHARGE,
  history: HISTORY,
  log: LOG,
  names: NAMES,
  operation: OPERATION,
  watchdog: WATCHDOG,
  traffic: TRAFFIC,
} as const satisfies Readonly<Record<string, Section>>;

type Sections = typeof SECTIONS;
export type SectionName = keyof Sections;

export type Configuration = { readonly [S in SectionName]: SectionValues<Sections[S]> };
/** Any part of it. */
export type ConfigurationChange = { readonly [S in SectionName]?: Partial<SectionValues<Sections[S]>> };

/** One value that cannot be taken. */
export interface ConfigurationProblem {
  /** For instance "can.bitrate". */
  readonly path: string;
  readonly value: unknown;
  /** What is wrong with it; for people who report it. */
  readonly rule: string;
}

export type Changed =
  { readonly ok: true; readonly configuration: Configuration } | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

/** What can be understood of a record of any origin: each value that cannot, or is missing, is the default. */
export function readConfiguration(record: unknown): Configuration {
  return mapSections((section, name) => {
    const given = member(record, name);
    return mapKeys(section, (key, of) => {
      const result = v.safeParse(of.schema, member(given, key));
      return result.success ? result.output : of.default;
    });
  });
}

export const DEFAULT_CONFIGURATION: Configuration = readConfiguration({});

/** Takes a change whole or not at all. What is unknown, or `undefined`, is a problem like any other wrong value. */
export function changeConfiguration(configuration: Configuration, change: unknown): Changed {
  const problems: ConfigurationProblem[] = [];
  for (const [name, values] of Object.entries(change ?? {})) {
    const section: Section | undefined = Object.hasOwn(SECTIONS, name) ? SECTIONS[name as SectionName] : undefined;
    if (!section) {
      problems.push({ path: name, value: values, rule: 'unknown section' });
      continue;
    }
    for (const [key, value] of Object.entries((values as object | null) ?? {})) {
      const of = Object.hasOwn(section, key) ? section[key] : undefined;
      const result = of && v.safeParse(of.schema, value);
      if (!result?.success) problems.push({ path: `${name}.${key}`, value, rule: result?.issues[0].message ?? 'unknown key' });
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  const changed = mapSections((_section, name) => ({ ...configuration[name], ...(member(change, name) as object | undefined) }));
  return { ok: true, configuration: changed };
}

function mapSections(make: (section: Section, name: SectionName) => object): Configuration {
  return Object.fromEntries(Object.entries(SECTIONS).map(([name, section]) => [name, make(section, name as SectionName)])) as Configuration;
}

function mapKeys(section: Section, make: (key: string, of: Section[string]) => unknown): object {
  return Object.fromEntries(Object.entries(section).map(([key, of]) => [key, make(key, of)]));
}

function member(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? (of as Record<string, unknown>)[name] : undefined;
}

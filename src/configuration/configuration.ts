import { ALARM_SECTION } from './alarms';
import { CAN } from './can';
import { CHARGE } from './charge';
import { FRAME_SECTION } from './frames';
import { GX } from './gx';
import { HISTORY } from './history';
import { INTERFACES } from './interfaces';
import { brokenRule, type Key, type Rule, type Section, type SectionValues } from './key';
import { LOG } from './log';
import { NAMES } from './names';
import { OPERATION } from './operation';
import { POLLING } from './polling';
import { STORAGE } from './storage';
import { TRAFFIC } from './traffic';
import { WATCHDOG } from './watchdog';

/** Everything that the owner can set of the bridge, a section for each topic. */
export const SECTIONS = {
  alarms: ALARM_SECTION,
  can: CAN,
  charge: CHARGE,
  frames: FRAME_SECTION,
  gx: GX,
  history: HISTORY,
  interfaces: INTERFACES,
  log: LOG,
  names: NAMES,
  operation: OPERATION,
  polling: POLLING,
  storage: STORAGE,
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
  readonly rule: Rule;
}

export type Changed =
  { readonly ok: true; readonly configuration: Configuration } | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

/** What can be understood of a record of any origin: each value that cannot, or is missing, is the default. */
export function readConfiguration(record: unknown): Configuration {
  return Object.fromEntries(
    Object.entries(SECTIONS).map(([name, section]) => [name, readSection(section, member(record, name))]),
  ) as Configuration;
}

/** The same for one section. */
export function readSection<S extends Section>(section: S, record: unknown): SectionValues<S> {
  const values = Object.entries(section).map(([name, key]) => {
    const value = member(record, name);
    return [name, brokenRule(key, value) ? key.default : value];
  });
  return Object.fromEntries(values) as SectionValues<S>;
}

export const DEFAULT_CONFIGURATION: Configuration = readConfiguration({});

/** The row of "can.bitrate" and the like, in these sections. */
export function keyAt(sections: Readonly<Record<string, Section>>, path: string): Key<unknown> | undefined {
  const [name = '', key = '', ...more] = path.split('.');
  const section = Object.hasOwn(sections, name) ? sections[name] : undefined;
  return section && more.length === 0 && Object.hasOwn(section, key) ? section[key] : undefined;
}

/** Takes a change whole or not at all. What is unknown, or `undefined`, is a problem like any other wrong value. */
export function changeConfiguration(configuration: Configuration, change: unknown): Changed {
  const problems: ConfigurationProblem[] = [];
  for (const [name, values] of Object.entries(change ?? {})) {
    if (!Object.hasOwn(SECTIONS, name)) {
      problems.push({ path: name, value: values, rule: { rule: 'unknown' } });
      continue;
    }
    for (const [key, value] of Object.entries((values as object | null) ?? {})) {
      const path = `${name}.${key}`;
      const row = keyAt(SECTIONS, path);
      const rule: Rule | undefined = row ? brokenRule(row, value) : { rule: 'unknown' };
      if (rule) problems.push({ path, value, rule });
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  const sections = Object.entries(configuration).map(([name, values]) => [name, { ...values, ...(member(change, name) as object) }]);
  return { ok: true, configuration: Object.fromEntries(sections) as Configuration };
}

export function member(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? (of as Record<string, unknown>)[name] : undefined;
}

/** A problem for the people who report it: the key, the value and the rule. */
export function problemText({ path, value, rule }: ConfigurationProblem): string {
  return `${path} = ${JSON.stringify(value)}: ${JSON.stringify(rule)}`;
}

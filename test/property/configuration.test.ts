import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIGURATION, readConfiguration, readSection } from '../../src/configuration/configuration';
import { DISPLAY } from '../../src/configuration/display';
import { readFile, writeDocument, writeFile } from '../../src/configuration/document';
import { brokenRule, type Key, type Section } from '../../src/configuration/key';
import { SEED_CONFIG } from '../../src/configuration/seed/keys';
import { ALL_SECTIONS, draft, flatten, type ConfigurationState } from '../../src/configuration/wishes';
import { SEED_CONFIG_FILE, SEED_MAPPING_FILE } from '../support/seed-files';

const DEFAULTS: ConfigurationState = { configuration: DEFAULT_CONFIGURATION, display: readSection(DISPLAY, {}), kept: {} };
const OPEN = { secrets: true };

/** Any value that the row of a key allows. */
function valueOf({ shape, follows }: Key<unknown>): fc.Arbitrary<unknown> {
  const own = ((): fc.Arbitrary<unknown> => {
    switch (shape.kind) {
      case 'number':
        return shape.whole
          ? fc.integer({ min: shape.least, max: shape.most })
          : fc.double({ min: shape.least, max: shape.most, noNaN: true }).map((value) => value + 0);
      case 'flag':
        return fc.boolean();
      case 'text':
        return fc.string({ maxLength: shape.longest });
      case 'choice':
        return fc.constantFrom(...shape.options);
      case 'names':
        return fc.array(fc.string({ maxLength: 20 }), { maxLength: 5 });
      case 'curve':
        return fc.array(fc.tuple(fc.integer(), fc.constantFrom(0, 0.25, 1)), { minLength: shape.least, maxLength: 5 });
    }
  })();
  return follows ? fc.option(own, { nil: null }) : own;
}

const section = (of: Section): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(Object.entries(of).map(([key, row]) => [key, valueOf(row)])));

const state: fc.Arbitrary<ConfigurationState> = fc
  .record(Object.fromEntries(Object.entries(ALL_SECTIONS).map(([name, of]) => [name, section(of)])))
  .map(({ display, ...sections }) => ({ configuration: readConfiguration(sections), display: readSection(DISPLAY, display), kept: {} }));

const JUNK = [null, true, false, 0, -1, 1e9, 0.5, NaN, '', 'x', '12', [], {}, { a: 1 }, [[1]]] as const;

/** Another value at one place of a JSON value, or a key that is renamed or gone. */
function mutated(value: unknown, at: number, by: unknown, how: 'value' | 'drop' | 'rename'): unknown {
  let left = at;
  const walk = (of: unknown): unknown => {
    if (Array.isArray(of)) return of.map(walk);
    if (typeof of !== 'object' || of === null) return of;
    return Object.fromEntries(
      Object.entries(of).flatMap(([name, inside]) => {
        left -= 1;
        if (left !== -1) return [[name, walk(inside)]];
        if (how === 'drop') return [];
        return how === 'rename' ? [[`${name}_x`, inside as unknown]] : [[name, by]];
      }),
    );
  };
  return walk(value);
}

const mutation = fc.record({ at: fc.nat(90), by: fc.constantFrom(...JUNK), how: fc.constantFrom('value', 'drop', 'rename' as const) });
const characters = fc.record({ at: fc.nat(6_000), text: fc.constantFrom('', '"', '”', '{', '}', ',', '5', '\u0000', '\ufeff', 'e9') });

/** Figures change their unit on the way. */
function isClose(a: unknown, b: unknown): boolean {
  return typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= 1e-9 * Math.abs(a) : a === b;
}

/** A result that is whole, or a reason. */
function judge(text: string): boolean {
  const read = readFile(text);
  if (!read.ok) return read.why.length > 0;
  const { rows, next } = draft(DEFAULTS, read.wishes, read.kept);
  const refused = rows.filter(({ fate }) => fate === 'refused');
  if (refused.some(({ path, rule }) => path === '' || !rule)) return false;
  if (refused.length > 0) return next === DEFAULTS;
  const allowed = flatten(next).every(([path, value]) => {
    const [name = '', key = ''] = path.split('.');
    const row = (ALL_SECTIONS as Readonly<Record<string, Section>>)[name]?.[key];
    return row !== undefined && brokenRule(row, value) === undefined;
  });
  // Whatever was taken can be written again, and read.
  return allowed && (['own', 'config', 'mapping', 'laterMapping'] as const).every((kind) => readFile(writeFile(kind, next, OPEN)).ok);
}

describe('files of the old bridge', () => {
  test.each([
    ['config.json', SEED_CONFIG_FILE],
    ['the mapping', SEED_MAPPING_FILE.replace(/[“”]/g, '"')],
  ])('%s with values changed, keys renamed or gone gives a whole result or a reason', (_, file) => {
    const plain: unknown = JSON.parse(file);
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) =>
        judge(JSON.stringify(mutations.reduce((value, { at, by, how }) => mutated(value, at, by, how), plain))),
      ),
      { numRuns: 500 },
    );
  });

  test.each(['mapping', 'laterMapping'] as const)('names, optional frames and rates come back from a %s as they were', (kind) => {
    fc.assert(
      fc.property(state, ({ configuration, ...others }) => {
        const read = readFile(writeFile(kind, { configuration, ...others }, OPEN));
        if (!read.ok) return false;
        const { frames, names } = draft(DEFAULTS, read.wishes, read.kept).next.configuration;
        const { manufacturer, battery } = configuration.names;
        return (
          JSON.stringify([frames, names.manufacturer, names.battery]) === JSON.stringify([configuration.frames, manufacturer, battery])
        );
      }),
    );
  });

  test('what config.json has a key for comes back from it as it was', () => {
    const carried = Object.values(SEED_CONFIG).flatMap((row) => (row.use === 'set' && !row.readOnly ? row.targets : []));
    // Values of the charge follow from the BMS where nothing is set, and what the firmware has in their place is its own.
    const own = carried.filter((target) => !target.startsWith('charge.'));
    expect(own).toEqual(expect.arrayContaining(['polling.liveMs', 'can.listenOnly', 'gx.lostS', 'storage.enabled', 'log.stored']));
    fc.assert(
      fc.property(state, ({ configuration, display }) => {
        const read = readFile(writeFile('config', { configuration, display, kept: {} }, OPEN));
        if (!read.ok) return false;
        const before = new Map(flatten({ ...DEFAULTS, configuration }));
        const after = new Map(flatten(draft(DEFAULTS, read.wishes, read.kept).next));
        return own.every((target) => before.get(target) === null || isClose(before.get(target), after.get(target)));
      }),
    );
  });

  test.each([
    ['config.json', SEED_CONFIG_FILE],
    ['the mapping', SEED_MAPPING_FILE],
  ])('%s with characters put in or cut off gives a whole result or a reason', (_, file) => {
    fc.assert(
      fc.property(fc.array(characters, { minLength: 1, maxLength: 3 }), fc.option(fc.nat(file.length)), (changes, end) => {
        const text = changes.reduce((now, { at, text }) => now.slice(0, at) + text + now.slice(at + 1), file);
        return judge(text.slice(0, end ?? undefined));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the document', () => {
  test('whatever is set comes back from its file as it was', () => {
    fc.assert(
      fc.property(state, (set) => {
        const read = readFile(writeDocument(set, OPEN));
        return read.ok && JSON.stringify(draft(DEFAULTS, read.wishes, read.kept).next) === JSON.stringify(set);
      }),
    );
  });

  test('any JSON at all gives a whole result or a reason', () => {
    fc.assert(
      fc.property(fc.json(), fc.boolean(), (value, own) =>
        judge(own ? `{"format":"tinybms-bridge/configuration","version":1,"sections":${value}}` : value),
      ),
    );
  });
});

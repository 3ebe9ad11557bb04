import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIGURATION, readSection } from '../../../src/configuration/configuration';
import { DISPLAY } from '../../../src/configuration/display';
import { readFile, writeDocument } from '../../../src/configuration/document';
import { migrate } from '../../../src/configuration/migrations';
import { draft, difference, type ConfigurationState, type Draft } from '../../../src/configuration/wishes';

const DEFAULTS: ConfigurationState = { configuration: DEFAULT_CONFIGURATION, display: readSection(DISPLAY, {}), kept: {} };
const CABIN: ConfigurationState = {
  configuration: {
    ...DEFAULT_CONFIGURATION,
    names: { manufacturer: 'ENEPAQ', battery: 'Cabin', device: '' },
    charge: {
      ...DEFAULT_CONFIGURATION.charge,
      cclUserMax: 80,
      chargeBySoc: [
        [80, 1],
        [95, 0.5],
      ],
    },
    alarms: { ...DEFAULT_CONFIGURATION.alarms, debounce: 20 },
  },
  display: { ...DEFAULTS.display, theme: 'light', hiddenLines: ['voltage:cvl'] },
  kept: { config: { wifi: { ssid: 'Boat' }, odd: [1, { two: null }] } },
};

const written = (state: ConfigurationState): string => writeDocument(state, { secrets: true });

function imported(text: string, before = DEFAULTS): Draft {
  const read = readFile(text);
  if (!read.ok) throw new Error(read.why);
  return draft(before, read.wishes, read.kept);
}

function own(sections: object, more: object = {}): string {
  return JSON.stringify({ format: 'tinybms-bridge/configuration', version: 1, sections, ...more });
}

describe('a file of our own', () => {
  test('gives back everything that went into it', () => {
    expect(imported(written(CABIN)).next).toEqual(CABIN);
    expect(imported(written(DEFAULTS), CABIN).next).toEqual({ ...DEFAULTS, kept: CABIN.kept });
  });

  test('has the same bytes whatever the order in which values were set', () => {
    const turned = { ...CABIN, configuration: Object.fromEntries(Object.entries(CABIN.configuration).reverse()) as never };
    expect(written(turned)).toBe(written(CABIN));
  });

  test('is plain JSON with a format, a version and a line end', () => {
    const text = written(DEFAULTS);
    expect(JSON.parse(text)).toMatchObject({ format: 'tinybms-bridge/configuration', version: 1, sections: { can: { bitrate: 500_000 } } });
    expect(text.endsWith('}\n')).toBe(true);
  });

  test('changes what it names and nothing else', () => {
    const { rows, next } = imported(own({ can: { bitrate: 250_000, baudRate: 115_200 } }), CABIN);
    expect(next).toEqual({
      ...CABIN,
      configuration: { ...CABIN.configuration, can: { bitrate: 250_000, baudRate: 115_200, listenOnly: false } },
    });
    expect(rows.map(({ path, fate, before, after }) => [path, fate, before, after])).toEqual([
      ['can.bitrate', 'changes', 500_000, 250_000],
      ['can.baudRate', 'same', 115_200, 115_200],
    ]);
  });

  test.each([
    ['out of its range', { can: { baudRate: 50 } }, 'can.baudRate', 50, { rule: 'range', least: 9_600, most: 3_000_000 }],
    ['not whole', { watchdog: { timeoutS: 2.5 } }, 'watchdog.timeoutS', 2.5, { rule: 'whole' }],
    ['of another kind', { operation: { autoStart: 'yes' } }, 'operation.autoStart', 'yes', { rule: 'kind', kind: 'flag' }],
    ['too long', { names: { manufacturer: 'Manufacturer' } }, 'names.manufacturer', 'Manufacturer', { rule: 'longest', longest: 8 }],
    ['no option', { display: { theme: 'pink' } }, 'display.theme', 'pink', { rule: 'options', options: ['auto', 'dark', 'light'] }],
    [
      'half a curve',
      {
        charge: {
          chargeBySoc: [
            [80, 1],
            [90, 2],
          ],
        },
      },
      'charge.chargeBySoc',
      [
        [80, 1],
        [90, 2],
      ],
      { rule: 'point', index: 1 },
    ],
    ['nothing', { log: { level: null } }, 'log.level', null, { rule: 'options', options: ['ERROR', 'WARNING', 'INFO', 'DEBUG'] }],
  ])('a value that is %s is named with its rule, and nothing of the file is taken', (_, wrong, path, value, rule) => {
    const { rows, next } = imported(own({ traffic: { keptMegabytes: 8 }, ...wrong }));
    expect(rows.find(({ fate }) => fate === 'refused')).toMatchObject({ path, value, rule });
    expect(next).toBe(DEFAULTS);
  });

  test('what nobody knows is told and left out', () => {
    const { rows, next } = imported(own({ can: { colour: 'red' }, colours: { can: 1 }, log: 5, display: { toString: 1 } }));
    expect(rows.map(({ path, fate }) => [path, fate])).toEqual([
      ['can.colour', 'unknown'],
      ['colours', 'unknown'],
      ['log', 'unknown'],
      ['display.toString', 'unknown'],
    ]);
    expect(next).toEqual(DEFAULTS);
  });

  test('names of things that every object has do no harm', () => {
    const { next } = imported(
      `{"format":"tinybms-bridge/configuration","version":1,"sections":{"__proto__":{"theme":"light"},"display":{"__proto__":1}}}`,
    );
    expect(next).toEqual(DEFAULTS);
  });
});

describe('what is no such file', () => {
  test.each([
    ['a text', 'bitrate = 5', 'not-json'],
    ['a list', '[]', 'not-json'],
    ['half a file', written(DEFAULTS).slice(0, -10), 'not-json'],
    ['another file', '{"name":"somebody"}', 'unknown-format'],
    ['a profile of a BMS', '{"registers":{"300":3650}}', 'profile'],
    ['a file of a later version', own({}).replace('"version":1', '"version":2'), 'newer-version'],
    ['a version that is none', own({}).replace('"version":1', '"version":"x"'), 'damaged'],
    ['no sections', own({}).replace('"sections":{}', '"sections":[]'), 'damaged'],
    ['a tower of objects', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, 'not-json'],
    ['a flood', ' '.repeat(1_000_001), 'too-long'],
  ])('%s is refused with a reason', (_, text, why) => {
    expect(readFile(text)).toEqual({ ok: false, why });
  });

  test('a byte-order mark is no obstacle, and said', () => {
    expect(readFile(`\ufeff${own({})}`)).toMatchObject({ ok: true, repairs: ['byte-order-mark'] });
  });
});

describe('difference', () => {
  test('names every value that another state would change', () => {
    const { rows } = difference(CABIN, DEFAULTS);
    expect(rows.map(({ path }) => path)).toEqual([
      'alarms.debounce',
      'charge.cclUserMax',
      'charge.chargeBySoc',
      'names.manufacturer',
      'names.battery',
      'display.theme',
      'display.hiddenLines',
      'kept.config',
    ]);
  });
});

describe('migrate', () => {
  const steps = [
    (sections: object) => ({ ...sections, first: true }),
    (sections: object) => ({ ...sections, second: 'first' in sections }),
  ];

  test.each([
    [0, { first: true, second: true }],
    [1, { second: false }],
    [2, {}],
    [3, {}],
  ])('takes every step from version %i on, in order', (version, expected) => {
    expect(migrate({}, version, steps)).toEqual(expected);
  });
});

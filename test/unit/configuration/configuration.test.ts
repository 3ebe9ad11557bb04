import { describe, expect, test } from 'vitest';
import { changeConfiguration, DEFAULT_CONFIGURATION, readConfiguration } from '../../../src/configuration/configuration';

describe('readConfiguration', () => {
  test.each([
    ['nothing', undefined],
    ['a text', 'can'],
    ['sections that are none', { can: 'fast', names: null }],
    ['names of other things', JSON.parse('{"__proto__": {"can": {"bitrate": 250000}}, "toString": 1}')],
  ])('%s gives the defaults', (_, record) => {
    expect(readConfiguration(record)).toEqual(DEFAULT_CONFIGURATION);
  });

  test('keeps each value that can be understood', () => {
    const read = readConfiguration({ can: { bitrate: 125_000, baudRate: 921_600 }, names: { battery: 'Cabin', colour: 'red' } });
    expect(read).toEqual({
      ...DEFAULT_CONFIGURATION,
      can: { bitrate: 500_000, baudRate: 921_600, listenOnly: false },
      names: { manufacturer: 'TinyBMS', battery: 'Cabin', device: '' },
    });
  });
});

describe('changeConfiguration', () => {
  test('changes what is named and nothing else', () => {
    const changed = changeConfiguration(DEFAULT_CONFIGURATION, { can: { bitrate: 250_000 } });
    expect(changed).toEqual({
      ok: true,
      configuration: { ...DEFAULT_CONFIGURATION, can: { bitrate: 250_000, baudRate: 115_200, listenOnly: false } },
    });
  });

  test.each([
    ['a value out of its range', { can: { baudRate: 50 } }, 'can.baudRate'],
    ['a value of another kind', { can: { bitrate: '500000' } }, 'can.bitrate'],
    ['a text that is too long', { names: { manufacturer: 'Manufacturer' } }, 'names.manufacturer'],
    ['an unknown key', { can: { speed: 1 } }, 'can.speed'],
    ['an unknown section', { colours: {} }, 'colours'],
    ['a key that every object has', { can: { toString: 1 } }, 'can.toString'],
    ['no value', { names: { battery: undefined } }, 'names.battery'],
  ])('%s is named, and nothing is changed', (_, change, path) => {
    const changed = changeConfiguration(DEFAULT_CONFIGURATION, { can: { bitrate: 250_000 }, ...change });
    expect(changed).toMatchObject({ ok: false, problems: [{ path }] });
  });
});

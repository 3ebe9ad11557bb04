import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIGURATION } from '../../../src/configuration/configuration';
import { indexedDbSettings, parseSettings } from '../../../src/storage/settings-store';

const DEFAULTS = { running: true, operation: 'observe', configuration: DEFAULT_CONFIGURATION, kept: {} };
const UNDO = {
  kind: 'file',
  name: 'cabin.json',
  at: 5,
  configuration: DEFAULT_CONFIGURATION,
  display: { theme: 'dark', language: 'auto', night: false, awake: 'wall', hiddenLines: [], mutedSounds: [], notifications: false },
  kept: { config: { wifi: { ssid: 'Boat' } } },
} as const;
const CABIN = { ...DEFAULT_CONFIGURATION, names: { ...DEFAULT_CONFIGURATION.names, battery: 'Cabin' } };

describe('indexedDbSettings', () => {
  test('an empty database gives the defaults', async () => {
    expect(await indexedDbSettings('empty').load()).toEqual(DEFAULTS);
  });

  test('what was saved is there for the next one who opens it', async () => {
    const saved = { mode: 'serial', running: false, operation: 'live', configuration: CABIN, kept: {}, undo: UNDO } as const;
    await indexedDbSettings('kept').change(saved);
    expect(await indexedDbSettings('kept').load()).toEqual(saved);
  });

  test('changes of two windows at the same moment are both stored', async () => {
    const [first, second] = [indexedDbSettings('shared'), indexedDbSettings('shared')];
    await Promise.all([first.load(), second.load()]);
    await Promise.all([first.change({ configuration: CABIN }), second.change({ running: false }), first.change({ mode: 'serial' })]);
    expect(await second.load()).toEqual({ ...DEFAULTS, mode: 'serial', running: false, configuration: CABIN });
  });
});

describe('parseSettings', () => {
  test.each([
    ['nothing', undefined],
    ['a text', 'serial'],
    ['a list', []],
  ])('%s gives the defaults', (_, record) => {
    expect(parseSettings(record)).toEqual(DEFAULTS);
  });

  test('a damaged value costs only itself', () => {
    const names = { battery: 'Cabin', unknown: 1 };
    expect(parseSettings({ mode: 'serial', running: 'no', operation: 'full', configuration: { can: 5, names } })).toEqual({
      ...DEFAULTS,
      mode: 'serial',
      configuration: CABIN,
    });
  });

  test('an undo that is none is forgotten', () => {
    expect(parseSettings({ configuration: CABIN, undo: { kind: 'file', name: 5 } })).toEqual({ ...DEFAULTS, configuration: CABIN });
  });

  test('a mode that is none is forgotten, not obeyed', () => {
    expect(parseSettings({ mode: 'demo', configuration: CABIN })).toEqual({ ...DEFAULTS, configuration: CABIN });
  });
});

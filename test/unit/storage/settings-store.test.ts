import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { indexedDbSettings, parseSettings } from '../../../src/storage/settings-store';

const DEFAULTS = { running: true, canBitrate: 500_000, canBaudRate: 115_200, manufacturer: 'TinyBMS', batteryName: '' };

describe('indexedDbSettings', () => {
  test('an empty database gives the defaults', async () => {
    expect(await indexedDbSettings('empty').load()).toEqual(DEFAULTS);
  });

  test('what was saved is there for the next one who opens it', async () => {
    const saved = { ...DEFAULTS, mode: 'serial', running: false, canBitrate: 250_000, batteryName: 'Cabin' } as const;
    await indexedDbSettings('kept').save(saved);
    expect(await indexedDbSettings('kept').load()).toEqual(saved);
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
    expect(parseSettings({ mode: 'serial', canBitrate: 125_000, canBaudRate: '921600', batteryName: 'Cabin', unknown: 1 })).toEqual({
      ...DEFAULTS,
      mode: 'serial',
      batteryName: 'Cabin',
    });
  });

  test('a mode that is none is forgotten, not obeyed', () => {
    expect(parseSettings({ mode: 'demo', batteryName: 'Cabin' })).toEqual({ ...DEFAULTS, batteryName: 'Cabin' });
  });
});

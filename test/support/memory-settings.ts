import { DEFAULT_STORED_SETTINGS, type SettingsStore, type StoredSettings } from '../../src/storage/settings-store';

/** Settings that last as long as the test. */
export function memorySettings(change: Partial<StoredSettings> = {}): SettingsStore {
  let stored: StoredSettings = { ...DEFAULT_STORED_SETTINGS, ...change };
  return {
    load: () => Promise.resolve(stored),
    change: (change) => Promise.resolve((stored = { ...stored, ...change })),
  };
}

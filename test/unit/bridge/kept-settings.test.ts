import { describe, expect, test } from 'vitest';
import { KeptSettings } from '../../../src/bridge/kept-settings';
import { DEFAULT_CONFIGURATION } from '../../../src/configuration/configuration';
import { DEFAULT_STORED_SETTINGS, type SettingsStore, type StoredSettings } from '../../../src/storage/settings-store';
import { ManualClock } from '../../support/manual-clock';

const CABIN: StoredSettings = {
  ...DEFAULT_STORED_SETTINGS,
  mode: 'serial',
  operation: 'live',
  liveWith: 'A',
  configuration: { ...DEFAULT_CONFIGURATION, names: { ...DEFAULT_CONFIGURATION.names, battery: 'Cabin' } },
};

type Failing = 'nothing' | 'reading' | 'writing' | 'silent';

function setup(failing: Failing = 'nothing') {
  const clock = new ManualClock();
  let record = CABIN;
  let fails = failing;
  let found = 0;
  const work = <T>(kind: 'reading' | 'writing', done: () => T): Promise<T> => {
    if (fails === 'silent') return new Promise(() => undefined);
    return fails === kind ? Promise.reject(new DOMException('closed', 'InvalidStateError')) : Promise.resolve(done());
  };
  const store: SettingsStore = {
    load: () => work('reading', () => record),
    change: (change) => work('writing', () => (record = { ...record, ...change })),
  };
  const settings = new KeptSettings(
    store,
    clock,
    () => undefined,
    () => found++,
  );
  return { clock, settings, stored: () => record, fail: (kind: Failing) => (fails = kind), found: () => found };
}

describe('settings that cannot be read', () => {
  test('are not written over: what is changed meanwhile is stored into them once they can be', async () => {
    const { clock, settings, stored, fail, found } = setup('reading');
    await settings.load();
    expect(settings.faults).toMatchObject([{ code: 'settings-unread', detail: 'closed' }]);
    expect(settings.value).toEqual(DEFAULT_STORED_SETTINGS);
    expect(await settings.change({ lastBms: 'B' })).toMatchObject({ ok: false, fault: { code: 'settings-unread' } });
    expect(stored()).toBe(CABIN);
    fail('nothing');
    await clock.run(10_100);
    expect(stored()).toEqual({ ...CABIN, lastBms: 'B' });
    expect(settings.value.configuration).toEqual(CABIN.configuration);
    expect(settings.faults).toEqual([]);
    expect(found()).toBe(1);
  });

  test('come into force when they are found, but what runs does not go live by it', async () => {
    const { clock, settings, stored, fail } = setup('reading');
    await settings.load();
    fail('nothing');
    await clock.run(10_100);
    expect(settings.value).toMatchObject({ operation: 'observe', configuration: { names: { battery: 'Cabin' } } });
    expect(stored().operation).toBe('live');
    // The next choice of the owner holds.
    await settings.change({ operation: 'live' });
    expect(settings.value.operation).toBe('live');
  });

  test('of a database that does not answer are waited for three seconds', async () => {
    const { clock, settings } = setup('silent');
    const loading = settings.load();
    await clock.run(3_100);
    await loading;
    expect(settings.faults).toMatchObject([{ code: 'settings-unread', detail: 'The database does not answer' }]);
  });
});

describe('a change that cannot be stored', () => {
  test('holds, is told, and is stored when there is room again', async () => {
    const { clock, settings, stored, fail } = setup();
    await settings.load();
    fail('writing');
    expect(await settings.change({ running: false })).toMatchObject({ ok: false, fault: { code: 'storage-unavailable' } });
    expect(settings.value.running).toBe(false);
    await clock.run(25_000);
    expect(settings.faults).toHaveLength(1);
    fail('nothing');
    await clock.run(10_100);
    expect(settings.faults).toEqual([]);
    expect(stored()).toEqual({ ...CABIN, running: false });
  });

  test('of a window without the ports leaves what others have stored', async () => {
    const { settings, stored, fail } = setup('reading');
    await settings.load();
    fail('nothing');
    await settings.change({ running: false });
    expect(stored()).toEqual({ ...CABIN, running: false });
  });
});

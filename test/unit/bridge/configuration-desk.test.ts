import { describe, expect, test } from 'vitest';
import { Bridge } from '../../../src/bridge/bridge';
import type { ChangeSource, ConfigurationPreview } from '../../../src/bridge/configuration-contract';
import type { BridgeView } from '../../../src/bridge/contract';
import { simulation } from '../../../src/bridge/simulation';
import { DEFAULT_CONFIGURATION } from '../../../src/configuration/configuration';
import type { DisplaySettings } from '../../../src/configuration/display';
import { DEFAULT_STORED_SETTINGS, type StoredSettings } from '../../../src/storage/settings-store';
import { testAlarms } from '../../support/alarms';
import { testHistory } from '../../support/history';
import { ManualClock } from '../../support/manual-clock';
import { SOLE_WINDOW } from '../../support/sole-window';

const DARK: DisplaySettings = {
  theme: 'dark',
  language: 'fr',
  night: false,
  awake: 'wall',
  hiddenLines: [],
  mutedSounds: [],
  notifications: false,
};

function setup({ saves = true } = {}) {
  const clock = new ManualClock();
  let stored: StoredSettings = DEFAULT_STORED_SETTINGS;
  const bridge = new Bridge({
    clock,
    serial: undefined,
    simulate: () => simulation(clock),
    settings: {
      load: () => Promise.resolve(stored),
      change: (change) => (saves ? Promise.resolve((stored = { ...stored, ...change })) : Promise.reject(new Error('The disk is full'))),
    },
    ownership: SOLE_WINDOW,
    history: testHistory(clock),
    alarms: testAlarms(clock),
  });
  let view: BridgeView | undefined;
  bridge.watch((next) => (view = next));
  const desk = bridge.settingsFiles;
  const look = async (source: ChangeSource, display = DARK): Promise<ConfigurationPreview> => {
    const previewed = await desk.preview(source, display);
    if (!previewed.ok) throw new Error(previewed.why);
    return previewed.preview;
  };
  return {
    clock,
    bridge,
    desk,
    look,
    live: async () => (await bridge.boot(), await clock.run(5_000)),
    get view() {
      if (!view) throw new Error('nothing was published');
      return view;
    },
    get stored() {
      return stored;
    },
  };
}

const file = (sections: object): ChangeSource => ({
  kind: 'file',
  name: 'cabin.json',
  text: JSON.stringify({ format: 'tinybms-bridge/configuration', version: 1, sections }),
});

const fates = ({ rows }: ConfigurationPreview) => rows.map(({ path, fate }) => `${path} ${fate}`);

describe('an import', () => {
  test('changes nothing while it is only looked at', async () => {
    const bench = setup();
    await bench.live();
    const preview = await bench.look(file({ can: { bitrate: 250_000 } }));
    expect(preview).toMatchObject({ kind: 'file', file: { name: 'cabin.json', kind: 'own' }, ready: true, limits: undefined });
    expect(fates(preview)).toEqual(['can.bitrate changes']);
    expect(bench.view.configuration).toEqual(DEFAULT_CONFIGURATION);
  });

  test('is taken whole, stored with what was before, and undone', async () => {
    const bench = setup();
    await bench.live();
    const before = await bench.desk.exportFile('own', { display: DARK, secrets: false });
    const preview = await bench.look(file({ can: { bitrate: 250_000 }, names: { battery: 'Cabin' }, display: { theme: 'light' } }));
    expect(await bench.desk.apply(preview.id)).toEqual({ ok: true, display: { ...DARK, theme: 'light' } });
    await bench.clock.run(1_000);
    expect(bench.view.configuration).toMatchObject({ can: { bitrate: 250_000 }, names: { battery: 'Cabin' } });
    expect(bench.view.configurationUndo).toMatchObject({ kind: 'file', name: 'cabin.json' });
    expect(bench.stored.undo?.configuration).toEqual(DEFAULT_CONFIGURATION);

    const back = await bench.look({ kind: 'undo' }, { ...DARK, theme: 'light' });
    expect(fates(back)).toEqual(['can.bitrate changes', 'names.battery changes', 'display.theme changes']);
    expect(await bench.desk.apply(back.id)).toEqual({ ok: true, display: DARK });
    await bench.clock.run(1_000);
    expect(bench.view.configurationUndo).toBeUndefined();
    expect(await bench.desk.exportFile('own', { display: DARK, secrets: false })).toBe(before);
    expect(await bench.desk.preview({ kind: 'undo' }, DARK)).toEqual({ ok: false, why: 'nothing-to-undo' });
  });

  test('that holds a wrong value is not taken at all', async () => {
    const bench = setup();
    await bench.live();
    const preview = await bench.look(file({ can: { bitrate: 250_000 }, names: { battery: 5 } }));
    expect(preview.ready).toBe(false);
    expect(await bench.desk.apply(preview.id)).toMatchObject({ ok: false, fault: { code: 'configuration-moved' } });
    expect(bench.stored.configuration).toEqual(DEFAULT_CONFIGURATION);
  });

  test('that breaks a rule of the charge control is not taken, and the rule is named', async () => {
    const bench = setup();
    await bench.live();
    const preview = await bench.look(file({ charge: { vFloat: 3.5 }, can: { bitrate: 250_000 } }));
    expect(preview).toMatchObject({ ready: false, violations: [{ code: 'order', lower: 'vFloat', upper: 'vAbs' }] });
    await bench.desk.apply(preview.id);
    expect(bench.stored.configuration).toEqual(DEFAULT_CONFIGURATION);
  });

  test('says how limits that are being sent will change, and the law follows', async () => {
    const bench = setup();
    await bench.live();
    const preview = await bench.look(file({ charge: { cclUserMax: 40, cvlUserMax: 54 } }));
    expect(preview).toMatchObject({ sending: true, limits: { after: { cvl: 54, ccl: 40 } } });
    expect(preview.limits?.before?.ccl).toBeGreaterThan(40);
    await bench.desk.apply(preview.id);
    await bench.clock.run(1_000);
    expect(bench.view.limits?.ccl).toMatchObject({ value: 40, reason: { rule: 'owner-maximum' } });
  });

  test('that was looked at before something else was changed is looked at again', async () => {
    const bench = setup();
    await bench.live();
    const preview = await bench.look(file({ can: { bitrate: 250_000 } }));
    await bench.bridge.configure({ names: { battery: 'Boat' } });
    expect(await bench.desk.apply(preview.id)).toMatchObject({ ok: false, fault: { code: 'configuration-moved' } });
    expect(bench.stored.configuration.can.bitrate).toBe(500_000);
  });

  test('of what is there already has nothing to do', async () => {
    const bench = setup();
    await bench.live();
    const text = await bench.desk.exportFile('own', { display: DARK, secrets: false });
    const preview = await bench.look({ kind: 'file', name: 'same.json', text });
    expect(preview.ready).toBe(false);
    expect(new Set(preview.rows.map(({ fate }) => fate))).toEqual(new Set(['same']));
  });

  test('holds where nothing can be stored, and that is said', async () => {
    const bench = setup({ saves: false });
    await bench.live();
    const preview = await bench.look(file({ can: { bitrate: 250_000 } }));
    expect(await bench.desk.apply(preview.id)).toMatchObject({ ok: true });
    await bench.clock.run(1_000);
    expect(bench.view.configuration.can.bitrate).toBe(250_000);
    expect(bench.view.faults).toContainEqual(expect.objectContaining({ code: 'storage-unavailable' }));
  });
});

test('a reset goes back to the beginning, and can be undone', async () => {
  const bench = setup();
  await bench.live();
  await bench.bridge.configure({ names: { battery: 'Cabin' }, log: { level: 'DEBUG' } });
  const preview = await bench.look({ kind: 'defaults' });
  expect(fates(preview)).toEqual(['log.level changes', 'names.battery changes', 'display.language changes']);
  expect(await bench.desk.apply(preview.id)).toMatchObject({ ok: true, display: { language: 'auto' } });
  expect(bench.stored.configuration).toEqual(DEFAULT_CONFIGURATION);
  const back = await bench.look({ kind: 'undo' }, { ...DARK, language: 'auto' });
  await bench.desk.apply(back.id);
  expect(bench.stored.configuration).toMatchObject({ names: { battery: 'Cabin' }, log: { level: 'DEBUG' } });
});

test('a file that asks for listening only is not said to pause what it ends', async () => {
  const bench = setup();
  await bench.live();
  const file = (can: object): ChangeSource => ({ kind: 'file', name: 'config.json', text: JSON.stringify({ hardware: { can } }) });
  expect(await bench.look(file({ bitrate: 250_000 }))).toMatchObject({ sending: true, reconnects: true });
  expect(await bench.look(file({ mode: 1 }))).toMatchObject({ sending: true, reconnects: false });
});

test('the number of cells in a file of the old bridge is held against the battery that is there', async () => {
  const bench = setup();
  const file = (cells: number): ChangeSource => ({
    kind: 'file',
    name: 'config.json',
    text: JSON.stringify({ cvl_algorithm: { series_cell_count: cells } }),
  });
  const notes = async (cells: number) => (await bench.look(file(cells))).rows.flatMap((row) => row.notes);
  expect(await notes(15)).toEqual([]);
  await bench.live();
  expect(await notes(15)).toEqual(['other-cell-count']);
  expect(await notes(16)).toEqual([]);
});

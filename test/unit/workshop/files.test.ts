import { describe, expect, test } from 'vitest';
import { readProfileFile, writeProfileFile, type ImportedFile } from '../../../src/workshop/files';
import { rawOf, withChanges } from '../../../src/workshop/settings';
import { LFP_PROFILE } from '../../support/workshop';

const DEVICE = { hardware: '2.3', publicFirmware: 1, internalFirmware: 243, serialNumber: '0A1B2C3D4E5F60718293A4B5' };
const FILE = { at: '2026-06-01T12:00:00.000Z', note: 'as delivered', device: DEVICE, words: LFP_PROFILE.words };

interface Loose {
  registers: Record<string, unknown>;
  settings: Record<string, { value: number }>;
  [key: string]: unknown;
}

function changed(change: (content: Loose) => void): string {
  const content = JSON.parse(writeProfileFile(FILE)) as Loose;
  change(content);
  return JSON.stringify(content);
}

describe('the app’s own files', () => {
  test('say everything twice, and come back as they went', () => {
    const text = writeProfileFile(FILE);
    expect(JSON.parse(text)).toMatchObject({
      format: 'tinybms-bridge/profile',
      version: 1,
      device: { serialNumber: DEVICE.serialNumber },
      settings: { overVoltageCutoff: { value: 3.65, unit: 'V' }, dischargeOverCurrentTimeout: { value: 5, unit: 's' } },
      registers: { '315': 3650, '330': 0x0501 },
    });
    expect(readProfileFile(text, {}, undefined)).toEqual({ kind: 'read', format: 'own', file: FILE, leftOut: [], snapshot: undefined });
  });

  test.each<[string, (content: Loose) => void, Partial<ImportedFile>]>([
    [
      'one half edited by hand',
      ({ settings }) => (settings['overVoltageCutoff'] = { value: 4.2 }),
      { why: 'damaged', path: 'settings.overVoltageCutoff' },
    ],
    ['a register missing', ({ registers }) => delete registers['315'], { why: 'damaged', path: 'registers.315' }],
    ['a register that is no word', ({ registers }) => (registers['315'] = 70_000), { why: 'damaged', path: 'registers.315' }],
    ['a newer version', (content) => (content['version'] = 2), { why: 'newer-version', path: 'version' }],
    ['half a device', (content) => (content['device'] = { hardware: '2.3' }), { why: 'damaged', path: 'device' }],
    [
      'another format',
      (content) => ((content['format'] = 'x'), delete (content as { registers?: unknown }).registers),
      { why: 'unknown-format' },
    ],
  ])('%s is refused, with the place', (_name, change, refusal) => {
    expect(readProfileFile(changed(change), {}, undefined)).toMatchObject({ kind: 'refused', ...refusal });
  });

  test.each(['', 'nonsense', '[1, 2]', 'null'])('text that is no object: %j', (text) => {
    expect(readProfileFile(text, {}, LFP_PROFILE)).toMatchObject({ kind: 'refused', why: 'not-json' });
  });
});

describe('exports of the older family', () => {
  const older = (registers: Record<string, { name?: string; value: unknown; unit?: string }>) =>
    JSON.stringify({ version: '3.0', timestamp: '2025-11-02T10:00:00Z', registers });

  test('registers that are not in the file stay as the device has them', () => {
    const read = readProfileFile(older({ '300': { value: 3500, unit: 'mV' }, '306': { value: 280.5, unit: 'Ah' } }), {}, LFP_PROFILE);
    expect(read).toMatchObject({ kind: 'read', format: 'older-family', leftOut: [] });
    if (read.kind !== 'read') return;
    expect(read.file.at).toBe('2025-11-02T10:00:00Z');
    expect(read.file.words).toEqual(withChanges({ fullyChargedVoltage: 3500, batteryCapacity: 28_050 }, LFP_PROFILE.words));
  });

  test('without a profile to complete it, it is refused', () => {
    expect(readProfileFile(older({}), {}, undefined)).toMatchObject({ kind: 'refused', why: 'no-profile' });
  });

  const MISTAKEN = older({
    '302': { value: 2950 },
    '319': { value: 550 },
    '320': { value: 50 },
    '342': { value: 1 },
  });

  test('its known mistakes are asked about', () => {
    expect(readProfileFile(MISTAKEN, {}, LFP_PROFILE)).toEqual({
      kind: 'questions',
      questions: [
        { code: '302-is-301', values: [{ address: 302, value: 2950 }] },
        {
          code: 'temperatures-times-ten',
          values: [
            { address: 319, value: 550 },
            { address: 320, value: 50 },
          ],
        },
        { code: 'broadcast-on', values: [{ address: 342, value: 1 }] },
      ],
    });
  });

  test('corrected as the owner says', () => {
    const read = readProfileFile(MISTAKEN, { '302-is-301': true, 'temperatures-times-ten': true, 'broadcast-on': true }, LFP_PROFILE);
    if (read.kind !== 'read') throw new Error(read.kind);
    expect(rawOf('fullyDischargedVoltage', read.file.words)).toBe(2950);
    expect(rawOf('overHeatCutoff', read.file.words)).toBe(55);
    expect(rawOf('lowTemperatureChargerCutoff', read.file.words)).toBe(5);
    expect(rawOf('broadcastTime', read.file.words)).toBe(0);
    expect(read.leftOut).toEqual([]);
  });

  test('or left out, and told', () => {
    const read = readProfileFile(MISTAKEN, { '302-is-301': false, 'temperatures-times-ten': false, 'broadcast-on': false }, LFP_PROFILE);
    if (read.kind !== 'read') throw new Error(read.kind);
    expect(read.file.words).toEqual(LFP_PROFILE.words);
    expect(read.leftOut.map(({ path, why }) => [path, why])).toEqual([
      ['registers.302', 'left-out'],
      ['registers.319', 'left-out'],
      ['registers.320', 'left-out'],
      ['registers.342', 'left-out'],
    ]);
  });

  test('an over-heat cutoff that is right raises no question about the cold one', () => {
    expect(readProfileFile(older({ '319': { value: 60 }, '320': { value: 10 } }), {}, LFP_PROFILE).kind).toBe('read');
  });

  test('what cannot be taken is told with its path', () => {
    const read = readProfileFile(
      older({
        '307': { value: 32 },
        '102': { value: 5 },
        '309': { value: 1 },
        '308': { value: 'x' },
        '328': { value: 40_000 },
        '330': { value: 0x0502 },
        '329': { value: 1.5 },
      }),
      {},
      LFP_PROFILE,
    );
    if (read.kind !== 'read') throw new Error(read.kind);
    expect(Object.fromEntries(read.leftOut.map(({ path, why }) => [path, why]))).toEqual({
      'registers.307': 'not-allowed',
      'registers.102': 'read-only',
      'registers.309': 'unknown',
      'registers.308': 'not-a-number',
      'registers.328': 'left-out',
      'registers.330': 'not-allowed',
      'registers.329': 'not-allowed',
    });
    expect(read.file.words).toEqual(LFP_PROFILE.words);
  });
});

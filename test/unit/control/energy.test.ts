import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type BridgeEvent, type ControlSettings, type StoredEnergy } from '../../../src/control/state';
import { step } from '../../../src/control/step';
import { toHex } from '../../../src/protocols/bytes/hex';
import { LIVE_STATE } from '../../support/live-state';
import { LFP_SETTINGS, reading } from '../../support/pack-fixtures';

const SERIAL = '0042001F3438510232363938';
const identity = (serialNumber: string) => ({ serialNumber, hardware: '2.1', publicFirmware: 219, internalFirmware: 243 });

/** A battery that is read once a second, with what the history says of it in between. @returns the data of every 0x378 */
function frames(
  stored: readonly (StoredEnergy | undefined)[],
  settings: ControlSettings = DEFAULT_SETTINGS,
  another = false,
): readonly Uint8Array[] {
  const events: BridgeEvent[] = [
    { kind: 'can-up', at: 0 },
    { kind: 'pack-joined', at: 0, pack: 'pack-1', identity: identity(SERIAL) },
    { kind: 'settings-read', at: 0, pack: 'pack-1', settings: LFP_SETTINGS },
    ...(another
      ? ([
          { kind: 'pack-joined', at: 0, pack: 'pack-2', identity: identity('another') },
          { kind: 'settings-read', at: 0, pack: 'pack-2', settings: LFP_SETTINGS },
        ] as const)
      : []),
    ...stored.flatMap((energy, index): BridgeEvent[] => {
      // The frame goes out every five seconds.
      const at = 1_000 + 5_000 * index;
      const read = (pack: string, when: number): BridgeEvent => ({ kind: 'pack-read', at: when, pack, reading: reading({}) });
      return [
        ...(energy ? [{ kind: 'energy-stored', at, energy } as const] : []),
        read('pack-1', at),
        ...(another ? [read('pack-2', at)] : []),
        read('pack-1', at + 4_900),
        ...(another ? [read('pack-2', at + 4_900)] : []),
      ];
    }),
  ];
  let state = LIVE_STATE;
  return events.flatMap((event) => {
    const next = step(state, event, settings);
    state = next.state;
    return next.effects.filter(({ kind, frame }) => kind === 'send' && frame.id === 0x378).map(({ frame }) => frame.data);
  });
}

const energy = (energyIn: number, energyOut: number, serialNumber = SERIAL): StoredEnergy => ({ serialNumber, energyIn, energyOut });

describe('the meters in 0x378', () => {
  test('are those that are stored, in steps of 100 Wh, cut off', () => {
    const sent = frames([energy(1_234_567, 1_180_299), undefined, undefined]);
    expect(sent.length).toBeGreaterThan(1);
    // The example of the protocol: 1234.5 kWh in, 1180.2 kWh out.
    expect(new Set(sent.map((data) => toHex(data)))).toEqual(new Set(['39 30 00 00 1A 2E 00 00']));
  });

  test('are not sent before the history has spoken, for another battery, for several, or against the wish of the owner', () => {
    expect(frames([undefined, undefined])).toEqual([]);
    expect(frames([energy(1e6, 1e6, 'another'), undefined])).toEqual([]);
    expect(frames([energy(1e6, 1e6), undefined], DEFAULT_SETTINGS, true)).toEqual([]);
    expect(frames([energy(1e6, 1e6), undefined], { ...DEFAULT_SETTINGS, frames: { ...DEFAULT_SETTINGS.frames, energy: false } })).toEqual(
      [],
    );
  });

  test('never run backwards, whatever is told', () => {
    const told = fc.array(
      fc.option(
        fc.tuple(fc.nat(2_000_000), fc.nat(2_000_000)).map(([a, b]) => energy(a, b)),
        { nil: undefined },
      ),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(told, (stored) => {
        let before = [0, 0];
        for (const data of frames(stored)) {
          const view = new DataView(data.buffer, data.byteOffset);
          const now = [view.getUint32(0, true), view.getUint32(4, true)];
          now.forEach((meter, index) => expect(meter).toBeGreaterThanOrEqual(before[index] as number));
          before = now;
        }
      }),
      { numRuns: 100 },
    );
  });
});

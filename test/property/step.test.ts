import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PackIdentity, PackReading, PackSettings } from '../../src/battery/pack';
import {
  DEFAULT_SETTINGS,
  INITIAL_STATE,
  type BridgeEvent,
  type BridgeState,
  type Leave,
  type Operation,
  type Step,
} from '../../src/control/state';
import { step } from '../../src/control/step';
import { nextDue } from '../../src/control/transmission';
import { decodeFrame } from '../../src/protocols/canbms/codec';
import { FRAMES } from '../../src/protocols/canbms/frames';
import { LIVE_FOR_ANYONE } from '../support/live-state';
import { LFP_SETTINGS, reading } from '../support/pack-fixtures';

const anyNumber = fc.oneof(fc.double(), fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 3.3, 53, 1e300));
const packId = fc.constantFrom('pack-1', 'pack-2', 'nobody');

/** Numbers of any kind in every field, as no decoder yields them. */
const wildReading: fc.Arbitrary<PackReading> = fc.record({
  packVoltage: anyNumber,
  packCurrent: anyNumber,
  minCellVoltage: anyNumber,
  maxCellVoltage: anyNumber,
  cells: fc.array(
    fc.record({ number: fc.integer({ min: 1, max: 16 }), voltage: anyNumber, wantsBalancing: fc.boolean(), balancing: fc.boolean() }),
    {
      maxLength: 17,
    },
  ),
  stateOfCharge: anyNumber,
  stateOfHealth: fc.option(anyNumber, { nil: undefined }),
  internalTemp: anyNumber,
  externalTemp1: fc.option(anyNumber, { nil: undefined }),
  externalTemp2: fc.option(anyNumber, { nil: undefined }),
  status: fc.constantFrom('charging', 'idle', 'fault', 'unknown'),
  statusCode: fc.nat(0xffff),
  detectedCells: fc.nat(20),
  lifetimeCounter: fc.nat(),
});

/** What a battery can be, over its whole range. */
const possibleReading = fc
  .record({
    cells: fc.double({ min: 2.4, max: 3.9, noNaN: true }),
    odd: fc.double({ min: 2.4, max: 3.9, noNaN: true }),
    current: fc.double({ min: -300, max: 300, noNaN: true }),
    soc: fc.double({ min: 0, max: 100, noNaN: true }),
    temperature: fc.double({ min: -40, max: 80, noNaN: true }),
    fault: fc.boolean(),
  })
  .map(({ cells, odd, current, soc, temperature, fault }) =>
    reading({ cells, cell: { 7: odd }, current, soc, temperatures: [temperature, temperature], status: fault ? 'fault' : 'idle' }),
  );

const settings: fc.Arbitrary<PackSettings> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(LFP_SETTINGS) },
  fc.record({
    fullyChargedVoltage: anyNumber,
    fullyDischargedVoltage: anyNumber,
    earlyBalancingThreshold: anyNumber,
    chargeFinishedCurrent: anyNumber,
    peakDischargeCurrentCutoff: fc.option(anyNumber, { nil: undefined }),
    batteryCapacity: anyNumber,
    seriesCells: anyNumber,
    allowedDisbalance: anyNumber,
    overVoltageCutoff: anyNumber,
    underVoltageCutoff: anyNumber,
    dischargeOverCurrentCutoff: anyNumber,
    chargeOverCurrentCutoff: anyNumber,
    overHeatCutoff: anyNumber,
    lowTemperatureChargerCutoff: anyNumber,
    broadcastTime: anyNumber,
  }),
);

const operation = fc.constantFrom('observe', 'shadow', 'live');
const leaveFor = (level: Operation): Leave => (level === 'live' ? LIVE_FOR_ANYONE : { operation: level });
type Change = (at: number) => BridgeEvent;
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: possibleReading.map((each): Change => (at) => ({ kind: 'pack-read', at, pack: 'pack-1', reading: each })) },
  {
    weight: 2,
    arbitrary: fc.tuple(packId, wildReading).map(([pack, each]): Change => (at) => ({ kind: 'pack-read', at, pack, reading: each })),
  },
  fc.tuple(packId, settings).map(([pack, each]): Change => (at) => ({ kind: 'settings-read', at, pack, settings: each })),
  packId.map((pack): Change => (at) => ({ kind: 'pack-joined', at, pack, identity: undefined })),
  packId.map((pack): Change => (at) => ({ kind: 'pack-left', at, pack })),
  fc
    .tuple(anyNumber, anyNumber)
    .map(([energyIn, energyOut]): Change => (at) => ({ kind: 'energy-stored', at, energy: { serialNumber: 'any', energyIn, energyOut } })),
  fc.constant<Change>((at) => ({ kind: 'can-up', at })),
  fc.constant<Change>((at) => ({ kind: 'can-down', at })),
  fc.constant<Change>((at) => ({ kind: 'slept', at, forMs: 3_600_000 })),
  operation.map((level): Change => (at) => ({ kind: 'operation', at, leave: leaveFor(level) })),
  fc
    .tuple(fc.integer({ min: 0, max: 0x1fffffff }), fc.boolean(), fc.boolean(), fc.uint8Array({ maxLength: 8 }))
    .map(([id, extended, remote, data]): Change => (at) => ({
      kind: 'can-frame',
      at,
      frame: { id, extended, remote, length: data.length, data },
    })),
  { weight: 2, arbitrary: fc.constant<Change>((at) => ({ kind: 'tick', at })) },
);
/** Clocks have fractions of a millisecond. */
const pause = fc.oneof(fc.integer({ min: 0, max: 12_000 }), fc.double({ min: 0, max: 12_000, noNaN: true }));
const history = fc.array(fc.tuple(pause, change), { minLength: 1, maxLength: 60 });

const OPENING: readonly BridgeEvent[] = [
  { kind: 'can-up', at: 0 },
  { kind: 'pack-joined', at: 0, pack: 'pack-1', identity: undefined },
  { kind: 'settings-read', at: 0, pack: 'pack-1', settings: LFP_SETTINGS },
];

interface Moment {
  readonly event: BridgeEvent;
  readonly before: BridgeState;
  readonly after: Step;
}

/** Every step of a history, with the ticks that the bridge asks for in between. */
function run(
  changes: readonly (readonly [number, Change])[],
  opening: readonly BridgeEvent[] = OPENING,
  leave: Leave = LIVE_FOR_ANYONE,
): readonly Moment[] {
  const moments: Moment[] = [];
  let state: BridgeState = { ...INITIAL_STATE, leave };
  const apply = (event: BridgeEvent): void => {
    const after = step(state, event, DEFAULT_SETTINGS);
    moments.push({ event, before: state, after });
    state = after.state;
  };
  opening.forEach(apply);
  let at = 0;
  for (const [pause, make] of changes) {
    for (let due = nextDue(state, DEFAULT_SETTINGS); due !== undefined && due <= at + pause; due = nextDue(state, DEFAULT_SETTINGS)) {
      apply({ kind: 'tick', at: due });
    }
    at += pause;
    apply(make(at));
  }
  return moments;
}

const limitsIn = ({ after }: Moment): readonly { cvl: number; ccl: number; dcl: number }[] =>
  after.effects.filter(({ frame }) => frame.id === 0x351).map(({ frame }) => decodeFrame(FRAMES.chargeLimits, frame.data));

describe('step', () => {
  test('survives any order of any events', () => {
    fc.assert(
      fc.property(history, fc.boolean(), (changes, opened) => void run(changes, opened ? OPENING : [])),
      { numRuns: 400 },
    );
  });

  test('asks for ticks that lie ahead of it: it never spins', () => {
    fc.assert(
      fc.property(history, (changes) => {
        for (const { event, after } of run(changes)) {
          const due = nextDue(after.state, DEFAULT_SETTINGS);
          if (due !== undefined) expect(due).toBeGreaterThan(event.at);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('limits stay within what the settings of the BMS allow', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(pause, possibleReading), { minLength: 1, maxLength: 60 }), (readings) => {
        const changes = readings.map(
          ([pause, each]) => [pause, (at: number): BridgeEvent => ({ kind: 'pack-read', at, pack: 'pack-1', reading: each })] as const,
        );
        for (const { cvl, ccl, dcl } of run(changes).flatMap(limitsIn)) {
          expect(cvl).toBeGreaterThan(16 * LFP_SETTINGS.underVoltageCutoff);
          expect(cvl).toBeLessThanOrEqual(16 * LFP_SETTINGS.fullyChargedVoltage);
          expect(ccl).toBeGreaterThanOrEqual(0);
          expect(ccl).toBeLessThanOrEqual(0.9 * LFP_SETTINGS.chargeOverCurrentCutoff);
          expect(dcl).toBeGreaterThanOrEqual(0);
          expect(dcl).toBeLessThanOrEqual(0.9 * LFP_SETTINGS.dischargeOverCurrentCutoff);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('nothing is sent that rests on data older than 30 s, and no charge current on data older than 10 s', () => {
    fc.assert(
      fc.property(history, (changes) => {
        let readAt = -Infinity;
        for (const moment of run(changes)) {
          const { phase } = moment.after.state;
          if (phase.kind === 'live') readAt = phase.known.readAt;
          const age = moment.event.at - readAt;
          if (age >= 30_000) expect(moment.after.effects).toEqual([]);
          if (age >= 10_000) for (const { ccl } of limitsIn(moment)) expect(ccl).toBe(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('two different 0x351 are at least 100 ms apart', () => {
    fc.assert(
      fc.property(history, (changes) => {
        let last: { at: number; text: string } | undefined;
        for (const moment of run(changes)) {
          for (const values of limitsIn(moment)) {
            const text = JSON.stringify(values);
            if (last && text !== last.text) expect(moment.event.at - last.at).toBeGreaterThanOrEqual(100);
            last = { at: moment.event.at, text };
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('only 11-bit identifiers of the battery side ever leave', () => {
    const allowed = new Set<number>(Object.values(FRAMES).flatMap((layout) => (layout.direction === 'send' ? [layout.id] : [])));
    fc.assert(
      fc.property(history, (changes) => {
        for (const { after } of run(changes)) {
          for (const { frame } of after.effects) expect(allowed.has(frame.id) && !frame.extended && !frame.remote).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('frames are sent in live operation only, withheld in shadow only, and made in observation never', () => {
    fc.assert(
      fc.property(history, operation, (changes, level) => {
        const allowed = { observe: [], shadow: ['withhold'], live: ['send'] };
        for (const { after } of run(changes, OPENING, leaveFor(level))) {
          for (const { kind } of after.effects) expect(allowed[after.state.leave.operation]).toContain(kind);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('live operation that was agreed for one BMS sends nothing while another one answers, and ends with it until it is agreed anew', () => {
    const identity = (serialNumber: string): PackIdentity => ({ hardware: '2.3', publicFirmware: 1, internalFirmware: 243, serialNumber });
    // Which pack answers to which serial number is told once; a known pack that comes back is the same one.
    const SERIALS: Readonly<Record<string, string>> = { 'pack-1': 'A', 'pack-2': 'B', nobody: 'C' };
    const comings = fc.oneof(
      packId.map((pack): Change => (at) => ({ kind: 'pack-joined', at, pack, identity: identity(SERIALS[pack] ?? '') })),
      packId.map((pack): Change => (at) => ({ kind: 'settings-read', at, pack, settings: LFP_SETTINGS })),
      fc.tuple(packId, possibleReading).map(([pack, each]): Change => (at) => ({ kind: 'pack-read', at, pack, reading: each })),
      packId.map((pack): Change => (at) => ({ kind: 'pack-left', at, pack })),
      fc.constant<Change>((at) => ({ kind: 'can-up', at })),
    );
    const opening = OPENING.map((event) => (event.kind === 'pack-joined' ? { ...event, identity: identity('A') } : event));
    const leave: Leave = { operation: 'live', consent: { serialNumber: 'A' } };
    fc.assert(
      fc.property(fc.array(fc.tuple(pause, comings), { maxLength: 40 }), (changes) => {
        let strangerSeen = false;
        for (const { after } of run(changes, opening, leave)) {
          strangerSeen ||= after.state.packs.some(({ linked, identity: is }) => linked && is?.serialNumber !== 'A');
          expect(after.state.leave.operation).toBe(strangerSeen ? 'observe' : 'live');
          if (strangerSeen) expect(after.effects).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('shadow withholds exactly what live operation would send', () => {
    const others = history.map((changes) => changes.filter(([, make]) => make(0).kind !== 'operation'));
    fc.assert(
      fc.property(others, (changes) => {
        const [live, shadow] = (['live', 'shadow'] as const).map((level) =>
          run(changes, OPENING, leaveFor(level)).map(({ event, after }) => [event.at, after.effects.map(({ frame }) => frame)]),
        );
        expect(shadow).toEqual(live);
      }),
      { numRuns: 100 },
    );
  });

  test('is a function: the same event in the same state gives the same step', () => {
    fc.assert(
      fc.property(history, (changes) => {
        for (const { before, event, after } of run(changes)) expect(step(before, event, DEFAULT_SETTINGS)).toEqual(after);
      }),
      { numRuns: 50 },
    );
  });
});

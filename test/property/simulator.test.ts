import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc16 } from '../../src/protocols/bytes/crc16';
import { encodeRequest } from '../../src/protocols/tinybms/frames';
import { asciiBytes, asciiText } from '../../src/protocols/bytes/ascii';
import { OpenCircuitCurve, type Chemistry } from '../../src/simulator/chemistry';
import { flow } from '../../src/simulator/power-flow';
import { DIALECTS, type DialectName } from '../../src/simulator/slcan-dialects';
import { createWorld, FAULT_NAMES } from '../../src/simulator/world';
import { Host } from '../support/simulator-host';

const fault = fc.constantFrom(...FAULT_NAMES);
const dialect = fc.constantFrom(...(Object.keys(DIALECTS) as DialectName[]));
const bytes = fc.uint8Array({ maxLength: 80 });
/** Bytes that a slcan adapter may take for something. */
const slcanText = fc
  .array(
    fc.constantFrom('S6', 'O', 'C', 'L', 'V', 'F', 'N', 't1232AABB', 'T18FF50E5101', 'r1002', 't35182C02390378050000', '', '\r', '\n'),
    {
      maxLength: 6,
    },
  )
  .map((lines) => asciiBytes(`${lines.join('\r')}\r`));
/** Any bytes behind a header and a command, with the right checksum: only their meaning can be wrong. */
const sealed = fc.tuple(fc.nat(0x21), fc.uint8Array({ maxLength: 20 })).map(([code, rest]) => {
  const bytes = [0xaa, code, ...rest];
  const crc = crc16(Uint8Array.from(bytes));
  return Uint8Array.of(...bytes, crc & 0xff, crc >>> 8);
});
const tinyBmsRequest = fc.oneof(
  sealed,
  fc
    .record({ address: fc.nat(0xffff), count: fc.integer({ min: 1, max: 127 }) })
    .map((read) => encodeRequest({ command: 'modbusRead', ...read })),
  fc
    .record({ address: fc.integer({ min: 300, max: 390 }), words: fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 9 }) })
    .map((write) => encodeRequest({ command: 'modbusWrite', ...write })),
  fc.constantFrom('clearEvents', 'clearStatistics', 'restart').map((option) => encodeRequest({ command: 'resetOrClear', option })),
  fc.constantFrom('allEvents', 'newestEvents', 'cellVoltages', 'driveData', 'temperatures').map((command) => encodeRequest({ command })),
);

const step = fc.oneof(
  fc.record({ kind: fc.constant('bms' as const), bytes: fc.oneof(bytes, tinyBmsRequest) }),
  fc.record({ kind: fc.constant('can' as const), bytes: fc.oneof(bytes, slcanText) }),
  fc.record({ kind: fc.constant('fault' as const), fault, active: fc.boolean() }),
  fc.record({ kind: fc.constant('open' as const), device: fc.constantFrom('bms' as const, 'can' as const), open: fc.boolean() }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 15_000 }) }),
);

describe('the simulator', () => {
  test('survives any bytes, faults and openings, and stays a possible battery', () => {
    fc.assert(
      fc.property(fc.integer(), dialect, fc.array(step, { maxLength: 40 }), (seed, adapter, steps) => {
        const world = createWorld({ seed, adapter });
        for (const device of [world.bms, world.can]) device.setOpen(true, 0);
        let now = 0;
        for (const each of steps) {
          switch (each.kind) {
            case 'bms':
            case 'can':
              world[each.kind].receive(each.bytes, now);
              break;
            case 'fault':
              world.inject(each.fault, each.active);
              break;
            case 'open':
              world[each.device].setOpen(each.open, now);
              break;
            case 'wait':
              now += each.ms;
              break;
          }
          world.bms.take(now);
          world.can.take(now);
        }
        const { pack, gx } = world.truth;
        for (const value of [...pack.cellVoltages, pack.voltage, pack.current, pack.temperature, gx.solarCurrent, gx.loadCurrent]) {
          expect(Number.isFinite(value)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('any bytes to the BMS leave it able to answer', () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 20 }), (chunks) => {
        const world = createWorld({ asleep: false, savingMs: 0 });
        const host = new Host(world.bms);
        for (const chunk of chunks) host.exchange(chunk, 3);
        host.wait(2000);
        expect(host.exchange(encodeRequest({ command: 'version' })).length).toBe(10);
      }),
      { numRuns: 100 },
    );
  });

  test('any bytes to the adapter leave it able to answer', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(bytes, slcanText), { maxLength: 20 }), (chunks) => {
        const host = new Host(createWorld().can);
        for (const chunk of chunks) host.exchange(chunk, 3);
        host.exchange(asciiBytes('\r'), 50);
        expect(asciiText(host.exchange(asciiBytes('V\r'), 20))).toContain('V1013\r');
      }),
      { numRuns: 100 },
    );
  });

  test('what is received does not depend on when it is fetched', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 30 }), (pauses) => {
        const fetched = (pick: readonly number[]): number[] => {
          const world = createWorld({ asleep: false });
          world.bms.setOpen(true, 0);
          for (let at = 0; at < 5; at++) world.bms.receive(encodeRequest({ command: 'modbusRead', address: 0, count: 57 }), at * 200);
          let now = 1000;
          const all: number[] = [];
          for (const pause of [...pick, 20_000]) all.push(...world.bms.take((now += pause)));
          return all;
        };
        expect(fetched(pauses)).toEqual(fetched([]));
      }),
      { numRuns: 50 },
    );
  });
});

describe('power', () => {
  const current = fc.double({ min: 0, max: 500, noNaN: true });
  const setpoints = fc.option(fc.record({ cvl: fc.double({ min: 40, max: 60, noNaN: true }), ccl: current, dcl: current }), {
    nil: undefined,
  });
  const input = fc.record({
    installation: fc.constantFrom('off-grid' as const, 'ess' as const, 'ess-feed-in' as const),
    charger: setpoints,
    inverter: setpoints,
    solar: current,
    load: current,
    exportMost: current,
    sourceVoltage: fc.double({ min: 40, max: 60, noNaN: true }),
    resistance: fc.double({ min: 0.001, max: 0.1, noNaN: true }),
    allowsCharge: fc.boolean(),
    allowsDischarge: fc.boolean(),
  });

  test('what comes in goes out, and the limits hold', () => {
    fc.assert(
      fc.property(input, (each) => {
        const { battery, solar, load, exported } = flow(each);
        expect(solar).toBeGreaterThanOrEqual(0);
        expect(load).toBeGreaterThanOrEqual(0);
        expect(exported).toBeGreaterThanOrEqual(0);
        if (!each.allowsCharge) expect(battery).toBeLessThanOrEqual(0);
        if (!each.allowsDischarge) expect(battery).toBeGreaterThanOrEqual(0);
        if (battery > 0) expect(battery).toBeCloseTo(solar - load - exported, 6);
        if (battery > 0 && each.charger && each.installation !== 'ess-feed-in') {
          expect(battery).toBeLessThanOrEqual(each.charger.ccl + 1e-9);
          expect(each.sourceVoltage + battery * each.resistance).toBeLessThanOrEqual(each.charger.cvl + 1e-9);
        }
        if (battery > 0 && each.charger) {
          expect(each.sourceVoltage + battery * each.resistance).toBeLessThanOrEqual(each.charger.cvl + 0.4 + 1e-9);
        }
      }),
    );
  });

  test('more charge is never less voltage', () => {
    const percent = fc.integer({ min: -3000, max: 108_000 }).map((thousandths) => thousandths / 1000);
    fc.assert(
      fc.property(fc.constantFrom<Chemistry>('lfp', 'nmc', 'lto'), percent, percent, (chemistry, first, second) => {
        const curve = new OpenCircuitCurve(chemistry);
        expect(Math.sign(curve.at(first) - curve.at(second))).toBe(Math.sign(first - second));
      }),
    );
  });
});

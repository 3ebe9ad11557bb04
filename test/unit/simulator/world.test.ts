import { describe, expect, test } from 'vitest';
import { asciiBytes } from '../../../src/protocols/bytes/ascii';
import { toHex } from '../../../src/protocols/bytes/hex';
import { FRAMES } from '../../../src/protocols/canbms/frames';
import { encodeFrame } from '../../../src/protocols/canbms/codec';
import { encodeCommand } from '../../../src/protocols/slcan/commands';
import { encodeRequest } from '../../../src/protocols/tinybms/frames';
import { createWorld, type World, type WorldOptions } from '../../../src/simulator/world';
import { Host } from '../../support/simulator-host';

interface Limits {
  readonly cvl: number;
  readonly ccl: number;
  readonly dcl: number;
}

const WIDE: Limits = { cvl: 55.2, ccl: 100, dcl: 120 };

/** A bridge of one frame: sends 0x351 once a second. */
class Sender {
  private readonly host: Host;

  constructor(readonly world: World) {
    this.host = new Host(world.can);
    for (const command of ['S6', 'O']) this.host.say(command);
  }

  get now(): number {
    return this.host.now;
  }

  send(limits: Limits): void {
    this.host.device.receive(encodeCommand({ kind: 'frame', frame: encodeFrame(FRAMES.chargeLimits, limits) }), this.host.now);
  }

  hold(limits: Limits, seconds: number, each?: () => void): void {
    for (let second = 0; second < seconds; second++) {
      this.send(limits);
      this.host.wait(1000);
      each?.();
    }
  }

  wait(ms: number): void {
    this.host.wait(ms);
  }
}

function sender(options: Partial<WorldOptions> = {}): Sender {
  return new Sender(createWorld(options));
}

describe('the GX', () => {
  test('does nothing before the first limits', () => {
    const world = createWorld();
    world.advance(60_000);
    expect(world.truth.gx).toMatchObject({ online: true, timedOut: true, charging: false, discharging: false, lastLimits: undefined });
    expect(world.truth.pack.current).toBe(0);
  });

  test('hears the limits, and acts on them 3 to 10 s later', () => {
    const bench = sender();
    bench.send(WIDE);
    bench.wait(10);
    expect(bench.world.truth.gx).toMatchObject({ timedOut: false, lastLimits: { cvl: 55.2, ccl: 100, dcl: 120 } });
    const begin = bench.now;
    let acted: number | undefined;
    bench.hold(WIDE, 12, () => (acted ??= bench.world.truth.gx.solarCurrent > 0 ? bench.now - begin : undefined));
    expect(acted).toBeGreaterThanOrEqual(3000);
    expect(acted).toBeLessThanOrEqual(10_000);
    expect(bench.world.truth.gx.charging).toBe(true);
  });

  test('a single frame moves nothing: its limits are no longer in force when they arrive', () => {
    const bench = sender();
    bench.send(WIDE);
    for (let tenth = 0; tenth < 150; tenth++) {
      bench.wait(100);
      expect(bench.world.truth.pack.current).toBe(0);
    }
  });

  test('stops charge and discharge three seconds after the last limits, and starts again with the next', () => {
    const bench = sender();
    bench.hold(WIDE, 30);
    bench.wait(1900);
    expect(bench.world.truth.gx.timedOut).toBe(false);
    expect(bench.world.truth.pack.current).toBeGreaterThan(1);
    bench.wait(250);
    expect(bench.world.truth.gx.timedOut).toBe(true);
    expect(bench.world.truth.pack.current).toBe(0);
    expect(bench.world.truth.gx).toMatchObject({ charging: false, discharging: false, solarCurrent: 0, loadCurrent: 0 });
    bench.hold(WIDE, 12);
    expect(bench.world.truth.gx.charging).toBe(true);
  });

  test('chargers deliver more by 40 A in a second at most, and less at once', () => {
    const bench = sender({ loadMean: 0.001 });
    let before = 0;
    let [steepestRise, steepestFall] = [0, 0];
    const hold = (limits: Limits, seconds: number): void => {
      for (let tenth = 0; tenth < 10 * seconds; tenth++) {
        if (tenth % 10 === 0) bench.send(limits);
        bench.wait(100);
        const { current } = bench.world.truth.pack;
        // What a battery gave before is made up for at once: the ramp is that of charging.
        steepestRise = Math.max(steepestRise, current - Math.max(before, 0));
        steepestFall = Math.max(steepestFall, before - current);
        before = current;
      }
    };
    hold(WIDE, 20);
    expect(before).toBeGreaterThan(40);
    expect(steepestRise).toBeCloseTo(4, 9);
    hold({ ...WIDE, ccl: 5 }, 12);
    expect(before).toBeCloseTo(5, 9);
    expect(steepestFall).toBeGreaterThan(30);
  });

  test('ignores frames of 29 bits, other identifiers and short frames', () => {
    const bench = sender();
    const host = new Host(bench.world.can, bench.now);
    for (const line of ['T0000035182C02390378050000', 't35083C02390378050000', 't3516280264006400']) host.say(line);
    expect(bench.world.truth.gx.lastLimits).toBeUndefined();
    expect(bench.world.truth.violations.map(({ kind }) => kind)).toEqual(['foreign-frame', 'foreign-frame', 'wrong-length']);
  });

  test.each([0, 20])('obeys a CCL of %d A', (ccl) => {
    const bench = sender({ loadMean: 0.001 });
    bench.hold({ ...WIDE, ccl }, 60);
    expect(bench.world.truth.pack.current).toBeCloseTo(ccl, 1);
  });

  test('charges to CVL and holds it, for hours', () => {
    const bench = sender({ stateOfCharge: 90, loadMean: 2 });
    let highest = 0;
    bench.hold({ ...WIDE, cvl: 54.4 }, 2 * 3600, () => (highest = Math.max(highest, bench.world.truth.pack.voltage)));
    expect(highest).toBeCloseTo(54.4, 2);
    expect(bench.world.truth.pack.voltage).toBeCloseTo(54.4, 1);
    expect(bench.world.truth.pack.stateOfCharge).toBeGreaterThan(98);
  });

  test('with feed-in it exports what a lower CVL does not let in, whatever CCL says', () => {
    const bench = sender({ installation: 'ess-feed-in', stateOfCharge: 99.5 });
    bench.hold({ ...WIDE, ccl: 0 }, 20);
    expect(bench.world.truth.gx.charging).toBe(true);
    bench.hold({ ...WIDE, cvl: 52.8, ccl: 0 }, 60);
    expect(bench.world.truth.gx.exportCurrent).toBeGreaterThan(30);
    expect(bench.world.truth.gx.discharging).toBe(true);
  });

  test('a night without sun empties the battery until the BMS opens', () => {
    const bench = sender({ startHour: 20, stateOfCharge: 12, loadMean: 40 });
    bench.hold(WIDE, 2 * 3600);
    const { pack } = bench.world.truth;
    expect(pack.allowsDischarge).toBe(false);
    expect(pack.current).toBe(0);
    expect(Math.min(...pack.cellVoltages)).toBeGreaterThan(2.5);
  });
});

describe('violations', () => {
  const found = (...lines: string[]): readonly string[] => {
    const world = createWorld();
    const host = new Host(world.can);
    for (const command of ['S6', 'O', ...lines]) host.say(command);
    return world.truth.violations.map(({ kind }) => kind);
  };

  test.each([
    ['its own identifiers', 't30580000000000000000', 'gx-identifier'],
    ['another maker', 't35C2C000', 'foreign-frame'],
    ['CVL 0', 't35180000390378050000', 'forbidden-value'],
    ['CVL unknown', 't3518FFFF390378050000', 'forbidden-value'],
    ['negative CCL', 't35182C02FFFF78050000', 'forbidden-value'],
    ['negative DCL', 't35182C023903FFFF0000', 'forbidden-value'],
    ['discharge voltage unknown', 't35182C0239037805FFFF', 'forbidden-value'],
    ['SOC of 101 %', 't355465006400', 'forbidden-value'],
    ['current unknown', 't3566C5140080D800', 'forbidden-value'],
  ])('%s', (_, line, kind) => {
    expect(found(line)).toEqual([kind]);
  });

  test('two different limits within a tenth of a second, but not the same twice', () => {
    expect(found('t35182C02390378050000', 't35182C02390378050000')).toEqual([]);
    expect(found('t35182C02390378050000', 't35182B02390378050000')).toEqual(['limits-too-close']);
  });

  test('good frames are none', () => {
    expect(found('t35182C02390378050000', 't35564C006200DA1D', 't3566C5147B00D800', 't35A8A8AA8202A8AA8202')).toEqual([]);
  });
});

describe('the world', () => {
  /** Every byte of a long conversation with a bit of everything. */
  const conversation = (seed: number): string => {
    const world = createWorld({ seed });
    const bms = new Host(world.bms);
    const can = new Host(world.can);
    let bytes = '';
    for (const command of ['V', 'S6', 'O']) bytes += can.say(command);
    for (let round = 0; round < 200; round++) {
      if (round === 60) world.inject('bms-noise', true);
      if (round === 90) world.inject('bms-chopped', true);
      bms.now = can.now;
      bytes += toHex(bms.exchange(encodeRequest({ command: 'modbusRead', address: 0, count: 57 }), 100));
      can.now = bms.now;
      bytes += can.say('t35182C02390378050000', 100);
    }
    return bytes;
  };

  test('the same seed gives the same bytes, another seed others', () => {
    expect(conversation(3)).toBe(conversation(3));
    expect(conversation(4)).not.toBe(conversation(3));
  });

  test('how often it is asked to advance changes nothing', () => {
    const [often, once] = [createWorld(), createWorld()];
    for (let at = 0; at <= 30_000; at += 7) often.advance(at);
    often.advance(30_000);
    once.advance(30_000);
    expect(often.truth).toEqual(once.truth);
  });

  test('time never goes back', () => {
    const world = createWorld({ startAt: 5000 });
    world.advance(9000);
    world.advance(100);
    expect(world.truth.at).toBe(9000);
    expect(createWorld({ startAt: 5000 }).truth.at).toBe(5000);
  });

  test('a closed port neither hears nor says anything', () => {
    const world = createWorld({ asleep: false });
    expect(world.bms.nextDue()).toBeUndefined();
    world.bms.receive(encodeRequest({ command: 'version' }), 0);
    world.bms.setOpen(true, 50);
    expect(world.bms.take(100)).toHaveLength(0);
    world.can.receive(asciiBytes('V\r'), 0);
    expect(world.can.take(100)).toHaveLength(0);
  });

  test('taking bytes exactly when they are due misses none', () => {
    const world = createWorld({ asleep: false });
    world.bms.setOpen(true, 0);
    world.bms.receive(encodeRequest({ command: 'modbusRead', address: 0, count: 57 }), 0);
    let bytes = 0;
    for (let due = world.nextDue(); due !== undefined && due < 200; due = world.nextDue()) bytes += world.bms.take(due).length;
    expect(bytes).toBe(119);
  });

  test('a day passes without anything going out of bounds', () => {
    const bench = sender({ stateOfCharge: 40 });
    bench.hold({ ...WIDE, cvl: 54.4 }, 24 * 360, () => {
      bench.wait(1000);
      const { pack } = bench.world.truth;
      expect(pack.stateOfCharge).toBeGreaterThan(0);
      expect(pack.stateOfCharge).toBeLessThan(101);
      expect(pack.temperature).toBeLessThan(35);
    });
    expect(bench.world.truth.violations).toEqual([]);
  });

  test.each([{ cells: 3 }, { cells: 17 }, { cells: 4.5 }, { capacity: 0 }, { capacity: 700 }, { stateOfCharge: 101 }])(
    'refuses %j',
    (options) => {
      expect(() => createWorld(options)).toThrow(RangeError);
    },
  );
});

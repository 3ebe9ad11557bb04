import { describe, expect, test } from 'vitest';
import type { WorkshopBench } from '../support/workshop-bench';
import registerFile from '../vectors/tinybms-registers.json';
import { sealed } from '../support/tinybms-oracle';
import { toHex } from '../../src/protocols/bytes/hex';
import { workshopBench } from '../support/workshop-bench';
import type { LineState } from '../../src/workshop/account';
import { rawOf, type Changes, type SettingId } from '../../src/workshop/settings';
import type { Mode } from '../../src/bridge/contract';
import { EventKeeper } from '../../src/bridge/workshop/event-keeper';
import { WorkshopService } from '../../src/bridge/workshop/workshop-service';
import type { BmsHost } from '../../src/bridge/workshop/bms-unit';
import type { WorkshopView, WritingView } from '../../src/bridge/workshop-contract';
import { indexedDbWorkshop, type WorkshopStore } from '../../src/storage/workshop-store';

/** A BMS with the settings that a change needs, read once. */
async function opened(options: Parameters<typeof workshopBench>[0] = {}): Promise<WorkshopBench> {
  const bench = await workshopBench(options);
  expect(await bench.settle(bench.workshop.read())).toEqual({ ok: true });
  return bench;
}

async function written(bench: WorkshopBench, changes: Changes): Promise<readonly (readonly [SettingId, LineState, number | undefined])[]> {
  expect(await bench.settle(bench.workshop.write(changes))).toEqual({ ok: true });
  const { writing } = await bench.idle();
  return (writing?.lines ?? []).map(({ setting, state, found }) => [setting, state, found] as const);
}

const FIVE: Changes = {
  allowedDisbalance: 25,
  batteryCapacity: 30_000,
  overVoltageCutoff: 3700,
  chargerStartupDelay: 30,
  ignitionInput: 3,
};

describe('reading', () => {
  test('every setting with its limits and factory value, as the BMS tells them', async () => {
    const bench = await opened();
    const { device, profile, facts } = await bench.view();
    expect(profile?.settings).toHaveLength(40);
    expect(profile?.missing).toEqual([]);
    expect(profile?.settings.find(({ id }) => id === 'overVoltageCutoff')).toMatchObject({
      address: 315,
      current: 3650,
      range: { min: 1200, max: 4500, from: 'device' },
      unit: 'V',
      perUnit: 1000,
      protection: true,
    });
    expect(device?.internalFirmware).toBe(243);
    expect(facts).toMatchObject({ bootloader: 24, registerMap: 4, powerType: 'highPower', currentSensor: 'internalHall' });
  });

  test('a standard Modbus device: settings are read, and what it does not tell is said', async () => {
    const bench = await opened({ modbusOnly: true });
    const { profile } = await bench.view();
    expect(profile?.missing).toEqual(['limits', 'commands']);
    expect(profile?.settings.find(({ id }) => id === 'overVoltageCutoff')).toMatchObject({
      range: { from: 'document' },
      factory: undefined,
    });
  });

  test('a list of limits that does not begin where it should is not believed', async () => {
    const bench = await workshopBench();
    bench.memory.pin(300, [3456]);
    await bench.settle(bench.workshop.read());
    expect((await bench.view()).profile).toMatchObject({ missing: ['misaligned'] });
  });

  test('a profile is kept once, and again only when it differs', async () => {
    const bench = await opened();
    await bench.settle(bench.workshop.read());
    expect(await bench.workshop.snapshots()).toMatchObject([{ reason: 'read', cells: 16 }]);
  });

  test('without a BMS nothing is promised', async () => {
    const bench = await workshopBench();
    await bench.settle(bench.bridge.stop());
    expect(await bench.workshop.read()).toMatchObject({ ok: false, fault: { code: 'bms-not-there' } });
  });
});

describe.each([
  ['proprietary', false, 'AA 0D'],
  ['modbus', true, 'AA 10'],
] as const)('writing with the %s family', (_name, modbusOnly, frame) => {
  test('five settings are written one at a time, each read back', async () => {
    const bench = await opened({ modbusOnly });
    const before = bench.heard.length;
    expect(await written(bench, FIVE)).toEqual([
      ['allowedDisbalance', 'written', 25],
      ['batteryCapacity', 'written', 30_000],
      ['overVoltageCutoff', 'written', 3700],
      ['chargerStartupDelay', 'written', 30],
      ['ignitionInput', 'written', 3],
    ]);
    const writes = bench.heard.slice(before).filter((hex) => /^AA (0D|10|0B) /.test(hex));
    expect(writes).toHaveLength(5);
    expect(writes.every((hex) => hex.startsWith(frame))).toBe(true);
    expect((await bench.view()).profile?.settings.find(({ id }) => id === 'batteryCapacity')?.current).toBe(30_000);
    expect((await bench.workshop.snapshots()).map(({ reason }) => reason)).toEqual(['after-write', 'before-write', 'read']);
  });

  test('a value that the BMS takes once is gone from its register, and in its state', async () => {
    const bench = await opened({ modbusOnly });
    expect(await written(bench, { setStateOfCharge: 40_000 })).toEqual([['setStateOfCharge', 'written', 0xffff]]);
    const reading = bench.bridge.bmsHost.unit()?.reading;
    expect(reading?.stateOfCharge).toBeGreaterThan(79);
    expect(reading?.stateOfCharge).toBeLessThan(81);
  });
});

describe('what a BMS may do instead', () => {
  /** A device that allows less than it says: its own range for the charge current ends at 100 A. */
  async function narrowed(outOfRange: 'refuse' | 'clamp'): Promise<WorkshopBench> {
    const bench = await workshopBench({ outOfRange });
    const { settings } = bench.memory;
    const bound = settings.bound.bind(settings);
    // What command 0x1D tells is wider than what the device then takes.
    settings.bound = (which, count) => bound(which, count).map((word, index) => (which === 'maximum' && index === 308 - 300 ? 200 : word));
    await bench.settle(bench.workshop.read());
    return bench;
  }

  test('a refusal is told, with what is still there, and the rest is written', async () => {
    const bench = await narrowed('refuse');
    expect(await written(bench, { allowedDisbalance: 150, chargerStartupDelay: 30 })).toEqual([
      ['allowedDisbalance', 'refused', 15],
      ['chargerStartupDelay', 'written', 30],
    ]);
    // The other family was tried as well: refusing a value and not knowing a command look the same.
    expect(bench.heard.some((hex) => hex.startsWith('AA 10 01 34'))).toBe(true);
  });

  test('a clamped value is told as what it became', async () => {
    const bench = await narrowed('clamp');
    expect(await written(bench, { allowedDisbalance: 150 })).toEqual([['allowedDisbalance', 'clamped', 100]]);
  });

  test('a change of the operation mode: the BMS restarts, is waited for and read', async () => {
    const bench = await opened();
    expect(await written(bench, { operationMode: 1, singlePortSwitchType: 1 })).toEqual([
      ['singlePortSwitchType', 'written', 1],
      ['operationMode', 'written', 1],
    ]);
  });

  test('a BMS that saves for long is waited for', async () => {
    const bench = await opened({ savingMs: 4_000 });
    expect(await written(bench, { allowedDisbalance: 20 })).toEqual([['allowedDisbalance', 'written', 20]]);
  });

  test('a forbidden profile is not written at all', async () => {
    const bench = await opened();
    const before = bench.heard.length;
    expect(await bench.settle(bench.workshop.write({ fullyDischargedVoltage: 3445 }))).toMatchObject({
      ok: false,
      fault: { code: 'changes-refused' },
    });
    expect(bench.heard.slice(before).filter((hex) => /^AA (0D|10|0B) /.test(hex))).toEqual([]);
  });

  test('settings that somebody else has changed meanwhile are shown first, not overwritten', async () => {
    const bench = await opened();
    bench.memory.write([[308, 44]]);
    expect(await bench.settle(bench.workshop.write({ chargerStartupDelay: 30 }))).toMatchObject({
      ok: false,
      fault: { code: 'profile-changed' },
    });
    expect((await bench.view()).profile?.settings.find(({ id }) => id === 'allowedDisbalance')?.current).toBe(44);
  });
});

describe('a cable pulled in the middle', () => {
  async function cut(bench: WorkshopBench, after: number): Promise<void> {
    void bench.workshop.write(FIVE);
    for (let turns = 0; turns < 1_000; turns++) {
      await bench.clock.run(50);
      const { writing } = await bench.view();
      if ((writing?.lines.filter(({ state }) => state === 'written').length ?? 0) >= after) break;
    }
    // The next write is on its way.
    await bench.clock.run(20);
    bench.world.inject('bms-cable-pulled', true);
    await bench.idle();
  }

  async function back(bench: WorkshopBench): Promise<void> {
    bench.world.inject('bms-cable-pulled', false);
    for (let turns = 0; turns < 600 && !bench.bridge.bmsHost.unit(); turns++) await bench.clock.run(100);
    expect(await bench.settle(bench.workshop.read())).toEqual({ ok: true });
  }

  test('the account says what was written and what was not; going on writes the rest', async () => {
    const bench = await opened();
    await cut(bench, 3);
    const { writing } = await bench.view();
    expect(writing?.state).toBe('interrupted');
    expect(writing?.ways).toBeUndefined();
    const states = writing?.lines.map(({ state }) => state);
    expect(states?.slice(0, 3)).toEqual(['written', 'written', 'written']);
    expect(states?.[4]).toBe('not-reached');

    await back(bench);
    const { goOn = {} } = (await bench.view()).writing?.ways ?? {};
    expect(Object.keys(goOn)).toContain('ignitionInput');
    const lines = await written(bench, goOn);
    expect(lines.every(([, state]) => state === 'written')).toBe(true);
    const settings = (await bench.view()).profile?.settings ?? [];
    for (const [id, raw] of Object.entries(FIVE)) expect(settings.find((setting) => setting.id === id)?.current).toBe(raw);
  });

  test('going back brings the first profile', async () => {
    const bench = await opened();
    const before = (await bench.view()).profile?.settings.map(({ id, current }) => [id, current]);
    await cut(bench, 2);
    await back(bench);
    const { goBack = {} } = (await bench.view()).writing?.ways ?? {};
    await written(bench, goBack);
    expect((await bench.view()).profile?.settings.map(({ id, current }) => [id, current])).toEqual(before);
  });
});

describe('an app that ends in the middle', () => {
  let shelves = 0;

  /** A workshop on the real BMS of the bench, as a reload makes it anew; `end` kills it: it sends and stores nothing more. */
  function begun(bench: WorkshopBench, name: string, serialNumber?: string) {
    const { bmsHost } = bench.bridge;
    const open = indexedDbWorkshop(name);
    let alive = true;
    const host: BmsHost = {
      mode: 'serial',
      unit: () => {
        const unit = alive ? bmsHost.unit() : undefined;
        return unit && serialNumber !== undefined ? { ...unit, identity: { ...unit.identity, serialNumber } } : unit;
      },
      charge: () => bmsHost.charge(),
      settingsRead: () => undefined,
    };
    const store: WorkshopStore = {
      ...open,
      keepWriting: (writing) => (alive ? open.keepWriting(writing) : Promise.reject(new Error('gone'))),
    };
    const workshop = new WorkshopService({ clock: bench.clock, host, store: () => store, keeper: new EventKeeper(() => store) });
    const writing = async (): Promise<WritingView | undefined> => {
      let seen: WorkshopView | undefined;
      await workshop.unsubscribe(await workshop.subscribe((view) => (seen = view)));
      return seen?.writing;
    };
    return { workshop, writing, end: () => (alive = false) };
  }

  const ids = Object.keys(FIVE) as readonly SettingId[];

  test.each([0, 30, 400, 1_100, 2_000, 3_300])('after %i ms: the next one tells what is so, and goes on or back', async (ms) => {
    const bench = await workshopBench();
    const shelf = `left-behind-${++shelves}`;
    const first = begun(bench, shelf);
    await bench.settle(first.workshop.read());
    const held = (id: SettingId): number => rawOf(id, bench.memory.block(300, 44));
    const before = ids.map(held);
    expect(await bench.settle(first.workshop.write(FIVE))).toEqual({ ok: true });
    await bench.clock.run(ms);
    first.end();
    await bench.clock.run(20_000);

    const second = begun(bench, shelf);
    expect(await second.writing()).toBeUndefined();
    await bench.settle(second.workshop.read());
    const writing = await second.writing();
    expect(writing?.state).toBe('interrupted');
    expect(writing?.lines.map(({ setting }) => setting).toSorted()).toEqual(ids.toSorted());
    for (const { setting, state, wanted, before: was } of writing?.lines ?? []) {
      if (state === 'written') expect(held(setting)).toBe(wanted);
      else if (state === 'not-reached') expect(held(setting)).toBe(was);
      else expect(state).toBe('unverified');
    }
    expect(writing?.lines.filter(({ state }) => state === 'unverified').length).toBeLessThanOrEqual(1);

    await bench.settle(second.workshop.write(writing?.ways?.goBack ?? {}));
    await bench.clock.run(20_000);
    expect(ids.map(held)).toEqual(before);
  });

  test('another device gets neither the account nor the offer; what was read is closed for good', async () => {
    const bench = await workshopBench();
    const shelf = `left-behind-${++shelves}`;
    const first = begun(bench, shelf);
    await bench.settle(first.workshop.read());
    await bench.settle(first.workshop.write(FIVE));
    await bench.clock.run(400);
    first.end();
    await bench.clock.run(20_000);

    const other = begun(bench, shelf, 'ANOTHER');
    await bench.settle(other.workshop.read());
    expect(await other.writing()).toBeUndefined();

    const second = begun(bench, shelf);
    await bench.settle(second.workshop.read());
    expect((await second.writing())?.ways).toBeDefined();
    expect(await bench.settle(second.workshop.closeWriting())).toEqual({ ok: true });
    const third = begun(bench, shelf);
    await bench.settle(third.workshop.read());
    expect(await third.writing()).toBeUndefined();
  });

  test('what was written whole leaves nothing to tell after a reload', async () => {
    const bench = await workshopBench();
    const shelf = `left-behind-${++shelves}`;
    const first = begun(bench, shelf);
    await bench.settle(first.workshop.read());
    await bench.settle(first.workshop.write(FIVE));
    await bench.clock.run(20_000);
    expect((await first.writing())?.state).toBe('done');
    const second = begun(bench, shelf);
    await bench.settle(second.workshop.read());
    expect(await second.writing()).toBeUndefined();
  });

  test('without a place for the account nothing is written', async () => {
    const bench = await workshopBench();
    const first = begun(bench, `left-behind-${++shelves}`);
    await bench.settle(first.workshop.read());
    const store = indexedDbWorkshop('takes-no-account');
    const full: WorkshopStore = { ...store, keepWriting: () => Promise.reject(new Error('full')) };
    const { bmsHost } = bench.bridge;
    const host: BmsHost = { mode: 'serial', unit: () => bmsHost.unit(), charge: () => bmsHost.charge(), settingsRead: () => undefined };
    const workshop = new WorkshopService({ clock: bench.clock, host, store: () => full, keeper: new EventKeeper(() => full) });
    await bench.settle(workshop.read());
    const sent = bench.heard.length;
    expect(await bench.settle(workshop.write(FIVE))).toMatchObject({ ok: false, fault: { code: 'storage-unavailable', detail: 'full' } });
    expect(bench.heard.slice(sent).filter((hex) => /^AA (0D|10|0B) /.test(hex))).toEqual([]);
  });
});

describe('while the bridge is live', () => {
  test('a lower cutoff is in the limits as soon as it is read back, and sending never stops', async () => {
    const bench = await opened();
    await bench.clock.run(40_000);
    const start = bench.clock.now();
    await bench.settle(bench.workshop.write({ chargeOverCurrentCutoff: 20 }));
    await bench.idle();
    const sent = bench.world.truth.bus.filter(({ sender, at, frame }) => sender === 'adapter' && at >= start && frame.id === 0x351);
    const ccl = ({ frame }: (typeof sent)[number]) => ((frame.data[2] ?? 0) | ((frame.data[3] ?? 0) << 8)) / 10;
    expect(sent.map(ccl).at(-1)).toBeLessThanOrEqual(18);
    const gaps = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1_200);
    // Regular settings reading comes every 10 s; the workshop does not wait for it.
    expect(bench.clock.now() - start).toBeLessThan(6_000);
  });
});

describe('commands', () => {
  test.each(['clearEvents', 'clearStatistics', 'restart'] as const)('%s is sent once and proven', async (command) => {
    const bench = await opened();
    const before = bench.heard.length;
    expect(await bench.settle(bench.workshop.command(command))).toEqual({ ok: true });
    expect((await bench.view()).command).toMatchObject({ command, state: 'proven' });
    expect(bench.heard.slice(before).filter((hex) => hex.startsWith('AA 02'))).toHaveLength(1);
  });

  test('a restart whose acknowledgement is lost is proven all the same, and never repeated', async () => {
    const bench = await opened({ restartAckLost: true });
    await bench.settle(bench.workshop.command('restart'));
    expect((await bench.view()).command).toMatchObject({ state: 'proven' });
    expect(bench.heard.filter((hex) => hex.startsWith('AA 02'))).toHaveLength(1);
  });

  test('a BMS that does not know the command has not done it', async () => {
    const bench = await opened({ modbusOnly: true });
    await bench.settle(bench.workshop.command('clearStatistics'));
    expect((await bench.view()).command).toMatchObject({ state: 'not-done' });
  });

  test('two things at once are refused', async () => {
    const bench = await opened();
    const first = bench.workshop.command('clearEvents');
    expect(await bench.workshop.read()).toMatchObject({ ok: false, fault: { code: 'workshop-busy' } });
    await bench.settle(first);
  });
});

describe('events', () => {
  test('what the BMS has forgotten is kept, with a time on the wall that was counted back from its own counter', async () => {
    const bench = await opened();
    // The simulated BMS was started two hours before the world began.
    const start = Date.UTC(2026, 5, 1, 12);
    const [first] = (await bench.workshop.events()).toReversed();
    expect(first).toMatchObject({ key: 'systemStarted', class: 'information', holds: false });
    expect(Math.abs((first?.at ?? 0) - (start - 7_200_000))).toBeLessThan(2_000);
    await bench.settle(bench.workshop.command('clearEvents'));
    // The log begins anew.
    expect(bench.memory.read(201) >>> 8).not.toBe(0x61);
    await bench.clock.run(12_000);
    expect((await bench.workshop.events()).at(-1)).toMatchObject({ key: 'systemStarted', time: first?.time });
  });

  test('a warning that holds is marked, and all of it is on the time line once', async () => {
    const bench = await opened({ ambient: 19 });
    bench.world.inject('bms-fault-state', true);
    await bench.clock.run(10_000);
    const events = await bench.workshop.events();
    expect(events.filter(({ holds }) => holds)).toMatchObject([{ key: 'currentSensorLost', class: 'fault' }]);
    const range = { from: 0, to: bench.clock.wallTime() + 1 };
    const marks = (await bench.history.marks('simulation', range)).filter(({ track }) => track === 'bms');
    expect(marks.map(({ code }) => code).sort()).toEqual(events.map(({ key }) => key).sort());
  });
});

describe('snapshots', () => {
  test('restoring one: what differs is found, and writing it makes the device like the snapshot', async () => {
    const bench = await opened();
    await written(bench, FIVE);
    const first = (await bench.workshop.snapshots()).at(-1);
    const found = await bench.workshop.compare({ kind: 'device' }, { kind: 'snapshot', id: first?.id ?? 0 });
    expect(found?.misfits).toEqual([]);
    await written(bench, found?.changes ?? {});
    const again = await bench.workshop.compare({ kind: 'device' }, { kind: 'snapshot', id: first?.id ?? 0 });
    expect(again?.differences).toEqual([]);
  });

  test('out as a file, in again, and the same', async () => {
    const bench = await opened();
    const [snapshot] = await bench.workshop.snapshots();
    const text = await bench.workshop.exportFile(snapshot?.id ?? 0);
    const imported = await bench.workshop.importFile(text ?? '', {});
    expect(imported).toMatchObject({ kind: 'read', format: 'own', leftOut: [] });
    const id = imported.kind === 'read' ? (imported.snapshot ?? 0) : 0;
    expect(await bench.workshop.compare({ kind: 'device' }, { kind: 'snapshot', id })).toMatchObject({ differences: [], misfits: [] });
  });

  test('notes stay, and what is forgotten is gone', async () => {
    const bench = await opened();
    const [{ id = 0 } = {}] = await bench.workshop.snapshots();
    await bench.workshop.note(id, 'as delivered');
    expect(await bench.workshop.snapshots()).toMatchObject([{ note: 'as delivered' }]);
    await bench.workshop.forget(id);
    expect(await bench.workshop.snapshots()).toEqual([]);
  });
});

/** Where one step from the present value would not do: pins that are free, what is taken once, text that does not disturb much. */
const OWN_VALUE: Changes = {
  setStateOfCharge: 40_000,
  setStateOfHealth: 49_000,
  pulsesPerUnit: 100_000,
  loadSwitchType: 1,
  chargerSwitchType: 3,
  singlePortSwitchType: 1,
  ignitionInput: 5,
  chargerDetectionInput: 7,
  speedSensorInput: 1,
  prechargePin: 6,
  broadcastTime: 7,
};

describe.each([
  ['proprietary', false],
  ['modbus', true],
] as const)('every setting with the %s family', (family, modbusOnly) => {
  /** The frame of the reference, section 5.2 or 4.2, with a checksum by another program. */
  function frame(address: number, words: readonly number[]): string {
    const little = (word: number): number[] => [word & 0xff, word >>> 8];
    const big = (word: number): number[] => [word >>> 8, word & 0xff];
    const body =
      family === 'proprietary'
        ? [0xaa, 0x0d, 4 * words.length, ...words.flatMap((word, index) => [...little(address + index), ...little(word)])]
        : [0xaa, 0x10, ...big(address), 0, words.length, 2 * words.length, ...words.flatMap(big)];
    return toHex(sealed(body));
  }

  test('goes out as the reference says, is read back, and is what the device holds', async () => {
    const bench = await opened({ modbusOnly });
    const { settings = [] } = (await bench.view()).profile ?? {};
    const wanted = Object.fromEntries(
      settings.flatMap(({ id, current, range, choices }) => {
        const others = choices
          ? choices.map(([, raw]) => raw).filter((raw) => raw !== current)
          : [current < range.max ? current + 1 : current - 1];
        const raw = OWN_VALUE[id] ?? others[0];
        return raw === undefined ? [] : [[id, raw] as const];
      }),
    ) as Record<SettingId, number>;
    const before = bench.heard.length;
    const lines = await written(bench, wanted);
    expect(lines.filter(([, state]) => state !== 'written')).toEqual([]);
    const writes = bench.heard.slice(before).filter((hex) => /^AA (0D|10) /.test(hex));
    const rows = registerFile.registers.filter(({ address }) => address >= 300 && address <= 343);
    let matched = 0;
    for (const row of rows) {
      if (row.words === 2) {
        const raw = wanted.pulsesPerUnit;
        expect(writes).toContain(frame(row.address, [raw & 0xffff, raw >>> 16]));
        matched++;
        continue;
      }
      const held = bench.memory.read(row.address);
      const raw = wanted[row.key as SettingId];
      if (raw === undefined) continue;
      expect(writes, row.key).toContain(frame(row.address, [raw & 0xffff]));
      if (held !== 0xffff) expect(held).toBe(raw & 0xffff);
      matched++;
    }
    expect(matched).toBe(35);
    // The two registers that hold several settings: bit by bit, and each half for itself.
    for (const bits of [0b100, 0b110, 0b111]) expect(writes).toContain(frame(329, [bits]));
    expect(bench.memory.read(329)).toBe(0b111);
    expect(bench.memory.read(330)).toBe((wanted.dischargeOverCurrentTimeout << 8) | 1);
  });
});

test('work that was begun on a recording does not go on with the device that it is of', async () => {
  const bench = await workshopBench();
  const { clock, bridge, heard } = bench;
  const { bmsHost } = bridge;
  let mode: Mode = 'replay';
  const host = {
    get mode() {
      return mode;
    },
    unit: () => bmsHost.unit(),
    charge: () => bmsHost.charge(),
    settingsRead: () => undefined,
  };
  const store = (of: Mode) => indexedDbWorkshop(`begun-on-a-recording-${of}`);
  const workshop = new WorkshopService({ clock, host, store, keeper: new EventKeeper(store) });
  expect(await bench.settle(workshop.read())).toEqual({ ok: true });
  const writes = (): number => heard.filter((request) => request.startsWith('AA 0D')).length;
  expect(await bench.settle(workshop.write(FIVE))).toEqual({ ok: true });
  await clock.run(200);
  mode = 'serial';
  const before = writes();
  await clock.run(60_000);
  expect(writes()).toBe(before);
  expect(await store('serial').list()).toEqual([]);
});

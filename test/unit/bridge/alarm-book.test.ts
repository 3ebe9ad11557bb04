import { describe, expect, test } from 'vitest';
import { acknowledged, followBook, recovered, snoozed, type OpenAlarm } from '../../../src/bridge/alarm-book';
import type { AlarmSignal } from '../../../src/bridge/alarm-signals';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const high = (level: 'warning' | 'alarm' = 'warning', value = 3.52): AlarmSignal => ({
  key: 'cellOverVoltage',
  subject: { family: 'battery', code: 'cellOverVoltage', unit: 'V', side: 'high' },
  number: 3,
  level,
  cause: { by: 'threshold', origin: 'derived' },
  threshold: 3.5,
  value,
  place: { kind: 'cell', at: { voltage: value, pack: 'pack-1', cell: 5 } },
  margin: 0.02,
  detail: '',
});
const lost: AlarmSignal = {
  ...high('alarm'),
  ...{ key: 'bms-stale ', subject: { family: 'link', code: 'bms-stale', link: 'bms' }, value: undefined, place: undefined, margin: 0 },
};

/** A book that is shown one thing after another. */
class Book {
  open: readonly OpenAlarm[] = [];
  see(at: number, signals: readonly AlarmSignal[], batteryInSight = true) {
    const followed = followBook(this.open, signals, at, batteryInSight);
    this.open = followed.open;
    return followed;
  }
  get only() {
    expect(this.open).toHaveLength(1);
    return this.open[0]?.entry;
  }
  change(how: (alarm: OpenAlarm) => OpenAlarm) {
    this.open = this.open.map(how);
  }
}

describe('one alarm', () => {
  test('begins, keeps its worst value, and ends', () => {
    const book = new Book();
    expect(book.see(1000, [high()])).toMatchObject({ turned: true, ended: [] });
    expect(book.see(2000, [high('warning', 3.55)]).turned).toBe(false);
    book.see(3000, [high('alarm', 3.61)]);
    expect(book.see(4000, [high('warning', 3.51)]).turned).toBe(true);
    expect(book.only).toMatchObject({
      begin: 1000,
      end: undefined,
      level: 'warning',
      worstLevel: 'alarm',
      latest: { value: 3.51, at: 4000 },
      worst: { value: 3.61, at: 3000, place: { kind: 'cell', at: { cell: 5 } } },
    });
    expect(book.see(5000, [])).toMatchObject({ open: [], ended: [{ begin: 1000, end: 5000, seenAt: 4000 }], turned: true });
  });

  test('the worst of what is low is the lowest', () => {
    const low = (value: number): AlarmSignal => ({ ...high('warning', value), key: 'low', subject: { family: 'battery', code: 'chargeLow', unit: '%', side: 'low' } }); // prettier-ignore
    const book = new Book();
    for (const [at, value] of [19, 12, 15].entries()) book.see(at, [low(value)]);
    expect(book.only?.worst?.value).toBe(12);
  });

  test('of a battery out of sight neither goes on nor ends; a lost link does both', () => {
    const book = new Book();
    book.see(1000, [high()]);
    book.see(2000, [lost], false);
    expect(book.open.map(({ entry }) => [entry.subject.code, entry.seenAt])).toEqual([
      ['cellOverVoltage', 1000],
      ['bms-stale', 2000],
    ]);
    expect(book.see(9000, [], true).ended.map(({ subject }) => subject.code)).toEqual(['cellOverVoltage', 'bms-stale']);
  });
});

describe('acknowledged', () => {
  test('it stays so until it becomes graver', () => {
    const book = new Book();
    book.see(1000, [high()]);
    book.change((alarm) => acknowledged(alarm, 2000));
    book.see(3000, [high('warning', 3.58)]);
    expect(book.only?.acknowledgedAt).toBe(2000);
    book.see(4000, [high('alarm', 3.61)]);
    expect(book.only?.acknowledgedAt).toBeUndefined();
    book.change((alarm) => acknowledged(alarm, 5000));
    book.see(6000, [high('warning')]);
    expect(book.only?.acknowledgedAt).toBe(5000);
  });
});

describe('snoozed', () => {
  const asleep = (book: Book) => book.only?.snooze !== undefined;

  test('for as long as was asked for, and not longer', () => {
    const book = new Book();
    book.see(0, [high()]);
    book.change((alarm) => snoozed(alarm, 0, 10));
    book.see(10 * MINUTE - 1, [high()]);
    expect(asleep(book)).toBe(true);
    book.see(10 * MINUTE, [high()]);
    expect(asleep(book)).toBe(false);
  });

  test.each([
    ['a warning a day', high('warning'), 24 * HOUR],
    ['an alarm an hour', high('alarm', 3.61), HOUR],
    ['a lost link an hour', lost, HOUR],
  ])('%s at most', (_, signal, limit) => {
    const book = new Book();
    book.see(0, [signal]);
    book.change((alarm) => snoozed(alarm, 0, 1e9));
    expect(book.only?.snooze).toMatchObject({ from: 0, until: limit });
  });

  test('a worsening ends it: another level, or a value that is worse by more than noise', () => {
    for (const [worse, ends] of [
      [high('warning', 3.53), false],
      [high('warning', 3.55), true],
      [high('alarm', 3.52), true],
    ] as const) {
      // prettier-ignore
      const book = new Book();
      book.see(0, [high()]);
      book.change((alarm) => snoozed(alarm, 0, 10));
      book.see(MINUTE, [worse]);
      expect(asleep(book)).toBe(!ends);
    }
  });

  test('a clock that is set back does not make it longer', () => {
    const book = new Book();
    book.see(5 * HOUR, [high()]);
    book.change((alarm) => snoozed(alarm, 5 * HOUR, 60));
    book.see(HOUR, [high()]);
    expect(asleep(book)).toBe(false);
  });
});

describe('after a reload', () => {
  const before = (at: number): readonly OpenAlarm[] => {
    const book = new Book();
    book.see(at, [high('warning', 3.57)]);
    book.change((alarm) => acknowledged(alarm, at));
    return book.open.map((alarm) => ({ ...alarm, recovered: true }));
  };

  test('an alarm that is still there is the same one, and still acknowledged', () => {
    const book = new Book();
    book.open = before(1000);
    book.see(30_000, [high()]);
    expect(book.only).toMatchObject({ begin: 1000, acknowledgedAt: 1000, worst: { value: 3.57 } });
  });

  test('the same when it is told before the stored one has been read', () => {
    const book = new Book();
    book.see(30_000, [high()]);
    book.open = recovered(book.open, before(1000));
    book.see(31_000, [high()]);
    expect(book.only).toMatchObject({ begin: 1000, acknowledgedAt: 1000, worst: { value: 3.57 } });
  });

  test('one that is gone ended when it was last seen; one that comes after a long time is new', () => {
    const book = new Book();
    book.open = before(1000);
    expect(book.see(30_000, []).ended).toMatchObject([{ end: 1000 }]);
    book.open = before(1000);
    expect(book.see(2 * HOUR, [high()])).toMatchObject({
      ended: [{ end: 1000 }],
      open: [{ entry: { begin: 2 * HOUR, acknowledgedAt: undefined } }],
    });
  });
});

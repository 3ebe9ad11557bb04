/** The history of the app in a worker, as in the app: what ours draws comes from here with every update. */
import { expose } from 'comlink';
import type { HistoryColumns } from '../../../src/bridge/history-contract';
import { History } from '../../../src/storage/history/history';
import { indexedDbHistory } from '../../../src/storage/history/history-database';
import { ManualClock, turn } from '../../support/manual-clock';
import { CELLS, DAY, END, STEP_MS, valueOf } from './data';

/** As many columns as the page of the app asks for. */
const POINTS = 1_000;
const RECORDED = 7 * DAY;

const clock = new ManualClock(0, END - RECORDED);
const history = new History(
  {
    mode: 'serial',
    clock,
    database: indexedDbHistory('bench-charts'),
    localDay: (time) => new Date(time).toISOString().slice(0, 10),
    changed: () => undefined,
    stored: () => undefined,
  },
  { fullHours: 24, secondDays: 30, minuteDays: 400, quarterYears: 10, totalMegabytes: 4_000 },
);

function add(): void {
  const cells = CELLS.map((cell, line) => [cell, valueOf(line, clock.wallTime())] as const);
  const sample = { voltage: 52, current: 10, ...Object.fromEntries(cells) };
  history.add({ serialNumber: 'bench', at: clock.now(), voltage: sample.voltage, current: sample.current, sample });
  clock.advance(STEP_MS);
}

export const bench = {
  /** A week of readings. */
  async record(): Promise<void> {
    history.start();
    for (let place = 0; place < RECORDED / STEP_MS; place++) {
      add();
      if (place % 400 === 399) await turn();
    }
    await history.storage();
  },

  /** One more reading, unless it is the first look. @returns what a live chart of so many days shows then */
  async look(days: number, isNew: boolean): Promise<HistoryColumns> {
    if (isNew) add();
    const to = clock.wallTime();
    return history.query({ mode: 'serial', from: to - days * DAY, to, series: CELLS, points: POINTS });
  },
};

expose(bench);

import type { Outcome } from '../../bridge/contract';
import type { DayTotals, HistoryApi, HistoryColumns, HistoryQuery } from '../../bridge/history-contract';
import type { LinePlace, Lines, LogApi } from '../../bridge/log-contract';
import type { Bundle, TierReadings } from './bundle';
import { binned } from './binned';

/** Lines that are handed out at a time. */
const PER_PIECE = 500;
const UNCHANGED: Outcome = { ok: true };

/** What the pages ask of the worker, answered from a file. It can be read only. */
export function bundleHistory(bundle: Bundle): HistoryApi {
  const { readings, marks, manifest } = bundle;
  return {
    query: (query) => Promise.resolve(answer(query, readings)),
    marks: (_mode, { from, to }) =>
      Promise.resolve(marks.filter(({ at, track }, place) => at < to && (at >= from || !laterOf(track, place, from)))),
    days: (_mode, first, last) => Promise.resolve(daysOf(readings.at(-1)).filter(({ day }) => day >= first && day <= last)),
    storage: (mode) =>
      Promise.resolve({
        mode,
        state: 'stored',
        tiers: [],
        damaged: 0,
        unsavedBytes: 0,
        usage: undefined,
        quota: undefined,
        persisted: undefined,
      }),
    clear: () => Promise.resolve(UNCHANGED),
  };

  /** Another mark of the track stands between this one and `from`. */
  function laterOf(track: string, place: number, from: number): boolean {
    return marks.slice(place + 1).some((mark) => mark.track === track && mark.at < from);
  }

  function answer(query: HistoryQuery, tiers: readonly TierReadings[]): HistoryColumns {
    const covering = tiers.find(({ time }) => time.length > 0 && (time[0] as number) <= query.from) ?? tiers.at(-1);
    return { ...binned(covering, query), mode: manifest.mode, from: query.from, to: query.to, damaged: 0 };
  }
}

export function bundleLog({ log }: Bundle): LogApi {
  const lines = (from: number, to: number): Lines => ({
    from: placeOf(from),
    to: placeOf(to),
    text: log
      .slice(from, to)
      .map((entry) => `${JSON.stringify(entry)}\n`)
      .join(''),
  });
  const placeOf = (line: number): LinePlace => ({ segment: '', line });
  return {
    before(_mode, place) {
      const to = place?.line ?? log.length;
      return Promise.resolve(to > 0 ? lines(Math.max(0, to - PER_PIECE), to) : undefined);
    },
    after: (_mode, { line }) => Promise.resolve(lines(line, Math.min(log.length, line + PER_PIECE))),
    storage: () =>
      Promise.resolve({
        state: 'stored',
        segments: 1,
        lines: log.length,
        bytes: 0,
        mostBytes: 0,
        oldest: log[0]?.at,
        unsavedLines: 0,
        droppedLines: 0,
      }),
    clear: () => Promise.resolve(UNCHANGED),
  };
}

/** Days on the calendar of this computer, from rows of a minute or single readings. */
function daysOf(readings: TierReadings | undefined): readonly DayTotals[] {
  const days = new Map<string, DayTotals>();
  readings?.time.forEach((at, index) => {
    const date = new Date(at);
    const two = (number: number): string => String(number).padStart(2, '0');
    const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    const before = days.get(day) ?? { day, serialNumber: '', seconds: 0, energyIn: 0, energyOut: 0, chargeIn: 0, chargeOut: 0 };
    const amount = (name: 'energyIn' | 'energyOut' | 'chargeIn' | 'chargeOut'): number => {
      const value = readings.series[name]?.mean[index] ?? NaN;
      return before[name] + (Number.isNaN(value) ? 0 : value);
    };
    days.set(day, {
      ...before,
      seconds: before.seconds + (readings.tier === 'minute' ? 60 : 0.1),
      energyIn: amount('energyIn'),
      energyOut: amount('energyOut'),
      chargeIn: amount('chargeIn'),
      chargeOut: amount('chargeOut'),
    });
  });
  return [...days.values()];
}

/** Both, for a file that is looked at instead of this bridge's own. */
export function bundleApis(bundle: Bundle): { readonly history: HistoryApi; readonly log: LogApi } {
  return { history: bundleHistory(bundle), log: bundleLog(bundle) };
}

import type { HistoryColumns, SeriesName, TierName } from '../../bridge/history-contract';
import type { Mode } from '../../bridge/contract';
import { round } from '../numbers';
import { origin } from '../payloads/origin';
import { countOf, timeOf } from '../query';
import { ok, refuse, type Answer } from '../request';
import { read, type Asked, type Handler, type Route } from '../route';

const HOUR_MS = 3_600_000;
const PERIODS: Readonly<Record<string, number>> = {
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
  '30d': 30 * 24 * HOUR_MS,
};
const MOST_ROWS = 5_000;
/** Rows of the history answer are minutes. */
const MINUTE_MS = 60_000;

const ROW_SERIES: readonly SeriesName[] = ['voltage', 'current', 'stateOfCharge', 'lowestCell', 'highestCell', 'internalTemp'];
const STATISTICS_SERIES: readonly SeriesName[] = [
  'voltage',
  'current',
  'power',
  'stateOfCharge',
  'spread',
  'internalTemp',
  'externalTemp1',
  'externalTemp2',
  'energyIn',
  'energyOut',
  'chargeIn',
  'chargeOut',
];

function keeps(mode: Mode): Answer | undefined {
  return mode === 'replay' ? refuse(404, 'not-kept', 'A recording that is played is kept in no history.') : undefined;
}

function wallTime({ moment }: Asked): number {
  return moment.view.wallTime + moment.now - moment.view.now;
}

function column(columns: HistoryColumns, series: SeriesName, of: 'min' | 'mean' | 'max', index: number): number | undefined {
  return columns.series[series]?.[of][index];
}

interface Row {
  readonly timestamp_ms: number;
  readonly pack_voltage: number | null;
  readonly pack_current: number | null;
  readonly state_of_charge: number | null;
  readonly min_cell_mv: number | null;
  readonly max_cell_mv: number | null;
  readonly temperature_c: number | null;
}

function rowsOf(columns: HistoryColumns): readonly Row[] {
  return Array.from(columns.time, (time, index) => ({
    timestamp_ms: Math.round(time),
    pack_voltage: round(column(columns, 'voltage', 'mean', index), 2),
    pack_current: round(column(columns, 'current', 'mean', index), 2),
    state_of_charge: round(column(columns, 'stateOfCharge', 'mean', index), 2),
    min_cell_mv: milliOf(column(columns, 'lowestCell', 'min', index)),
    max_cell_mv: milliOf(column(columns, 'highestCell', 'max', index)),
    temperature_c: round(column(columns, 'internalTemp', 'mean', index), 1),
  }));
}

const rows: Handler = async (asked) => {
  const { moment, host, request } = asked;
  const { mode } = moment.view;
  const absent = keeps(mode);
  if (absent) return absent;
  const limit = countOf(request.query['limit'], 60, MOST_ROWS);
  if (limit === undefined) return refuse(400, 'invalid', `limit has to be 1 to ${MOST_ROWS}.`);
  const to = wallTime(asked);
  const range = { from: to - limit * MINUTE_MS, to };
  const columns = await host.areas.history.query({ mode, ...range, series: ROW_SERIES, points: limit, tier: 'minute' });
  return ok({ ...origin(moment), interval_ms: MINUTE_MS, samples: rowsOf(columns) });
};

const TIERS: readonly TierName[] = ['full', 'second', 'minute', 'quarter'];

/** Rows of one tier in any period: what `files` tells of. */
async function archived(asked: Asked): Promise<HistoryColumns | Answer> {
  const { moment, host, request } = asked;
  const { mode } = moment.view;
  const absent = keeps(mode);
  if (absent) return absent;
  const { file = 'minute', limit } = request.query;
  const tier = TIERS.find((name) => name === file);
  if (!tier) return refuse(400, 'invalid', `file has to be one of ${TIERS.join(', ')}.`);
  const points = countOf(limit, MOST_ROWS, MOST_ROWS);
  if (points === undefined) return refuse(400, 'invalid', `limit has to be 1 to ${MOST_ROWS}.`);
  const range = rangeOf(asked);
  if ('status' in range) return range;
  return host.areas.history.query({ mode, ...range, series: ROW_SERIES, points, tier });
}

const archive: Handler = async (asked) => {
  const columns = await archived(asked);
  if ('status' in columns) return columns;
  return ok({ ...origin(asked.moment), interval_ms: Math.round(columns.columnMs), samples: rowsOf(columns) });
};

/** The same as CSV; what is not known is empty. */
const download: Handler = async (asked) => {
  const columns = await archived(asked);
  if ('status' in columns) return columns;
  const { calendar } = asked.host;
  const { mode } = asked.moment.view;
  const head = 'time,pack_voltage_v,pack_current_a,state_of_charge_pct,min_cell_mv,max_cell_mv,temperature_c';
  const lines = rowsOf(columns).map(({ timestamp_ms, ...values }) =>
    [calendar.write(timestamp_ms), ...Object.values(values).map((value: number | null) => value ?? '')].join(','),
  );
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="tinybms-history-${mode}.csv"`,
  };
  return ok([head, ...lines].map((line) => `${line}\r\n`).join(''), headers);
};

function milliOf(volts: number | undefined): number | null {
  return round(volts === undefined ? undefined : volts * 1000, 0);
}

const files: Handler = async ({ moment, host }) => {
  const { mode } = moment.view;
  const absent = keeps(mode);
  if (absent) return absent;
  const { tiers, state } = await host.areas.history.storage(mode);
  return ok({
    ...origin(moment),
    state,
    tiers: tiers.map(({ tier, bytes, blocks, oldest, wantedDays }) => ({
      tier,
      bytes,
      blocks,
      oldest_ms: oldest ?? null,
      wanted_days: wantedDays,
    })),
  });
};

function rangeOf(asked: Asked): { readonly from: number; readonly to: number } | Answer {
  const { host, request } = asked;
  const { period, start, end } = request.query;
  const now = wallTime(asked);
  if (start === undefined && end === undefined) {
    const length = PERIODS[period ?? '24h'];
    if (length === undefined) return refuse(400, 'invalid', `period has to be one of ${Object.keys(PERIODS).join(', ')}.`);
    return { from: now - length, to: now };
  }
  const [from, to] = [start === undefined ? NaN : timeOf(start, host.calendar), end === undefined ? now : timeOf(end, host.calendar)];
  return from < to ? { from, to } : refuse(400, 'invalid', 'start and end have to be times in this order.');
}

/** Lowest, highest and mean over all columns that have a value, each column weighing as many readings as it stands for. */
function summary(columns: HistoryColumns, series: SeriesName, decimals: number): object {
  let [least, most, sum, weight] = [Infinity, -Infinity, 0, 0];
  columns.time.forEach((_, index) => {
    const mean = column(columns, series, 'mean', index) ?? NaN;
    if (Number.isNaN(mean)) return;
    const readings = columns.readings[index] ?? 0;
    least = Math.min(least, column(columns, series, 'min', index) ?? NaN);
    most = Math.max(most, column(columns, series, 'max', index) ?? NaN);
    sum += mean * readings;
    weight += readings;
  });
  return { min: round(least, decimals), max: round(most, decimals), avg: round(weight > 0 ? sum / weight : undefined, decimals) };
}

function total(columns: HistoryColumns, series: SeriesName): number | undefined {
  const values = Array.from(columns.series[series]?.mean ?? []).filter((value) => !Number.isNaN(value));
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}

const statistics: Handler = async (asked) => {
  const { moment, host } = asked;
  const { mode } = moment.view;
  const absent = keeps(mode);
  if (absent) return absent;
  const range = rangeOf(asked);
  if ('status' in range) return range;
  const columns = await host.areas.history.query({ mode, ...range, series: STATISTICS_SERIES, points: 500 });
  return ok({
    ...origin(moment),
    from_ms: Math.round(range.from),
    to_ms: Math.round(range.to),
    readings: columns.readings.reduce((sum, count) => sum + count, 0),
    voltage: summary(columns, 'voltage', 2),
    current: summary(columns, 'current', 1),
    power: summary(columns, 'power', 0),
    soc_percent: summary(columns, 'stateOfCharge', 1),
    cell_imbalance_v: summary(columns, 'spread', 3),
    temperature_internal_c: summary(columns, 'internalTemp', 1),
    temperature_external1_c: summary(columns, 'externalTemp1', 1),
    temperature_external2_c: summary(columns, 'externalTemp2', 1),
    energy_charged_wh: round(total(columns, 'energyIn'), 1),
    energy_discharged_wh: round(total(columns, 'energyOut'), 1),
    charge_ah: round(total(columns, 'chargeIn'), 2),
    discharge_ah: round(total(columns, 'chargeOut'), 2),
  });
};

export const HISTORY_ROUTES: readonly Route[] = [
  read('history', 'history', '/api/history', rows, { schema: 'history', example: { query: 'limit=30' } }),
  read('history', 'historyFiles', '/api/history/files', files, { schema: 'history-files' }),
  read('history', 'historyArchive', '/api/history/archive', archive, { schema: 'history', example: { query: 'file=minute&period=1h' } }),
  read('history', 'historyDownload', '/api/history/download', download, { example: { query: 'file=minute&period=1h' } }),
  read('history', 'statistics', '/api/statistics', statistics, { schema: 'statistics', example: { query: 'period=24h' } }),
];

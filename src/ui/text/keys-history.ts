import type { MarkTrack, SeriesName, TierName } from '../../bridge/history-contract';
import type { ChartView } from '../charts/plans';
import type { SpanName } from '../state/time-window';

/** What the pages of the history are divided into. */
export type HistoryTab = ChartView | 'energy' | 'statistics';

/** Groups of tracks by which marks are filtered. */
export type MarkKind = 'troubles' | 'limits' | 'states' | 'bms';

export interface HistoryTexts {
  readonly intro: string;
  readonly tabs: Readonly<Record<HistoryTab, string>>;
  readonly tabList: string;
  readonly charts: Readonly<Record<string, string>>;
  /** Name of a drawing for those who cannot see it. */
  readonly chart: (title: string) => string;
  readonly lines: string;
  readonly series: (name: SeriesName) => string;
  readonly table: string;
  readonly time: string;
  readonly noReadings: string;
  readonly loading: string;
  readonly failed: (detail: string) => string;
  readonly retry: string;
  readonly control: {
    readonly name: string;
    readonly spans: Readonly<Record<SpanName, string>>;
    readonly earlier: string;
    readonly later: string;
    readonly closer: string;
    readonly wider: string;
    readonly live: string;
    readonly backToLive: string;
    readonly own: string;
    readonly from: string;
    readonly to: string;
    readonly show: string;
    readonly order: string;
  };
  readonly marks: {
    readonly kind: string;
    readonly all: string;
    readonly kinds: Readonly<Record<MarkKind, string>>;
    readonly title: (count: string) => string;
    readonly none: string;
    readonly tracks: Readonly<Record<MarkTrack, string>>;
    readonly run: Readonly<Record<'started' | 'stopped' | 'restarted' | 'clock-set', string>>;
    readonly ended: (title: string) => string;
    readonly pack: (serial: string) => string;
  };
  readonly energy: {
    readonly title: string;
    readonly day: string;
    readonly in: string;
    readonly out: string;
    readonly chargeIn: string;
    readonly chargeOut: string;
    readonly recorded: string;
    readonly none: string;
    readonly days: string;
    readonly hint: string;
  };
  readonly statistics: {
    readonly none: string;
    readonly reading: string;
    readonly lowest: string;
    readonly mean: string;
    readonly highest: string;
    readonly values: string;
    readonly print: string;
    readonly energyTitle: string;
    readonly efficiency: string;
    readonly efficiencyHint: string;
    readonly cellsTitle: string;
    /** Nearest to the average of all, and furthest from it. */
    readonly bestCell: string;
    readonly worstCell: string;
    readonly cellsHint: string;
    readonly statesTitle: (track: string) => string;
    readonly covered: (recorded: string, of: string) => string;
    /** Average of the stretch before, as long as this one. */
    readonly before: (value: string) => string;
    readonly cycles: string;
    readonly cyclesHint: string;
    readonly histogramTitle: (sensor: string) => string;
    readonly range: (from: string, to: string) => string;
    readonly eventsTitle: string;
    readonly noEvents: string;
    readonly times: (count: string) => string;
  };
  readonly take: {
    readonly title: string;
    readonly csv: string;
    readonly csvSpreadsheet: string;
    readonly json: string;
    readonly picture: (chart: string) => string;
    readonly step: string;
    readonly steps: Readonly<Record<TierName | 'shown', string>>;
    readonly progress: (percent: string) => string;
    readonly cancel: string;
    readonly saved: (file: string) => string;
    readonly cancelled: string;
    readonly failed: (detail: string) => string;
    readonly empty: string;
  };
  readonly storage: {
    readonly title: string;
    readonly states: Readonly<Record<'stored' | 'opening' | 'memory' | 'off', string>>;
    readonly tier: string;
    readonly tiers: Readonly<Record<TierName, string>>;
    readonly oldest: string;
    readonly size: string;
    readonly perDay: string;
    readonly kept: string;
    readonly days: (days: string) => string;
    readonly persisted: Readonly<Record<'yes' | 'no', string>>;
    readonly used: (usage: string, quota: string) => string;
    readonly damaged: (count: string) => string;
  };
}

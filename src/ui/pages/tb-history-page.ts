import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { DayTotals, HistoryColumns, HistoryStorage, Mark, SeriesName, TimeRange } from '../../bridge/history-contract';
import type { Bundle } from '../bundle/bundle';
import { type ChartMark, thinned } from '../charts/marks';
import { CHART_VIEWS, type ChartView, plansOf } from '../charts/plans';
import { STATISTICS_SERIES } from '../charts/statistics-rows';
import type { LineEvent } from '../components/tb-chart';
import type { TabEvent } from '../components/tb-tabs';
import type { WindowEvent } from '../components/window-event';
import { LatestController } from '../state/latest-controller';
import { SourceController } from '../state/opened-file';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { SPANS, type TimeWindow, follow, liveWindow } from '../state/time-window';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { INTRO } from '../styles/intro';
import type { HistoryTab } from '../text/keys-history';
import { markText, markTone } from '../text/marks';
import '../components/tb-chart';
import '../components/tb-day-bars';
import '../components/tb-history-storage';
import '../components/tb-mark-list';
import '../components/tb-statistics';
import '../components/tb-tabs';
import '../components/tb-take-along';
import '../components/tb-time-control';

const TABS: readonly HistoryTab[] = [...CHART_VIEWS, 'energy', 'statistics'];
/** A BMS reports at most so many; a chart shows only those that have a reading. */
const MOST_CELLS = 16;
const POINTS = 1000;
/** Tracks whose marks belong to the line of the same name. */
const LIMITS = ['cvl', 'ccl', 'dcl'] as const;
/** Readings arrive this often, so nothing shorter is worth a question [ms]. */
const SHORTEST_REFRESH = 1_000;
const LONGEST_REFRESH = 60_000;
/** Energy is told day by day: so many at least, whatever the stretch. */
const FEWEST_DAYS = 14;

interface Shown {
  readonly columns: HistoryColumns;
  readonly marks: readonly Mark[];
  /** The stretch before, for statistics. */
  readonly before: HistoryColumns | undefined;
}

/** Everything that was recorded: charts, energy of each day, statistics, and files of it. */
@customElement('tb-history-page')
export class TbHistoryPage extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    INTRO,
    css`
      .stack,
      .charts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
      @media (min-width: 75rem) {
        .charts {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        .charts [data-chart='cells'],
        .charts [data-chart='balancing'],
        .charts tb-chart:only-child {
          grid-column: 1 / -1;
        }
      }
      @media print {
        .intro,
        tb-time-control,
        tb-take-along,
        tb-history-storage {
          display: none;
        }
      }
      .failure {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-3);
        color: var(--tb-warning);
      }
    `,
  ];

  @state() private tab: HistoryTab = 'battery';
  @state() private window: TimeWindow = liveWindow(SPANS.hour, Date.now());
  /** [ms since 1970] */
  @state() private now = Date.now();

  private readonly source = new SourceController(this);
  private readonly capacity = new SelectController(
    this,
    ({ view }) => (this.ui.file.bundle ? this.ui.file.bundle.view : view)?.battery?.capacity,
  );
  private readonly shown = new LatestController<Shown>(this);
  private readonly days = new LatestController<readonly DayTotals[]>(this);
  private readonly storage = new LatestController<HistoryStorage>(this);
  private ticking: ReturnType<typeof setInterval> | undefined;
  private sourceKey: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ticking = setInterval(() => this.pass(), SHORTEST_REFRESH);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  override willUpdate(): void {
    this.followSource();
    this.ask();
  }

  override render() {
    const { history: t, pages } = this.text;
    const failure = this.shown.failure ?? this.days.failure;
    return html`
      <h1 tabindex="-1">${pages.history}</h1>
      <p class="intro quiet">${t.intro}</p>
      <tb-tabs
        .tabs=${TABS.map((id) => ({ id, name: t.tabs[id] }))}
        chosen=${this.tab}
        label=${t.tabList}
        @tb-tab=${(event: TabEvent) => (this.tab = event.detail as HistoryTab)}
      >
        <div class="stack" @tb-window=${this.onWindow} @tb-line=${this.onLine}>
          <tb-time-control .window=${this.window} .now=${this.now}></tb-time-control>
          ${
            failure === undefined
              ? nothing
              : html`<p class="failure" role="alert">
                  ${t.failed(failure)}
                  <button
                    @click=${() => {
                      this.shown.again();
                      this.days.again();
                    }}
                  >
                    ${t.retry}
                  </button>
                </p>`
          }
          ${this.panel()}
          <tb-mark-list .marks=${this.marks()}></tb-mark-list>
          ${
            this.source.value.file
              ? nothing
              : html`<tb-take-along
                    .mode=${this.source.value.mode ?? 'serial'}
                    .range=${this.window}
                    .series=${this.series()}
                    .points=${POINTS}
                  ></tb-take-along>
                  <tb-history-storage .storage=${this.storage.answer}></tb-history-storage>`
          }
        </div>
      </tb-tabs>
    `;
  }

  private panel() {
    const { history: t } = this.text;
    const { columns } = this.shown.answer ?? {};
    switch (this.tab) {
      case 'energy':
        return html`<tb-day-bars .days=${this.days.answer ?? []}></tb-day-bars>`;
      case 'statistics':
        return columns
          ? html`<tb-statistics
              .columns=${columns}
              .marks=${this.shown.answer?.marks ?? []}
              .earlier=${this.shown.answer?.before}
              .capacity=${this.capacity.value}
            ></tb-statistics>`
          : html`<p class="quiet">${t.loading}</p>`;
      default:
        return html`<div class="charts">${this.charts(this.tab, columns)}</div>`;
    }
  }

  private charts(view: ChartView, columns: HistoryColumns | undefined) {
    const { history: t } = this.text;
    const marks = this.drawnMarks();
    return plansOf(view, MOST_CELLS).map(
      (plan) =>
        html`<tb-chart
          data-chart=${plan.id}
          .plan=${plan}
          .columns=${columns}
          .window=${this.window}
          .marks=${marks}
          .hiddenLines=${this.ui.preferences.hiddenLinesOf(plan.id)}
          .title=${t.charts[plan.id] ?? plan.id}
          .empty=${t.noReadings}
          .now=${this.now}
          .height=${plan.id === 'cells' ? 300 : 200}
        ></tb-chart>`,
    );
  }

  /** Within the window: the answer also tells the last one before it. */
  private marks(): readonly Mark[] {
    return (this.shown.answer?.marks ?? []).filter(({ at }) => at >= this.window.from && at <= this.window.to);
  }

  private drawnMarks(): readonly ChartMark[] {
    const marks = this.marks().map((mark): ChartMark => {
      const tone = markTone(mark);
      const series = LIMITS.find((limit) => limit === mark.track);
      return {
        at: mark.at,
        tone: tone === 'warning' || tone === 'alarm' ? tone : 'info',
        text: () => markText(mark, this.text, { format: this.format, severalPacks: false }),
        ...(series && { series }),
      };
    });
    return thinned(marks, (this.window.to - this.window.from) / POINTS);
  }

  private series(): readonly SeriesName[] {
    if (this.tab === 'energy') return ['energyIn', 'energyOut', 'chargeIn', 'chargeOut'];
    if (this.tab === 'statistics') return STATISTICS_SERIES;
    return [...new Set(plansOf(this.tab, MOST_CELLS).flatMap(({ lines }) => lines.map(({ series }) => series)))];
  }

  /** A file is looked at where it has most to show; this bridge, now. */
  private followSource(): void {
    const { key, file } = this.source.value;
    if (key === this.sourceKey) return;
    const isSwitch = this.sourceKey !== undefined;
    this.sourceKey = key;
    if (file) this.window = { ...windowOf(file), live: false };
    else if (isSwitch) this.window = liveWindow(SPANS.hour, Date.now());
  }

  private ask(): void {
    const { key, mode, history } = this.source.value;
    if (!mode) return;
    const { from, to } = this.window;
    if (this.tab === 'energy') {
      const [first, last] = [dayOf(Math.min(from, to - (FEWEST_DAYS - 1) * SPANS.day)), dayOf(to)];
      this.days.ask(key, `${first} ${last} ${Math.floor(this.now / LONGEST_REFRESH)}`, () => history.days(mode, first, last));
    }
    const series = this.series();
    const isStatistics = this.tab === 'statistics';
    this.shown.ask(`${key} ${this.tab}`, `${from} ${to}`, async () => {
      const range = { from, to };
      const earlier = { from: from - (to - from), to: from };
      const [columns, marks, before] = await Promise.all([
        history.query({ mode, ...range, series, points: POINTS }),
        history.marks(mode, range),
        isStatistics ? history.query({ mode, ...earlier, series, points: POINTS }) : undefined,
      ]);
      return { columns, marks, before };
    });
    this.storage.ask(key, String(Math.floor(this.now / LONGEST_REFRESH)), () => history.storage(mode));
  }

  /** Lets a live window move on, as often as one point of the charts is long. */
  private pass(): void {
    if (document.visibilityState === 'hidden') return;
    const now = Date.now();
    const refresh = Math.min(LONGEST_REFRESH, Math.max(SHORTEST_REFRESH, (this.window.to - this.window.from) / POINTS));
    if (now - this.now < refresh - SHORTEST_REFRESH / 2) return;
    this.now = now;
    this.window = follow(this.window, now);
  }

  private onWindow(event: WindowEvent): void {
    this.now = Date.now();
    const { file } = this.source.value;
    this.window = event.detail ?? (file ? { ...windowOf(file), live: false } : liveWindow(SPANS.hour, this.now));
  }

  private onLine(event: LineEvent): void {
    const chart = (event.target as HTMLElement).dataset['chart'] ?? '';
    this.ui.preferences.showLine(chart, event.detail.series, event.detail.shown);
  }
}

/** Where the finest readings of a file are. */
function windowOf({ readings, manifest }: Bundle): TimeRange {
  const { time } = readings.find(({ time: { length } }) => length > 1) ?? { time: [] };
  const [from = manifest.from, to = manifest.to] = [time[0], time.at(-1)];
  return { from, to };
}

/** Day on the calendar of this computer. */
function dayOf(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-history-page': TbHistoryPage;
  }
}

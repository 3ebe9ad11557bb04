import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { HistoryColumns } from '../../bridge/history-contract';
import { POWER } from '../charts/plans';
import { LatestController } from '../state/latest-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { SPANS, type TimeWindow, follow, liveWindow } from '../state/time-window';
import { whenIdle } from '../state/when-idle';
import './tb-chart';
import type { LineEvent } from './tb-chart';
import type { WindowEvent } from './window-event';

const SERIES = POWER.lines.map(({ series }) => series);
const POINTS = 360;
/** One point of the chart [ms]. */
const REFRESH = SPANS.hours6 / POINTS;

/** Power of the last six hours. What is behind it, and everything else, is on the History page. */
@customElement('tb-recent')
export class TbRecent extends TbElement {
  static override styles = css`
    .place {
      min-block-size: 11.75rem;
    }
  `;

  @state() private window: TimeWindow = liveWindow(SPANS.hours6, Date.now());

  private readonly mode = new SelectController(this, ({ view }) => view?.mode);
  private readonly shown = new LatestController<HistoryColumns>(this);
  /** The figures beside it are drawn. */
  @state() private turn = false;
  private ticking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.pass();
    void whenIdle().then(() => (this.turn = true));
    this.ticking = setInterval(() => this.pass(), REFRESH);
    document.addEventListener('visibilitychange', this.pass);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticking);
    document.removeEventListener('visibilitychange', this.pass);
  }

  override render() {
    // A replay is kept in no history.
    if (this.mode.value === 'replay') return nothing;
    // A chart without lines would be made for nothing: which ones there are comes with the first answer.
    if (!this.shown.answer && this.shown.failure === undefined) return html`<div class="place"></div>`;
    const { history: t } = this.text;
    return html`<tb-chart
      .plan=${POWER}
      .columns=${this.shown.answer}
      .window=${this.window}
      .hiddenLines=${this.ui.preferences.hiddenLinesOf(POWER.id)}
      .title=${t.charts[POWER.id] ?? POWER.id}
      .empty=${this.shown.failure === undefined ? t.noReadings : t.failed(this.shown.failure)}
      .now=${Date.now()}
      sync="recent"
      .height=${130}
      @tb-line=${this.onLine}
      @tb-window=${this.onWindow}
    ></tb-chart>`;
  }

  override willUpdate(): void {
    const mode = this.mode.value;
    if (!this.turn || !mode || mode === 'replay') return;
    const { from, to } = this.window;
    this.shown.ask(mode, `${from} ${to}`, () => this.ui.history.query({ mode, from, to, series: SERIES, points: POINTS }));
  }

  private readonly pass = (): void => {
    if (document.visibilityState === 'visible') this.window = follow(this.window, Date.now());
  };

  private onWindow({ detail }: WindowEvent): void {
    this.window = detail ?? liveWindow(SPANS.hours6, Date.now());
  }

  private onLine({ detail: { series, shown } }: LineEvent): void {
    this.ui.preferences.showLine(POWER.id, series, shown);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-recent': TbRecent;
  }
}

import { type PropertyValues, css, html, nothing, unsafeCSS } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import uPlot from 'uplot';
import plotStyles from 'uplot/dist/uPlot.min.css?inline';
import type { HistoryColumns } from '../../bridge/history-contract';
import { newestIndex, plotData, presentLines, tableRows, valueAt } from '../charts/chart-data';
import type { ChartLine, ChartPlan } from '../charts/chart-line';
import { type ChartMark, drawMarks, marksAt, marksOf } from '../charts/marks';
import { plotOptions } from '../charts/plot';
import { followGestures } from '../charts/gestures';
import { pictureName, pictureOf } from '../export/picture';
import { saveFile } from '../export/save-file';
import { firstDrawings } from '../state/slices';
import { TbElement } from '../state/tb-element';
import { type TimeWindow, between } from '../state/time-window';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { WindowEvent } from './window-event';
import './tb-icon';

const TABLE_ROWS = 60;
/** A chart of more lines tells one value for each, or its legend would be larger than the chart. */
const FEW_LINES = 3;

/** Asks to show or hide a line. */
export class LineEvent extends CustomEvent<{ readonly series: string; readonly shown: boolean }> {
  constructor(series: string, shown: boolean) {
    super('tb-line', { detail: { series, shown }, bubbles: true, composed: true });
  }
}

/**
 * One chart over time: lines with the band of their lowest and highest, marks, a legend with values, and the same as a table.
 * Cursors of all charts of one page move together.
 * @fires tb-window
 * @fires tb-line
 */
@customElement('tb-chart')
export class TbChart extends TbElement {
  static override styles = [
    unsafeCSS(plotStyles),
    BASE,
    CARD,
    CONTROLS,
    css`
      .card {
        padding-block-end: var(--tb-space-2);
      }
      .head {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto auto;
        margin-block-end: var(--tb-space-2);
      }
      @media (max-width: 30rem) {
        .head {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .head .at {
          grid-area: 2 / 1 / auto / span 2;
          margin-inline-start: 0;
        }
      }
      .plot {
        position: relative;
        margin-inline-start: calc(-1 * var(--tb-space-3));
        border-radius: var(--tb-radius-1);
        touch-action: pan-y;
      }
      .plot:focus-visible {
        outline-offset: 0;
      }
      .plot .u-select {
        background: color-mix(in oklch, var(--tb-accent) 18%, transparent);
      }
      .plot .u-cursor-x {
        border-inline-end: 1px solid var(--tb-edge);
      }
      .plot .u-cursor-y {
        display: none;
      }
      .told {
        position: absolute;
        inset-block-start: var(--tb-space-3);
        z-index: 1;
        max-inline-size: min(24rem, 60%);
        padding: var(--tb-space-2) var(--tb-space-3);
        border: var(--tb-line) solid var(--tb-edge);
        border-radius: var(--tb-radius-2);
        background: var(--tb-surface);
        font-size: var(--tb-text-small);
        pointer-events: none;
      }
      .told.left {
        inset-inline-start: 5rem;
      }
      .told.right {
        inset-inline-end: var(--tb-space-4);
      }
      .empty {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        padding: var(--tb-space-4);
        text-align: center;
        pointer-events: none;
      }
      .picture {
        min-height: var(--tb-target);
        min-width: var(--tb-target);
        margin-block: calc(-1 * var(--tb-space-3));
        padding: 0;
        border-color: transparent;
        color: var(--tb-quiet);
      }
      .at {
        margin-inline-start: auto;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--tb-space-1);
      }
      .legend button {
        gap: var(--tb-space-2);
        min-height: 2.25rem;
        padding: var(--tb-space-1) var(--tb-space-2);
        border-color: transparent;
        font-size: var(--tb-text-small);
        font-weight: 450;
      }
      @media (pointer: coarse) {
        .legend button {
          min-height: var(--tb-target);
        }
      }
      .legend button[aria-pressed='false'] {
        color: var(--tb-old);
        text-decoration: line-through;
      }
      .legend svg {
        flex: none;
        inline-size: 1.25rem;
        block-size: 0.5rem;
        stroke-width: 2;
      }
      .legend .value {
        font-variant-numeric: tabular-nums;
        font-weight: 600;
      }
      .legend .range {
        color: var(--tb-quiet);
        font-variant-numeric: tabular-nums;
      }
      .at {
        min-height: 1.3em;
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .scroller {
        max-height: 20rem;
        overflow: auto;
        margin-block-end: var(--tb-space-3);
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--tb-text-small);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: var(--tb-space-1) var(--tb-space-3);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
        text-align: end;
        white-space: nowrap;
      }
      th:first-child,
      td:first-child {
        text-align: start;
      }
      thead th {
        position: sticky;
        inset-block-start: 0;
        background: var(--tb-surface);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) plan!: ChartPlan;
  @property({ attribute: false }) columns: HistoryColumns | undefined;
  @property({ attribute: false }) window!: TimeWindow;
  @property({ attribute: false }) marks: readonly ChartMark[] = [];
  /** Lines that the owner does not want to see. */
  @property({ attribute: false }) hiddenLines: ReadonlySet<string> = new Set();
  /** Heading, and name of the drawing. */
  @property() override title = '';
  /** Said instead of an empty drawing. */
  @property() empty = '';
  /** The present moment [ms since 1970]. */
  @property({ type: Number }) now = 0;
  /** Charts with the same key share their cursor. */
  @property() sync = 'history';
  /** [px] */
  @property({ type: Number }) height = 220;

  @state() private pointed: number | undefined;
  /** Marks at the cursor, while it is on this very chart. */
  @state() private told: readonly ChartMark[] = [];
  @state() private tableOpen = false;

  private plot: uPlot | undefined;
  /** What the present plot was made for; another needs another plot. */
  private made = '';
  private readonly sizes = new ResizeObserver(() => this.fit());
  private endGestures: (() => void) | undefined;
  private readonly onTheme = (): void => {
    this.made = '';
    this.requestUpdate();
  };
  private readonly themes = new MutationObserver(this.onTheme);
  private readonly systemTheme = window.matchMedia('(prefers-color-scheme: dark)');

  override connectedCallback(): void {
    super.connectedCallback();
    this.themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.systemTheme.addEventListener('change', this.onTheme);
    // A chart that comes back into the page has lost its drawing.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.themes.disconnect();
    this.systemTheme.removeEventListener('change', this.onTheme);
    this.sizes.disconnect();
    this.endGestures?.();
    this.endGestures = undefined;
    this.plot?.destroy();
    this.plot = undefined;
    this.made = '';
  }

  override render() {
    const { history: t } = this.text;
    const { take } = t;
    const lines = presentLines(this.columns, this.plan.lines);
    const index = this.columns && (this.pointed ?? newestIndex(this.columns, lines));
    const at = index === undefined ? undefined : this.columns?.time[index];
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">${this.title}</h2>
          <span class="at">${at === undefined ? nothing : this.format.moment(at)}</span>
          ${
            lines.length === 0
              ? nothing
              : html`<button class="picture" aria-label=${take.picture(this.title)} title=${take.picture(this.title)} @click=${this.save}>
                  <tb-icon small name="save"></tb-icon>
                </button>`
          }
        </div>
        <div class="legend" role="group" aria-label=${t.lines}>
          ${lines.map((line) => this.entry(line, index, lines.length <= FEW_LINES))}
        </div>
        <div
          class="plot"
          role="img"
          tabindex="0"
          aria-label=${t.chart(this.title)}
          @dblclick=${() => this.dispatchEvent(new WindowEvent(undefined))}
        >
          <div class="canvas"></div>
          ${this.told.length > 0 ? this.tell(this.told) : nothing}
          ${this.columns && lines.length === 0 ? html`<p class="empty quiet">${this.empty}</p>` : nothing}
        </div>
        ${lines.length > 0 ? this.table(lines) : nothing}
      </section>
    `;
  }

  override updated(changed: PropertyValues): void {
    const shown = presentLines(this.columns, this.plan.lines).filter(({ series }) => !this.hiddenLines.has(series));
    const wanted = [this.plan.id, this.format.language, ...shown.map(({ series }) => series)].join(' ');
    if (wanted !== this.made) this.make(shown, wanted);
    else if (changed.has('columns') && this.columns) this.plot?.setData(plotData(this.columns, shown), false);
    if (changed.has('window') || changed.has('columns')) this.plot?.setScale('x', { min: this.window.from, max: this.window.to });
    else if (changed.has('marks')) this.plot?.redraw(false);
  }

  private tell(marks: readonly ChartMark[]) {
    const isRight = (this.plot?.cursor.left ?? 0) > (this.plot?.over.clientWidth ?? 0) / 2;
    return html`<ul class="told ${isRight ? 'left' : 'right'}">
      ${marks.map(({ at, text }) => html`<li><span class="quiet">${this.format.clockSeconds(at)}</span> ${text()}</li>`)}
    </ul>`;
  }

  private async save(): Promise<void> {
    if (!this.plot) return;
    const card = this.renderRoot.querySelector<HTMLElement>('.card') ?? this;
    const { color, backgroundColor, fontFamily } = getComputedStyle(card);
    const colourOf = coloursIn(card);
    const lines = presentLines(this.columns, this.plan.lines)
      .filter(({ series }) => !this.hiddenLines.has(series))
      .map(({ series, colour, dashed = false }) => ({
        name: this.text.history.series(series),
        colour: colourOf(colour),
        dashed,
      }));
    const words = `${this.title} · ${this.format.moment(this.window.from)} – ${this.format.moment(this.window.to)}`;
    const file = await pictureOf(this.plot.ctx.canvas, words, lines, { text: color, ground: backgroundColor, font: fontFamily });
    saveFile(pictureName(this.plan.id, this.window.from), file);
  }

  private entry(line: ChartLine, index: number | undefined, detailed: boolean) {
    const { history: t } = this.text;
    const shown = !this.hiddenLines.has(line.series);
    const value = index === undefined || !this.columns ? undefined : valueAt(this.columns, line, index);
    const banded = detailed && value?.min !== undefined && value.max !== undefined && value.min !== value.max;
    return html`
      <button aria-pressed=${shown} @click=${() => this.dispatchEvent(new LineEvent(line.series, !shown))}>
        <svg viewBox="0 0 20 8" aria-hidden="true" stroke="var(--tb-${line.colour})">
          <path d="M0 4h20" stroke-dasharray=${line.dashed ? '5 3' : nothing} />
        </svg>
        ${t.series(line.series)}
        <span class="value">${this.format.measure(line.quantity, value?.mean)}</span>
        ${
          banded
            ? html`<span class="range">
                ${this.format.figure(line.quantity, value?.min).digits} … ${this.format.figure(line.quantity, value?.max).digits}
              </span>`
            : nothing
        }
      </button>
    `;
  }

  private table(lines: readonly ChartLine[]) {
    const { history: t } = this.text;
    const { columns } = this;
    return html`
      <details @toggle=${(event: Event) => (this.tableOpen = (event.target as HTMLDetailsElement).open)}>
        <summary><tb-icon small name="open"></tb-icon>${t.table}</summary>
        ${
          this.tableOpen && columns
            ? html`<div class="scroller" tabindex="0" role="region" aria-label=${this.title}>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">${t.time}</th>
                      ${lines.map(({ series }) => html`<th scope="col">${t.series(series)}</th>`)}
                    </tr>
                  </thead>
                  <tbody>
                    ${tableRows(columns, TABLE_ROWS).map((row) => this.row(columns, lines, row))}
                  </tbody>
                </table>
              </div>`
            : nothing
        }
      </details>
    `;
  }

  private row(columns: HistoryColumns, lines: readonly ChartLine[], index: number) {
    return html`
      <tr>
        <td>${this.format.moment(columns.time[index] ?? NaN)}</td>
        ${lines.map((line) => html`<td>${this.format.measure(line.quantity, valueAt(columns, line, index).mean)}</td>`)}
      </tr>
    `;
  }

  private make(lines: readonly ChartLine[], wanted: string): void {
    const target = this.renderRoot.querySelector<HTMLElement>('.canvas');
    const surface = this.renderRoot.querySelector<HTMLElement>('.plot');
    if (!target || !surface || surface.clientWidth === 0) {
      this.sizes.observe(this);
      return;
    }
    this.plot?.destroy();
    this.plot = undefined;
    this.made = wanted;
    const style = { colour: coloursIn(surface), font: `12px ${getComputedStyle(this).fontFamily}` };
    const options = plotOptions(this.plan, lines, { width: surface.clientWidth, height: this.height }, this.sync, this.format, style, {
      selected: (from, to) => this.dispatchEvent(new WindowEvent(between(from, to, this.now))),
      pointed: (index) => this.point(index),
      drawn: (plot) => drawMarks(plot, marksOf(this.marks, lines), lines, style.colour),
    });
    const { columns } = this;
    const data = columns ? plotData(columns, lines) : ([[]] as [number[]]);
    new uPlot(options, data, (plot, begin) => {
      target.append(plot.root);
      // While the page begins, the first drawing has a slice of its own: with what comes before it, it is the longest task there is.
      void firstDrawings.take(() => {
        if (this.made !== wanted || this.plot) return plot.destroy();
        (begin as () => void)();
        this.plot = plot;
        if (this.columns && this.columns !== columns) plot.setData(plotData(this.columns, lines), false);
        plot.setScale('x', { min: this.window.from, max: this.window.to });
      });
    });
    this.sizes.observe(this);
    this.endGestures ??= followGestures(surface, this.gestureTarget());
  }

  private point(index: number | undefined): void {
    this.pointed = index;
    const { plot } = this;
    const left = plot?.cursor.left ?? -1;
    // The cursors of all charts move together; only the one under the pointer tells of its marks.
    const isHere = left >= 0 && this.renderRoot.querySelector('.plot:hover') !== null;
    const lines = this.plan.lines.filter(({ series }) => !this.hiddenLines.has(series));
    const told = plot && isHere ? marksAt(marksOf(this.marks, lines), left, (time) => plot.valToPos(time, 'x')) : [];
    if (told.length > 0 || this.told.length > 0) this.told = told;
  }

  private gestureTarget() {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the getters below belong to another object
    const chart = this;
    return {
      get window() {
        return chart.window;
      },
      get now() {
        return chart.now;
      },
      share(clientX: number): number {
        const over = chart.plot?.over.getBoundingClientRect();
        return over && over.width > 0 ? Math.min(1, Math.max(0, (clientX - over.left) / over.width)) : 0.5;
      },
      move: (window: TimeWindow) => void chart.dispatchEvent(new WindowEvent(window)),
    };
  }

  private fit(): void {
    const width = this.renderRoot.querySelector('.plot')?.clientWidth ?? 0;
    if (width === 0) return;
    if (this.plot) this.plot.setSize({ width, height: this.height });
    else this.requestUpdate();
  }
}

/**
 * The value of each colour token as it is inside an element. Canvas knows no `light-dark()`: the browser itself says what a colour is
 * here, which costs a pass over the styles of the page, so it is asked once for each colour.
 */
function coloursIn(inside: HTMLElement): (token: string) => string {
  const known = new Map<string, string>();
  return (token) => {
    const before = known.get(token);
    if (before !== undefined) return before;
    const probe = document.createElement('span');
    probe.style.color = `var(--tb-${token}, gray)`;
    inside.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    known.set(token, color);
    return color;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-chart': TbChart;
  }
}

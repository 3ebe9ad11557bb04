import { css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FaultCode } from '../../bridge/contract';
import type { HistoryColumns, Mark, SeriesName } from '../../bridge/history-contract';
import { ROWS } from '../charts/statistics-rows';
import {
  type Extreme,
  type Summary,
  cellAtExtreme,
  cellDeviations,
  coveredOf,
  durations,
  faultCounts,
  histogram,
  summaryOf,
  totalOf,
} from '../charts/statistics';
import type { Quantity } from '../format/format';
import { TbElement } from '../state/tb-element';
import { BASE, CARD } from '../styles/shared';
import { TABLE } from '../styles/table';
import { markText } from '../text/marks';

/** Tracks whose states share the time between them. */
const STATES = ['status', 'charge', 'phase'] as const;

/** Sensors whose classes of temperature are told, the first one that has readings. */
const SENSORS = ['externalTemp1', 'externalTemp2', 'internalTemp'] as const;
/** Width of a class [°C]. */
const CLASS = 5;

/** Averages, extremes, energy, cells and states of a stretch of time, from what was recorded and nothing else. */
@customElement('tb-statistics')
export class TbStatistics extends TbElement {
  static override styles = [
    BASE,
    CARD,
    TABLE,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
        align-items: start;
        gap: var(--tb-space-4);
      }
      .at {
        display: block;
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .bar {
        width: 40%;
      }
      .bar svg {
        display: block;
        width: 100%;
        height: 0.625rem;
      }
      .bar rect {
        fill: var(--tb-series-1);
      }
      section > h2 {
        margin-block-end: var(--tb-space-2);
      }
    `,
  ];

  @property({ attribute: false }) columns: HistoryColumns | undefined;
  @property({ attribute: false }) marks: readonly Mark[] = [];
  /** The stretch before, as long as this one. */
  @property({ attribute: false }) earlier: HistoryColumns | undefined;
  /** Of the battery [Ah]. */
  @property({ attribute: false }) capacity: number | undefined;

  override render() {
    const { statistics: t } = this.text.history;
    const { columns } = this;
    const covered = columns ? coveredOf(columns) : 0;
    if (!columns || covered === 0) return html`<p class="card quiet">${t.none}</p>`;
    return html`
      <section class="card" aria-labelledby="values">
        <div class="head">
          <h2 id="values">${t.values}</h2>
          <span class="quiet small">
            ${t.covered(this.format.span(covered / 1000), this.format.span((columns.to - columns.from) / 1000))}
          </span>
        </div>
        <div class="scroller" tabindex="0" role="region" aria-label=${t.values}>
          <table>
            <thead>
              <tr>
                ${[t.reading, t.lowest, t.mean, t.highest].map((name) => html`<th scope="col">${name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${ROWS.map(([series, quantity]) => this.row(columns, series, quantity))}
            </tbody>
          </table>
        </div>
      </section>
      <div class="pair">${this.energy(columns)} ${this.cells(columns)}</div>
      <div class="pair">${this.temperatures(columns)} ${this.faults(columns)}</div>
      <div class="pair">${STATES.map((track) => this.states(columns, track, covered))}</div>
    `;
  }

  private row(columns: HistoryColumns, series: SeriesName, quantity: Quantity) {
    const summary = summaryOf(columns, series);
    if (!summary) return nothing;
    return html`
      <tr>
        <th scope="row">${this.text.history.series(series)}</th>
        <td>${this.extreme(columns, series, quantity, summary, 'lowest')}</td>
        <td>${this.format.measure(quantity, summary.mean)}${this.trend(series, quantity)}</td>
        <td>${this.extreme(columns, series, quantity, summary, 'highest')}</td>
      </tr>
    `;
  }

  /** The average of the stretch before, where there was one. */
  private trend(series: SeriesName, quantity: Quantity) {
    const before = this.earlier && summaryOf(this.earlier, series);
    return before
      ? html`<span class="at">${this.text.history.statistics.before(this.format.measure(quantity, before.mean))}</span>`
      : nothing;
  }

  /** The value, the cell where it is one, and when. */
  private extreme(columns: HistoryColumns, series: SeriesName, quantity: Quantity, summary: Summary, side: 'lowest' | 'highest') {
    const extreme: Extreme = summary[side];
    const cell =
      series === 'lowestCell' || series === 'highestCell' ? cellAtExtreme(columns, extreme, side === 'lowest' ? 'min' : 'max') : undefined;
    return html`${this.format.measure(quantity, extreme.value)}<span class="at"
        >${cell === undefined ? nothing : `${this.text.cells.cell({ cell })} · `}${this.format.short(extreme.at)}</span
      >`;
  }

  private energy(columns: HistoryColumns) {
    const { statistics: t, energy: e } = this.text.history;
    const f = this.format;
    const [energyIn, energyOut] = [totalOf(columns, 'energyIn'), totalOf(columns, 'energyOut')];
    const rows = [
      [e.in, f.measure('energy', energyIn), f.measure('charge', totalOf(columns, 'chargeIn'))],
      [e.out, f.measure('energy', energyOut), f.measure('charge', totalOf(columns, 'chargeOut'))],
    ];
    return html`
      <section class="card" aria-labelledby="energy">
        <h2 id="energy">${t.energyTitle}</h2>
        <table>
          <tbody>
            ${rows.map(
              ([name, ...values]) =>
                html`<tr>
                  <th scope="row">${name}</th>
                  ${values.map((value) => html`<td>${value}</td>`)}
                </tr>`,
            )}
            <tr>
              <th scope="row">${t.efficiency}</th>
              <td></td>
              <td>${f.measure('wholePercent', energyIn > 0 ? (100 * energyOut) / energyIn : undefined)}</td>
            </tr>
            <tr>
              <th scope="row">${t.cycles}</th>
              <td></td>
              <td>${f.measure('cycles', this.capacity ? totalOf(columns, 'chargeOut') / this.capacity : undefined)}</td>
            </tr>
          </tbody>
        </table>
        <p class="quiet small">${t.efficiencyHint} ${t.cyclesHint}</p>
      </section>
    `;
  }

  private cells(columns: HistoryColumns) {
    const { statistics: t } = this.text.history;
    const cells = cellDeviations(columns);
    return html`
      <section class="card" aria-labelledby="cells">
        <h2 id="cells">${t.cellsTitle}</h2>
        <table>
          <tbody>
            ${cells.map(
              ({ cell, deviation }) =>
                html`<tr>
                  <th scope="row">${this.text.cells.cell({ cell })}</th>
                  <td>${this.format.measure('signedMillivolts', deviation)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        <p class="quiet small">${t.cellsHint}</p>
      </section>
    `;
  }

  private temperatures(columns: HistoryColumns) {
    const { statistics: t, series } = this.text.history;
    const f = this.format;
    const sensor = SENSORS.find((name) => summaryOf(columns, name));
    if (!sensor) return nothing;
    const classes = histogram(columns, sensor, CLASS);
    const all = classes.reduce((sum, { covered }) => sum + covered, 0);
    const title = t.histogramTitle(series(sensor));
    return html`
      <section class="card" aria-label=${title}>
        <h2>${title}</h2>
        <table>
          <tbody>
            ${classes.map(
              ({ from, to, covered }) =>
                html`<tr>
                  <th scope="row">${t.range(f.measure('wholeTemperature', from), f.measure('wholeTemperature', to))}</th>
                  <td class="bar">
                    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                      ${svg`<rect height="10" width=${(100 * covered) / all} />`}
                    </svg>
                  </td>
                  <td>${f.span(Math.round(covered / 1000))}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </section>
    `;
  }

  private faults(columns: HistoryColumns) {
    const { statistics: t } = this.text.history;
    const counts = faultCounts(columns, this.marks);
    return html`
      <section class="card" aria-labelledby="faults">
        <h2 id="faults">${t.faultsTitle}</h2>
        ${
          counts.length === 0
            ? html`<p class="quiet">${t.noFaults}</p>`
            : html`<table>
                <tbody>
                  ${counts.map(
                    ([code, count]) =>
                      html`<tr>
                        <th scope="row">${this.text.faults[code as FaultCode]?.title ?? code}</th>
                        <td>${t.times(this.format.count(count))}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>`
        }
      </section>
    `;
  }

  private states(columns: HistoryColumns, track: (typeof STATES)[number], covered: number) {
    const { statistics: t, marks } = this.text.history;
    const sums = [...durations(columns, this.marks, track)].sort(([, a], [, b]) => b - a);
    if (sums.length === 0) return nothing;
    const title = t.statesTitle(marks.tracks[track]);
    return html`
      <section class="card" aria-label=${title}>
        <h2>${title}</h2>
        <table>
          <tbody>
            ${sums.map(
              ([code, ms]) =>
                html`<tr>
                  <th scope="row">
                    ${markText({ at: 0, track, code, data: {} }, this.text, { format: this.format, severalPacks: false })}
                  </th>
                  <td>${this.format.span(Math.round(ms / 1000))}</td>
                  <td>${this.format.measure('wholePercent', (100 * ms) / covered)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-statistics': TbStatistics;
  }
}

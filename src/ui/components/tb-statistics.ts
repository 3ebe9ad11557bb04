import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HistoryColumns, Mark, SeriesName } from '../../bridge/history-contract';
import { type Extreme, type Summary, cellAtExtreme, cellDeviations, coveredOf, durations, summaryOf, totalOf } from '../charts/statistics';
import type { Quantity } from '../format/format';
import { TbElement } from '../state/tb-element';
import { BASE, CARD } from '../styles/shared';
import { TABLE } from '../styles/table';
import { markText } from '../text/marks';

const ROWS: readonly (readonly [SeriesName, Quantity])[] = [
  ['stateOfCharge', 'percent'],
  ['voltage', 'voltage'],
  ['current', 'current'],
  ['power', 'power'],
  ['highestCell', 'cellVoltage'],
  ['lowestCell', 'cellVoltage'],
  ['spread', 'millivolts'],
  ['externalTemp1', 'temperature'],
  ['externalTemp2', 'temperature'],
  ['internalTemp', 'temperature'],
];

/** Tracks whose states share the time between them. */
const STATES = ['status', 'charge', 'phase'] as const;

/** What the statistics are worked out from. */
export const STATISTICS_SERIES: readonly SeriesName[] = [
  ...ROWS.map(([series]) => series),
  'energyIn',
  'energyOut',
  'chargeIn',
  'chargeOut',
  ...Array.from({ length: 16 }, (_, index) => `cell${index + 1}` as SeriesName),
];

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
      section > h2 {
        margin-block-end: var(--tb-space-2);
      }
    `,
  ];

  @property({ attribute: false }) columns: HistoryColumns | undefined;
  @property({ attribute: false }) marks: readonly Mark[] = [];

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
        <td>${this.format.measure(quantity, summary.mean)}</td>
        <td>${this.extreme(columns, series, quantity, summary, 'highest')}</td>
      </tr>
    `;
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
          </tbody>
        </table>
        <p class="quiet small">${t.efficiencyHint}</p>
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
                  <th scope="row">${markText({ at: 0, track, code, data: {} }, this.text)}</th>
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

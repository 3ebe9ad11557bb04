import { css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HistoryColumns, Mark, SeriesName } from '../../bridge/history-contract';
import { ROWS } from '../charts/statistics-rows';
import {
  type CellDeviation,
  type Extreme,
  type Summary,
  cellAtExtreme,
  cellDeviations,
  coveredOf,
  durations,
  eventCounts,
  histogram,
  summaryOf,
  totalOf,
} from '../charts/statistics';
import type { Quantity } from '../format/format';
import { TbElement } from '../state/tb-element';
import { FACTS } from '../styles/facts';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { TABLE } from '../styles/table';
import { markText, markTone } from '../text/marks';
import './tb-icon';
import './tb-state-mark';

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
    CONTROLS,
    FACTS,
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
      .what {
        display: flex;
        align-items: baseline;
        gap: var(--tb-space-2);
      }
      .times {
        white-space: nowrap;
      }
      .print {
        min-height: 2.25rem;
        font-size: var(--tb-text-small);
      }
      @media print {
        .print {
          display: none;
        }
        section {
          break-inside: avoid;
        }
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
            ${this.format.moment(columns.from)} – ${this.format.moment(columns.to)}.
            ${t.covered(this.format.span(covered / 1000), this.format.span((columns.to - columns.from) / 1000))}
          </span>
          <button class="print" @click=${() => window.print()}><tb-icon small name="print"></tb-icon>${t.print}</button>
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
      <div class="pair">${this.temperatures(columns)} ${this.events(columns)}</div>
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

  private trend(series: SeriesName, quantity: Quantity) {
    return this.ofBefore((earlier) => {
      const summary = summaryOf(earlier, series);
      return summary && this.format.measure(quantity, summary.mean);
    });
  }

  /** The same of the stretch before, where there was one with readings. */
  private ofBefore(tell: (earlier: HistoryColumns) => string | undefined) {
    const { earlier } = this;
    const told = earlier && coveredOf(earlier) > 0 ? tell(earlier) : undefined;
    return told === undefined ? nothing : html`<span class="at">${this.text.history.statistics.before(told)}</span>`;
  }

  /** @param share - of the whole width, 0 to 1 */
  private bar(share: number) {
    return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<rect height="10" width=${100 * share} />`}
    </svg>`;
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
    const most = Math.max(energyIn, energyOut);
    const cyclesOf = (of: HistoryColumns): number | undefined => (this.capacity ? totalOf(of, 'chargeOut') / this.capacity : undefined);
    const row = (name: string, energy: 'energyIn' | 'energyOut', charge: 'chargeIn' | 'chargeOut') => html`
      <tr>
        <th scope="row">${name}</th>
        <td class="bar">${this.bar(most > 0 ? totalOf(columns, energy) / most : 0)}</td>
        <td>${f.measure('charge', totalOf(columns, charge))}</td>
        <td>${f.measure('energy', totalOf(columns, energy))}${this.ofBefore((of) => f.measure('energy', totalOf(of, energy)))}</td>
      </tr>
    `;
    return html`
      <section class="card" aria-labelledby="energy">
        <h2 id="energy">${t.energyTitle}</h2>
        <table>
          <tbody>
            ${row(e.in, 'energyIn', 'chargeIn')} ${row(e.out, 'energyOut', 'chargeOut')}
            <tr>
              <th scope="row" colspan="3">${t.efficiency}</th>
              <td>${f.measure('wholePercent', energyIn > 0 ? (100 * energyOut) / energyIn : undefined)}</td>
            </tr>
            <tr>
              <th scope="row" colspan="3">${t.cycles}</th>
              <td>${f.measure('cycles', cyclesOf(columns))}${this.ofBefore((of) => f.measure('cycles', cyclesOf(of)))}</td>
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
    const byDistance = [...cells].sort((a, b) => Math.abs(a.deviation) - Math.abs(b.deviation));
    const told = (of: CellDeviation): string => `${this.text.cells.cell(of)}, ${this.format.measure('signedMillivolts', of.deviation)}`;
    const [best, worst] = [byDistance[0], byDistance.at(-1)];
    return html`
      <section class="card" aria-labelledby="cells">
        <h2 id="cells">${t.cellsTitle}</h2>
        ${
          best && worst
            ? html`<dl>
                <div>
                  <dt>${t.bestCell}</dt>
                  <dd>${told(best)}</dd>
                </div>
                <div>
                  <dt>${t.worstCell}</dt>
                  <dd>${told(worst)}</dd>
                </div>
              </dl>`
            : nothing
        }
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
                  <td class="bar">${this.bar(covered / all)}</td>
                  <td>${f.span(Math.round(covered / 1000))}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </section>
    `;
  }

  private events(columns: HistoryColumns) {
    const { statistics: t, marks } = this.text.history;
    const speaking = { format: this.format, severalPacks: false };
    const counts = eventCounts(columns, this.marks);
    return html`
      <section class="card" aria-labelledby="events">
        <h2 id="events">${t.eventsTitle}</h2>
        ${
          counts.length === 0
            ? html`<p class="quiet">${t.noEvents}</p>`
            : html`<table>
                <tbody>
                  ${counts.map(
                    ({ mark, count }) =>
                      html`<tr>
                        <th scope="row">
                          <span class="what"
                            ><tb-state-mark .tone=${markTone(mark)}></tb-state-mark>
                            <span
                              >${markText(mark, this.text, speaking)} <span class="quiet small">${marks.tracks[mark.track]}</span></span
                            ></span
                          >
                        </th>
                        <td class="times">${t.times(this.format.count(count))}</td>
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

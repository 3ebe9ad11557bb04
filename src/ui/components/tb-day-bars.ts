import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DayTotals } from '../../bridge/history-contract';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { TABLE } from '../styles/table';
import './tb-icon';

/** A single day is not drawn as wide as the page. */
const FEWEST_PLACES = 14;

/** Energy of each day: charged above the line, discharged below it, and all of it as a table. */
@customElement('tb-day-bars')
export class TbDayBars extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TABLE,
    css`
      .plot {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--tb-space-2);
        block-size: 15rem;
        margin-block: var(--tb-space-3);
      }
      .scale {
        display: flex;
        flex-direction: column;
        justify-content: space-between;
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
        font-variant-numeric: tabular-nums;
        text-align: end;
      }
      .bars {
        display: block;
        inline-size: 100%;
        block-size: 100%;
      }
      .bars .in {
        fill: var(--tb-series-1);
      }
      .bars .out {
        fill: var(--tb-series-2);
      }
      .bars line {
        stroke: var(--tb-edge);
        vector-effect: non-scaling-stroke;
      }
      .key {
        display: inline-block;
        inline-size: 0.75rem;
        block-size: 0.75rem;
        margin-inline: var(--tb-space-4) var(--tb-space-1);
        border-radius: 2px;
        background: var(--tb-series-1);
      }
      .key.out {
        background: var(--tb-series-2);
      }
      .ends {
        display: flex;
        justify-content: space-between;
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      tbody th {
        white-space: nowrap;
      }
      @media (forced-colors: active) {
        .bars,
        .key {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) days: readonly DayTotals[] = [];

  override render() {
    const { energy: t, table } = this.text.history;
    const f = this.format;
    const { days } = this;
    const [first, last] = [days[0], days.at(-1)];
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">${t.title}</h2>
          <span class="small"><span class="key"></span>${t.in}<span class="key out"></span>${t.out}</span>
        </div>
        ${
          first && last
            ? html`
                <div class="plot">${this.bars(t.days)}</div>
                <div class="ends">
                  <span>${f.day(noon(first.day))}</span>${first === last ? '' : html`<span>${f.day(noon(last.day))}</span>`}
                </div>
                <p class="quiet small">${t.hint}</p>
                <details open>
                  <summary><tb-icon small name="open"></tb-icon>${table}</summary>
                  <div class="scroller" tabindex="0" role="region" aria-label=${t.title}>
                    <table>
                      <thead>
                        <tr>
                          ${[t.day, t.in, t.out, t.chargeIn, t.chargeOut, t.recorded].map((name) => html`<th scope="col">${name}</th>`)}
                        </tr>
                      </thead>
                      <tbody>
                        ${days.toReversed().map((day) => this.row(day))}
                      </tbody>
                    </table>
                  </div>
                </details>
              `
            : html`<p class="quiet">${t.none}</p>`
        }
      </section>
    `;
  }

  /** Half the height for what went in, half for what came out, on one scale. */
  private bars(label: string) {
    const { days } = this;
    const { energy: t } = this.text.history;
    const f = this.format;
    const width = Math.max(days.length, FEWEST_PLACES);
    const most = Math.max(1, ...days.map(({ energyIn, energyOut }) => Math.max(energyIn, energyOut)));
    const scale = f.measure('energy', most);
    return html`
      <div class="scale" aria-hidden="true"><span>${scale}</span><span>0</span><span>${scale}</span></div>
      <svg class="bars" role="img" aria-label=${label} viewBox="0 0 ${width} 2" preserveAspectRatio="none">
        ${days.map(({ day, energyIn, energyOut }, index) => {
          const [up, down] = [energyIn / most, energyOut / most];
          const words = `${f.date(noon(day))}: ${t.in} ${f.measure('energy', energyIn)}, ${t.out} ${f.measure('energy', energyOut)}`;
          return svg`<g>
            <title>${words}</title>
            <rect class="in" x=${index + 0.1} y=${1 - up} width="0.8" height=${up} />
            <rect class="out" x=${index + 0.1} y="1" width="0.8" height=${down} />
          </g>`;
        })}
        <line x1="0" x2=${width} y1="1" y2="1" />
      </svg>
    `;
  }

  private row(day: DayTotals) {
    const f = this.format;
    return html`
      <tr>
        <th scope="row">${f.date(noon(day.day))}</th>
        <td>${f.measure('energy', day.energyIn)}</td>
        <td>${f.measure('energy', day.energyOut)}</td>
        <td>${f.measure('charge', day.chargeIn)}</td>
        <td>${f.measure('charge', day.chargeOut)}</td>
        <td>${f.span(day.seconds)}</td>
      </tr>
    `;
  }
}

/** A moment in the middle of that day, whatever the clock did on it. */
function noon(day: string): number {
  return new Date(`${day}T12:00`).getTime();
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-day-bars': TbDayBars;
  }
}

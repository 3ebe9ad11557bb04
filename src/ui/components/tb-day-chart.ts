import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DAY_BOX, dayPath, dayScale } from '../charts/day-lines';
import type { Quantity } from '../format/format';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import { DIAGRAM } from '../styles/diagram';

/** Where the hours of a day that begins at six stand. */
const HOURS = [6, 12, 18, 0, 6] as const;

/** One series of a simulated day, as it goes with the active parameters and with the changed ones. */
@customElement('tb-day-chart')
export class TbDayChart extends TbElement {
  static override styles = [
    BASE,
    DIAGRAM,
    css`
      svg {
        margin-block: var(--tb-space-1) var(--tb-space-3);
      }
      path {
        fill: none;
        stroke-width: 1.75;
        stroke-linejoin: round;
      }
      h4 {
        margin: 0;
        font-size: var(--tb-text-small);
        font-weight: 550;
      }
    `,
  ];

  @property() name = '';
  @property({ attribute: false }) quantity: Quantity = 'voltage';
  @property({ attribute: false }) active = new Float64Array();
  @property({ attribute: false }) tried = new Float64Array();
  /** Smaller differences are not made larger than they are. */
  @property({ type: Number }) leastSpan = 1;

  override render() {
    const { trial: t } = this.text.chargePage;
    const { width, height, left, right, bottom } = DAY_BOX;
    const f = this.format;
    const scale = dayScale([this.active, this.tried], this.leastSpan);
    const range = (line: Float64Array) => `${f.measure(this.quantity, Math.min(...line))} … ${f.measure(this.quantity, Math.max(...line))}`;
    return html`
      <h4>${this.name}</h4>
      <svg viewBox="0 0 ${width} ${height}" role="img" aria-label=${t.chart(this.name, range(this.active), range(this.tried))}>
        ${[scale.low, scale.high].map(
          (value) => svg`
            <line class="grid" x1=${left} x2=${width - right} y1=${scale.y(value)} y2=${scale.y(value)} />
            <text x=${left - 5} y=${scale.y(value) + 3.5} text-anchor="end">${f.measure(this.quantity, value)}</text>
          `,
        )}
        ${HOURS.map(
          (hour, index) => svg`
            <text x=${scale.x(index / (HOURS.length - 1))} y=${height - bottom + 14} text-anchor=${
              index === 0 ? 'start' : index === HOURS.length - 1 ? 'end' : 'middle'
            }>${t.hour(f.count(hour))}</text>
          `,
        )}
        <path class="active" d=${dayPath(this.active, scale)} />
        <path class="tried" d=${dayPath(this.tried, scale)} />
      </svg>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-day-chart': TbDayChart;
  }
}

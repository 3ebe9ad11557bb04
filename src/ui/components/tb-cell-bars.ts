import { css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Cell, PackSettings } from '../../battery/pack';
import { type CellAxis, onAxis } from '../state/cell-axis';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';

/** So many columns fit even when the pack has fewer cells. */
const FEWEST_COLUMNS = 10;

/** One bar per cell of a pack, on an axis that other packs may share. Lowest and highest are marked by shape. */
@customElement('tb-cell-bars')
export class TbCellBars extends TbElement {
  static override styles = [
    BASE,
    css`
      :host {
        container-type: inline-size;
      }
      .plot {
        display: grid;
        grid-template-columns: 2.5rem minmax(0, 1fr);
        grid-template-rows: 11rem 2.25rem;
        margin-block-start: var(--tb-space-4);
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
        overflow: visible;
        font-size: 0.75rem;
        fill: var(--tb-quiet);
      }
      .numbers {
        grid-column: 2;
      }
      .grid {
        stroke: var(--tb-hairline);
        stroke-width: 1;
      }
      .cutoff {
        stroke: var(--tb-quiet);
        stroke-width: 1;
        stroke-dasharray: 5 4;
      }
      .bar {
        fill: var(--tb-fill);
        opacity: 0.62;
      }
      .extreme .bar {
        opacity: 1;
      }
      .mark {
        fill: var(--tb-text);
      }
      .value {
        display: none;
        fill: var(--tb-text);
      }
      .end,
      .extreme .number {
        fill: var(--tb-text);
        font-weight: 600;
      }
      .wanted {
        fill: none;
        stroke: var(--tb-accent);
        stroke-width: 1.5;
      }
      .real {
        fill: var(--tb-accent);
      }
      :host([old]) .bar,
      :host([old]) .mark {
        fill: var(--tb-old);
      }
      /* Sixteen numbers beside each other on a phone. */
      @container (max-width: 22rem) {
        .number {
          font-size: 0.625rem;
        }
      }
      @container (min-width: 46rem) {
        .value {
          display: inline;
        }
      }
    `,
  ];

  @property({ attribute: false }) cells: readonly Cell[] = [];
  @property({ attribute: false }) settings: PackSettings | undefined;
  @property({ attribute: false }) axis: CellAxis = { from: 0, to: 5, ticks: [] };
  /** Accessible name of the group. */
  @property() label = '';
  @property({ type: Boolean, reflect: true }) old = false;

  override render() {
    const { axis, cells } = this;
    const voltages = cells.map(({ voltage }) => voltage);
    const lowest = cells.find(({ voltage }) => voltage === Math.min(...voltages));
    const highest = cells.findLast(({ voltage }) => voltage === Math.max(...voltages));
    const y = (voltage: number): string => `${100 - 100 * onAxis(axis, voltage)}%`;
    return html`
      <div class="plot">
        <svg aria-hidden="true">
          ${axis.ticks.map((tick) => svg`<text x="0" y=${y(tick)} dy="0.35em">${this.format.figure('axisVoltage', tick).digits}</text>`)}
        </svg>
        <svg role="group" aria-label=${this.label}>
          ${axis.ticks.map((tick) => svg`<line class="grid" x1="0" x2="100%" y1=${y(tick)} y2=${y(tick)} />`)}
          ${cells.map((cell, index) => this.bar(cell, index, cell === highest ? 'highest' : cell === lowest ? 'lowest' : undefined))}
          ${this.cutoffs(y)}
        </svg>
        <svg class="numbers" aria-hidden="true">
          ${cells.map((cell, index) => this.foot(cell, index, cell === highest || cell === lowest))}
        </svg>
      </div>
    `;
  }

  /** Width of one cell with its gaps [%]; a few cells do not become billboards. */
  private get share(): number {
    return 100 / Math.max(this.cells.length, FEWEST_COLUMNS);
  }

  private bar(cell: Cell, index: number, extreme: 'highest' | 'lowest' | undefined) {
    const share = this.share;
    const height = 100 * onAxis(this.axis, cell.voltage);
    const top = `${100 - height}%`;
    const { cells: t } = this.text;
    const words = [
      this.format.measure('cellVoltage', cell.voltage),
      extreme && t[extreme],
      cell.balancing ? t.balancing : cell.wantsBalancing && t.wantsBalancing,
    ].filter((word) => typeof word === 'string');
    const mark = extreme === 'highest' ? 'M0 -15 L5.5 -6 H-5.5 Z' : 'M0 -6 L5.5 -15 H-5.5 Z';
    return svg`
      <g
        class=${extreme ? 'extreme' : ''}
        role="meter"
        aria-label=${t.cell({ cell: cell.number })}
        aria-valuemin=${this.axis.from}
        aria-valuemax=${this.axis.to}
        aria-valuenow=${cell.voltage}
        aria-valuetext=${words.join(', ')}
      >
        <rect class="bar" x="${(index + 0.19) * share}%" width="${0.62 * share}%" y=${top} height="${height}%" />
        <svg x="${(index + 0.5) * share}%" y=${top}>
          ${extreme ? svg`<path class="mark" d=${mark} />` : nothing}
          <text class="value" text-anchor="middle" y=${extreme ? '-1.65em' : '-0.5em'}>${this.format.figure('cellVoltage', cell.voltage).digits}</text>
        </svg>
      </g>
    `;
  }

  private foot(cell: Cell, index: number, extreme: boolean) {
    const balancing = cell.balancing ? 'real' : cell.wantsBalancing ? 'wanted' : undefined;
    return svg`
      <svg class=${extreme ? 'extreme' : ''} x="${(index + 0.5) * this.share}%">
        <text class="number" text-anchor="middle" y="1.35em">${cell.number}</text>
        ${balancing ? svg`<circle class=${balancing} cy="2.3em" r="0.33em" />` : nothing}
      </svg>
    `;
  }

  private cutoffs(y: (voltage: number) => string) {
    if (!this.settings) return nothing;
    const { overVoltageCutoff, underVoltageCutoff } = this.settings;
    return [overVoltageCutoff, underVoltageCutoff].map((at) => svg`<line class="cutoff" x1="0" x2="100%" y1=${y(at)} y2=${y(at)} />`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-cell-bars': TbCellBars;
  }
}

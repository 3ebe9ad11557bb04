import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Cell, PackSettings } from '../../battery/pack';
import { type Snapshot, freshnessAt } from '../state/bridge-store';
import { cellAxis } from '../state/cell-axis';
import { isShown } from '../state/freshness';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { untilLoaded } from '../state/until-loaded';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import './tb-cell-bars';
import './tb-icon';

function selectCells(snapshot: Snapshot) {
  return (snapshot.view?.packs ?? []).flatMap(({ id, reading, settings, readAt }) => {
    const freshness = freshnessAt(snapshot, readAt);
    return reading && reading.cells.length > 0 && isShown(freshness)
      ? [{ id, cells: reading.cells, settings, old: freshness === 'old' }]
      : [];
  });
}

/** Every cell of every pack, as bars on one common axis or as tables. */
@customElement('tb-cells-card')
export class TbCellsCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      :host {
        container-type: inline-size;
      }
      .head {
        align-items: center;
      }
      @container (max-width: 56rem) {
        .head .summary {
          order: 1;
          flex-basis: 100%;
        }
      }
      @media (forced-colors: active) {
        .switch button[aria-pressed='true'] {
          outline: 2px solid Highlight;
        }
      }
      .switch {
        display: flex;
        border: var(--tb-line) solid var(--tb-edge);
        border-radius: var(--tb-radius-2);
      }
      .switch button {
        min-height: calc(var(--tb-target) - 2 * var(--tb-line));
        border: 0;
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .switch button[aria-pressed='true'] {
        background: var(--tb-raised);
        color: var(--tb-text);
      }
      .summary {
        display: flex;
        flex: 1 1 20rem;
        flex-wrap: wrap;
        gap: var(--tb-space-1) var(--tb-space-5);
      }
      .pack .summary {
        margin-block-end: var(--tb-space-4);
      }
      .dashes {
        inline-size: 1.25rem;
        block-size: 0.25rem;
        stroke: var(--tb-quiet);
        stroke-width: 1.5;
        stroke-dasharray: 5 4;
      }
      .summary div {
        display: flex;
        align-items: center;
        gap: var(--tb-space-2);
      }
      .summary dt {
        display: flex;
        align-items: center;
        gap: var(--tb-space-1);
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .summary dd {
        font-weight: 550;
      }
      h3 {
        margin-block-end: var(--tb-space-2);
      }
      .pack + .pack {
        margin-block-start: var(--tb-space-6);
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: var(--tb-space-1) var(--tb-space-5);
        margin-block-start: var(--tb-space-3);
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .legend svg {
        inline-size: 0.75rem;
        block-size: 0.75rem;
        fill: none;
        stroke: var(--tb-accent);
        stroke-width: 1.5;
      }
      .legend .real {
        fill: var(--tb-accent);
      }
    `,
  ];

  @state() private table = false;

  private readonly packs = new SelectController(this, selectCells, 'figures');

  override firstUpdated(): void {
    // The other way to look at them is there soon enough.
    void untilLoaded(() => import('./tb-cell-table'));
  }

  override render() {
    const { cells: t } = this.text;
    const packs = this.packs.value;
    const axis = cellAxis(
      packs.flatMap(({ cells }) => cells.map(({ voltage }) => voltage)),
      packs.flatMap(({ settings }) => (settings ? [settings] : [])),
    );
    const [only] = packs.length === 1 ? packs : [];
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">${t.title}</h2>
          ${only ? this.summary(only.cells, only.settings) : nothing}
          ${
            axis
              ? html`<div class="switch" role="group" aria-label=${t.view}>
                  <button aria-pressed=${!this.table} @click=${() => (this.table = false)}>${t.showBars}</button>
                  <button aria-pressed=${this.table} @click=${() => (this.table = true)}>${t.showTable}</button>
                </div>`
              : nothing
          }
        </div>
        ${axis ? nothing : html`<p class="quiet">${t.none}</p>`}
        ${packs.map(({ id, cells, settings, old }) => {
          const label = only ? t.title : `${t.title}, ${t.pack(id)}`;
          return html`
            <div class="pack">
              ${
                only
                  ? nothing
                  : html`<h3>${t.pack(id)}</h3>
                      ${this.summary(cells, settings)}`
              }
              ${
                this.table || !axis
                  ? html`<tb-cell-table .cells=${cells} label=${label} ?old=${old}></tb-cell-table>`
                  : html`<tb-cell-bars .cells=${cells} .settings=${settings} .axis=${axis} label=${label} ?old=${old}></tb-cell-bars>`
              }
            </div>
          `;
        })}
        ${axis && !this.table ? this.legend(this.format.measure('axisVoltage', axis.from), this.format.measure('axisVoltage', axis.to)) : nothing}
      </section>
    `;
  }

  private summary(cells: readonly Cell[], settings: PackSettings | undefined) {
    const { cells: t } = this.text;
    const f = this.format;
    const byVoltage = [...cells].sort((a, b) => a.voltage - b.voltage);
    const lowest = byVoltage[0];
    const highest = byVoltage.at(-1);
    if (!lowest || !highest) return nothing;
    const real = cells.filter((cell) => cell.balancing).length;
    const wanted = cells.filter((cell) => cell.wantsBalancing).length;
    return html`
      <dl class="summary">
        <div>
          <dt><tb-icon small name="down"></tb-icon>${t.cell({ cell: lowest.number })}, ${t.lowest}</dt>
          <dd>${f.measure('cellVoltage', lowest.voltage)}</dd>
        </div>
        <div>
          <dt><tb-icon small name="up"></tb-icon>${t.cell({ cell: highest.number })}, ${t.highest}</dt>
          <dd>${f.measure('cellVoltage', highest.voltage)}</dd>
        </div>
        <div>
          <dt>${t.spread}</dt>
          <dd>${f.measure('millivolts', highest.voltage - lowest.voltage)}</dd>
        </div>
        <div>
          <dt>${t.column.balancing}</dt>
          <dd>${real + wanted > 0 ? t.balancingCount(f.count(real), f.count(wanted)) : t.balancingNone}</dd>
        </div>
        ${
          settings
            ? html`<div>
                <dt>
                  <svg class="dashes" viewBox="0 0 20 4" aria-hidden="true"><path d="M0 2h20" /></svg>${t.cutoffs}
                </dt>
                <dd>
                  ${t.cutoffRange(f.measure('cellVoltage', settings.underVoltageCutoff), f.measure('cellVoltage', settings.overVoltageCutoff))}
                </dd>
              </div>`
            : nothing
        }
      </dl>
    `;
  }

  private legend(from: string, to: string) {
    const { cells: t } = this.text;
    const cells = this.packs.value.flatMap((pack) => pack.cells);
    const dot = (kind: string) => html`<svg viewBox="0 0 12 12" class=${kind} aria-hidden="true"><circle cx="6" cy="6" r="4.5" /></svg>`;
    return html`
      <p class="legend">
        <span>${t.axis(from, to)}</span>
        ${cells.some((cell) => cell.balancing) ? html`<span>${dot('real')} ${t.balancing}</span>` : nothing}
        ${cells.some((cell) => cell.wantsBalancing && !cell.balancing) ? html`<span>${dot('wanted')} ${t.wantsBalancing}</span>` : nothing}
      </p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-cells-card': TbCellsCard;
  }
}

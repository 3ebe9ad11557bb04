import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Cell } from '../../battery/pack';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import './tb-icon';

type SortKey = 'number' | 'voltage';

/** The same cells as text, sortable. */
@customElement('tb-cell-table')
export class TbCellTable extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      table {
        width: 100%;
        max-width: 44rem;
        border-collapse: collapse;
      }
      th,
      td {
        padding: var(--tb-space-1) var(--tb-space-3);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
        font-weight: 450;
        text-align: end;
      }
      th:first-child,
      td:last-child,
      th:last-child {
        text-align: start;
      }
      thead th {
        padding-block: 0;
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      button {
        padding: 0;
        border: 0;
        color: inherit;
        font-size: inherit;
      }
      [aria-sort='none'] tb-icon {
        visibility: hidden;
      }
      th:nth-child(2) button {
        flex-direction: row-reverse;
      }
      .mark {
        display: inline-flex;
        align-items: center;
        gap: var(--tb-space-1);
      }
      :host([old]) td {
        color: var(--tb-old);
      }
      @media (max-width: 30rem) {
        th,
        td {
          padding-inline: var(--tb-space-1);
        }
      }
    `,
  ];

  @property({ attribute: false }) cells: readonly Cell[] = [];
  /** Accessible name of the table. */
  @property() label = '';
  @property({ type: Boolean, reflect: true }) old = false;

  @state() private sortKey: SortKey = 'number';
  @state() private descending = false;

  override render() {
    const { cells: t } = this.text;
    const f = this.format;
    const voltages = this.cells.map(({ voltage }) => voltage);
    const average = voltages.reduce((sum, voltage) => sum + voltage, 0) / voltages.length;
    const direction = this.descending ? -1 : 1;
    const rows = [...this.cells].sort((a, b) => direction * (a[this.sortKey] - b[this.sortKey]));
    return html`
      <table aria-label=${this.label}>
        <thead>
          <tr>
            ${this.sortable('number', t.column.number)} ${this.sortable('voltage', t.column.voltage)}
            <th scope="col">${t.column.difference}</th>
            <th scope="col">${t.column.balancing}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (cell) =>
              html`<tr>
                <th scope="row"><span class="mark">${cell.number}${this.mark(cell, voltages)}</span></th>
                <td>${f.measure('cellVoltage', cell.voltage)}</td>
                <td>${f.measure('signedMillivolts', cell.voltage - average)}</td>
                <td>${cell.balancing ? t.balancing : cell.wantsBalancing ? t.wantsBalancing : '–'}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    `;
  }

  private mark(cell: Cell, voltages: readonly number[]) {
    const { cells: t } = this.text;
    if (cell.voltage === Math.max(...voltages))
      return html`<tb-icon small name="up"></tb-icon> <span class="quiet small">${t.highest}</span>`;
    if (cell.voltage === Math.min(...voltages))
      return html`<tb-icon small name="down"></tb-icon> <span class="quiet small">${t.lowest}</span>`;
    return '';
  }

  private sortable(key: SortKey, name: string) {
    const sorted = this.sortKey !== key ? 'none' : this.descending ? 'descending' : 'ascending';
    return html`
      <th scope="col" aria-sort=${sorted}>
        <button @click=${() => this.sortBy(key)} aria-label=${this.text.cells.sortBy(name)}>
          ${name}<tb-icon small name=${this.descending ? 'down' : 'up'}></tb-icon>
        </button>
      </th>
    `;
  }

  private sortBy(key: SortKey): void {
    this.descending = this.sortKey === key && !this.descending;
    this.sortKey = key;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-cell-table': TbCellTable;
  }
}

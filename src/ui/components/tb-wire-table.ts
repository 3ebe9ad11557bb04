import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { WireFrame } from '../../bridge/contract';
import { type Snapshot, ageOf, freshnessAt } from '../state/bridge-store';
import type { Freshness } from '../state/freshness';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD } from '../styles/shared';
import type { NamedFrame } from '../text/keys';
import type { IconName } from './tb-icon';
import './tb-icon';

interface Row {
  readonly frame: WireFrame;
  readonly freshness: Freshness;
  readonly age: number | undefined;
}

/** Frames of the slow groups come every 10 s: only twice that is a sign of age. */
function selectRows(snapshot: Snapshot): readonly Row[] {
  // What a recording makes the bridge decide goes nowhere.
  const isReplay = snapshot.view?.mode === 'replay';
  return (snapshot.view?.wire ?? [])
    .map((frame) => (isReplay && frame.direction === 'sent' ? { ...frame, direction: 'withheld' as const } : frame))
    .map((frame) => ({ frame, age: ageOf(snapshot, frame.at), freshness: frameFreshness(snapshot, frame) }))
    .sort((a, b) => a.frame.id - b.frame.id || a.frame.direction.localeCompare(b.frame.direction));
}

function frameFreshness(snapshot: Snapshot, { at, intervalMs }: WireFrame): Freshness {
  const freshness = freshnessAt(snapshot, at);
  const age = ageOf(snapshot, at) ?? 0;
  if (snapshot.worker === 'silent') return freshness;
  return intervalMs !== undefined && age <= 2 * intervalMs ? 'fresh' : freshness;
}

const DIRECTION_ICONS: Readonly<Record<WireFrame['direction'], IconName>> = { sent: 'outward', withheld: 'stopped', received: 'inward' };

/** The newest frame of each identifier: bytes, how often, how long ago. */
@customElement('tb-wire-table')
export class TbWireTable extends TbElement {
  static override styles = [
    BASE,
    CARD,
    css`
      :host {
        container-type: inline-size;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: var(--tb-space-2) var(--tb-space-3);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
        font-weight: 450;
        text-align: start;
        vertical-align: baseline;
      }
      thead th {
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .end {
        text-align: end;
        white-space: nowrap;
      }
      .id {
        font-weight: 600;
      }
      .data {
        white-space: nowrap;
      }
      tr.old .data,
      tr.lost .data,
      tr.old .end,
      tr.lost .end {
        color: var(--tb-old);
      }
      td.directions {
        vertical-align: middle;
      }
      .direction {
        display: inline-flex;
        vertical-align: middle;
        align-items: center;
        gap: var(--tb-space-1);
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      @container (max-width: 54rem) {
        table,
        tbody {
          display: block;
        }
        thead {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        tr {
          display: grid;
          grid-template-columns: 3.5rem minmax(0, 1fr) auto;
          padding-block: var(--tb-space-2);
          border-block-end: var(--tb-line) solid var(--tb-hairline);
        }
        th,
        td {
          padding: 0.125rem 0;
          border: 0;
        }
        .data {
          grid-column: 1 / -1;
          grid-row: 2;
          white-space: normal;
        }
        .times {
          font-size: var(--tb-text-small);
        }
        .count::before {
          content: '× ';
        }
        .count {
          grid-column: 1 / 3;
          text-align: start;
        }
        .interval {
          display: none;
        }
        .directions {
          text-align: end;
        }
      }
    `,
  ];

  private readonly rows = new SelectController(this, selectRows, 'figures');

  override render() {
    const { wire: t } = this.text;
    const rows = this.rows.value;
    if (rows.length === 0) return html`<p class="card quiet">${t.none}</p>`;
    const { column } = t;
    return html`
      <div class="card">
        <table role="table" aria-label=${t.frames}>
          <thead>
            <tr role="row">
              <th role="columnheader" scope="col">${column.id}</th>
              <th role="columnheader" scope="col">${column.name}</th>
              <th role="columnheader" scope="col">${column.direction}</th>
              <th role="columnheader" scope="col">${column.data}</th>
              <th role="columnheader" scope="col" class="end">${column.count}</th>
              <th role="columnheader" scope="col" class="end">${column.interval}</th>
              <th role="columnheader" scope="col" class="end">${column.age}</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              rows,
              ({ frame }) => `${frame.direction}${frame.id}`,
              (row) => this.row(row),
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  private row({ frame, freshness, age }: Row) {
    const { wire: t } = this.text;
    const f = this.format;
    const hex = frame.id.toString(16).toUpperCase().padStart(3, '0');
    return html`
      <tr role="row" class=${freshness}>
        <th role="rowheader" scope="row" class="id mono">${hex}</th>
        <td role="cell">${t.frameNames[hex as NamedFrame] ?? t.unnamed}</td>
        <td role="cell" class="directions">
          <span class="direction"><tb-icon small name=${DIRECTION_ICONS[frame.direction]}></tb-icon>${t.directions[frame.direction]}</span>
        </td>
        <td role="cell" class="data mono">${frame.data}</td>
        <td role="cell" class="end times count">${f.count(frame.count)}</td>
        <td role="cell" class="end times interval">${f.milliseconds(frame.intervalMs)}</td>
        <td role="cell" class="end times">${f.duration(age)}</td>
      </tr>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-wire-table': TbWireTable;
  }
}

import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { freshnessAt } from '../state/bridge-store';
import { isShown } from '../state/freshness';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD } from '../styles/shared';
import { TABLE } from '../styles/table';
import { UNKNOWN } from '../format/format';

/** What the limits ask for beside what the battery does, and how far its cells are from where they stop it. */
@customElement('tb-charge-measures')
export class TbChargeMeasures extends TbElement {
  static override styles = [
    BASE,
    CARD,
    TABLE,
    css`
      :host {
        container-type: inline-size;
      }
      .card {
        height: 100%;
      }
      @container (max-width: 26rem) {
        table {
          font-size: var(--tb-text-small);
        }
        th,
        td {
          padding-inline: var(--tb-space-1);
        }
        .room {
          display: none;
        }
      }
      .head {
        margin-block-end: var(--tb-space-2);
      }
      tbody th small {
        display: block;
        color: var(--tb-quiet);
        font-weight: 400;
      }
      td:nth-child(2) {
        font-weight: 600;
      }
      .old td {
        color: var(--tb-old);
      }
      p {
        margin-block-start: var(--tb-space-3);
      }
    `,
  ];

  private readonly state = new SelectController(
    this,
    (snapshot) => {
      const { view } = snapshot;
      const freshness = freshnessAt(snapshot, view?.batteryAt);
      const shown = isShown(freshness);
      return {
        old: freshness === 'old',
        battery: shown ? view?.battery : undefined,
        limits: shown ? view?.limits : undefined,
        charge: shown ? view?.charge : undefined,
        parameters: view?.parameters?.active,
      };
    },
    'figures',
  );

  override render() {
    const { measures: t } = this.text.chargePage;
    const f = this.format;
    const { old, battery, limits, charge, parameters } = this.state.value;
    const less = (a: number | undefined, b: number | undefined) => (a === undefined || b === undefined ? undefined : a - b);
    const { highestCell, lowestCell } = battery ?? {};
    const charging = battery && Math.max(battery.current, 0);
    const discharging = battery && Math.max(-battery.current, 0);
    const spread = less(highestCell?.voltage, lowestCell?.voltage);
    const rows = [
      {
        name: t.rows.voltage,
        measured: f.measure('voltage', battery?.voltage),
        wanted: f.measure('voltageLimit', limits?.cvl.value),
        room: f.measure('signedVoltage', less(limits?.cvl.value, battery?.voltage)),
        ...(charge && charge.target !== limits?.cvl.value && { note: t.target(f.measure('voltage', charge.target)) }),
      },
      {
        name: t.rows.charge,
        measured: f.measure('currentLimit', charging),
        wanted: f.measure('currentLimit', limits?.ccl.value),
        room: f.measure('current', less(limits?.ccl.value, charging)),
      },
      {
        name: t.rows.discharge,
        measured: f.measure('currentLimit', discharging),
        wanted: f.measure('currentLimit', limits?.dcl.value),
        room: f.measure('current', less(limits?.dcl.value, discharging)),
      },
      {
        name: t.rows.highest,
        note: highestCell && t.cell(f.count(highestCell.cell)),
        measured: f.measure('cellVoltage', highestCell?.voltage),
        wanted: parameters ? t.stop(f.measure('cellVoltage', parameters.vStop)) : UNKNOWN,
        room: f.measure('signedMillivolts', less(parameters?.vStop, highestCell?.voltage)),
      },
      {
        name: t.rows.lowest,
        note: lowestCell && t.cell(f.count(lowestCell.cell)),
        measured: f.measure('cellVoltage', lowestCell?.voltage),
        wanted: parameters ? t.empty(f.measure('cellVoltage', parameters.vEmpty)) : UNKNOWN,
        room: f.measure('signedMillivolts', less(lowestCell?.voltage, parameters?.vEmpty)),
      },
      {
        name: t.rows.spread,
        measured: f.measure('millivolts', spread),
        wanted: parameters ? t.balanced(f.measure('millivolts', parameters.balDone)) : UNKNOWN,
        room: f.measure('signedMillivolts', less(parameters?.balDone, spread)),
      },
      { name: t.rows.trim, measured: charge?.trim === 0 ? t.none : f.measure('voltage', charge?.trim), wanted: '', room: '' },
    ];
    const { column } = t;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">${t.title}</h2></div>
        <div class="scroller" tabindex="0" role="region" aria-labelledby="title">
          <table class=${old ? 'old' : ''}>
            <thead>
              <tr>
                ${[column.what, column.measured, column.wanted].map((name) => html`<th scope="col">${name}</th>`)}
                <th scope="col" class="room">${column.room}</th>
              </tr>
            </thead>
            <tbody>
              ${rows.map(
                ({ name, note, measured, wanted, room }) => html`
                  <tr>
                    <th scope="row">${name}<small>${note}</small></th>
                    <td>${measured}</td>
                    <td>${wanted}</td>
                    <td class="room">${room}</td>
                  </tr>
                `,
              )}
            </tbody>
          </table>
        </div>
        <p class="small quiet">${t.help}</p>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-charge-measures': TbChargeMeasures;
  }
}

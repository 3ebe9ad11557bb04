import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { AlarmItem } from '../../battery/battery';
import { freshnessAt } from '../state/bridge-store';
import { isShown } from '../state/freshness';
import { withheldBy } from '../state/in-control';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD } from '../styles/shared';
import './tb-state-mark';

/** The alarm items that the GX is told of, or would be; one quiet line while there are none. */
@customElement('tb-alarms-card')
export class TbAlarmsCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    css`
      .card {
        display: flex;
        flex-wrap: wrap;
        gap: var(--tb-space-2) var(--tb-space-5);
        align-items: baseline;
        padding-block: var(--tb-space-4);
      }
      ul {
        flex: 1 1 20rem;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--tb-space-2);
      }
      li + li {
        margin-block-start: var(--tb-space-2);
      }
    `,
  ];

  private readonly state = new SelectController(this, (snapshot) => ({
    alarms: isShown(freshnessAt(snapshot, snapshot.view?.batteryAt)) ? snapshot.view?.alarms : undefined,
    withheld: withheldBy(snapshot.view) !== undefined,
  }));

  override render() {
    const { alarms: t } = this.text;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${this.state.value.withheld ? t.withheldTitle : t.title}</h2>
        <ul>
          ${this.entries()}
        </ul>
      </section>
    `;
  }

  private entries() {
    const { alarms: t } = this.text;
    const { alarms } = this.state.value;
    if (!alarms) return html`<li class="quiet">${t.unknown}</li>`;
    const raised = Object.entries(alarms).filter(([, level]) => level !== 'ok');
    if (raised.length === 0) return html`<li class="quiet">${t.none}</li>`;
    return raised.map(([item, level]) => {
      const words = t.items[item as AlarmItem];
      return level === 'alarm'
        ? html`<li><tb-state-mark tone="alarm">${t.alarmWord}</tb-state-mark> ${words.alarm}</li>`
        : html`<li><tb-state-mark tone="warning">${t.warningWord}</tb-state-mark> ${words.warning}</li>`;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-alarms-card': TbAlarmsCard;
  }
}

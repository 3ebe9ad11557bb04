import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AlarmEntry, AlarmSubject } from '../../bridge/alarms-contract';
import { isBatteryInSight, isLoud, wallTimeOf } from '../state/alarms';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import '../components/tb-alarm-calling';
import '../components/tb-alarm-card';
import '../components/tb-alarm-history';
import '../components/tb-alarm-thresholds';

const FAMILIES: readonly AlarmSubject['family'][] = ['link', 'battery', 'bridge'];

/** What is wrong now, how the owner is called, what was, and from where on it counts. */
@customElement('tb-alarms-page')
export class TbAlarmsPage extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      h1 {
        margin-block-end: var(--tb-space-4);
      }
      .stack,
      .family {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
      .family {
        gap: var(--tb-space-3);
      }
      .family + .family {
        margin-block-start: var(--tb-space-5);
      }
      .head {
        align-items: center;
      }
      @media (min-width: 78rem) {
        .stack {
          grid-template: auto 1fr / minmax(0, 1fr) 24rem;
          align-items: start;
        }
        tb-alarm-calling {
          grid-area: 1 / 2 / 3 / 3;
        }
        .wide {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  private readonly now = new SelectController(this, (snapshot) => {
    const { view, worker } = snapshot;
    const watching = view !== undefined && worker === 'answering' && view.phase !== 'stopped' && view.phase !== 'blocked';
    const wallTime = wallTimeOf(snapshot);
    return {
      watching,
      entries: watching ? view.activeAlarms : [],
      loud: watching ? view.activeAlarms.filter((entry) => isLoud(entry, wallTime)).map(({ id }) => id) : [],
      inSight: watching && isBatteryInSight(view),
    };
  });
  private readonly doing = new OutcomeController(this);

  override render() {
    const { pages, alarmPage: t } = this.text;
    const { loud } = this.now.value;
    return html`
      <h1>${pages.alarms}</h1>
      <div class="stack">
        <section class="card" aria-labelledby="active">
          <div class="head">
            <h2 id="active">${t.active}</h2>
            ${
              loud.length > 1
                ? html`<button ?disabled=${this.doing.busy} @click=${() => void this.doing.run(() => this.ui.alarms.acknowledge(loud))}>
                    ${t.acknowledgeAll}
                  </button>`
                : nothing
            }
          </div>
          ${this.active()}
        </section>
        <tb-alarm-calling></tb-alarm-calling>
        <tb-alarm-history></tb-alarm-history>
        <tb-alarm-thresholds class="wide"></tb-alarm-thresholds>
      </div>
    `;
  }

  private active() {
    const { alarmPage: t } = this.text;
    const { watching, entries } = this.now.value;
    if (!watching) return html`<p class="quiet">${t.notWatching}</p>`;
    if (entries.length === 0) return html`<p class="quiet">${t.nothing}</p>`;
    return FAMILIES.map((family) => this.family(family, entries));
  }

  private family(family: AlarmSubject['family'], entries: readonly AlarmEntry[]) {
    const { alarmPage: t } = this.text;
    const own = entries.filter(({ subject }) => subject.family === family);
    if (own.length === 0) return nothing;
    const { inSight, loud } = this.now.value;
    const rank = ({ id, level }: AlarmEntry): number => (loud.includes(id) ? 0 : 2) + (level === 'alarm' ? 0 : 1);
    const sorted = [...own].sort((a, b) => rank(a) - rank(b) || b.begin - a.begin);
    return html`
      <div class="family">
        <h3 class="small quiet">${{ link: t.links, battery: t.battery, bridge: t.bridge }[family]}</h3>
        ${family === 'battery' && !inSight ? html`<p class="small">${t.outOfSight}</p>` : nothing}
        ${repeat(
          sorted,
          ({ id }) => id,
          (entry) => html`<tb-alarm-card .entry=${entry}></tb-alarm-card>`,
        )}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-alarms-page': TbAlarmsPage;
  }
}

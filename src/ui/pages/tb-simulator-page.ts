import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SimulationView } from '../../bridge/contract';
import { FAULT_GROUPS, faultGroupOf } from '../state/fault-groups';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD } from '../styles/shared';
import { INTRO } from '../styles/intro';
import '../components/tb-fault-switch';
import '../components/tb-figure';

/** What the simulated devices are doing, and the switches that break them. */
@customElement('tb-simulator-page')
export class TbSimulatorPage extends TbElement {
  static override styles = [
    BASE,
    CARD,
    INTRO,
    css`
      :host {
        container-type: inline-size;
      }
      .cards {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
      @container (min-width: 44rem) {
        .cards {
          grid-template-columns: 1fr 1fr;
        }
        .wide {
          grid-column: 1 / -1;
        }
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--tb-space-3) var(--tb-space-6);
        margin-block-start: var(--tb-space-3);
      }
      dt {
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      dd {
        font-size: var(--tb-text-lead);
        font-weight: 500;
      }
      .faults {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr));
        gap: 0 var(--tb-space-6);
      }
      h3 {
        margin-block: var(--tb-space-5) var(--tb-space-2);
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .faults li {
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
    `,
  ];

  private readonly simulation = new SelectController(this, ({ view }) => view?.simulation, 'events');

  override render() {
    const { simulator: t, pages } = this.text;
    const simulation = this.simulation.value;
    return html`
      <h1 tabindex="-1">${pages.simulator}</h1>
      <p class="intro quiet">${simulation ? t.intro : t.absent}</p>
      ${simulation ? this.cards(simulation) : ''}
    `;
  }

  private cards({ chemistry, cells, gx, faults }: SimulationView) {
    const { simulator: t } = this.text;
    const f = this.format;
    const state = gx.timedOut ? 'timedOut' : gx.charging ? 'charging' : gx.discharging ? 'discharging' : 'resting';
    return html`
      <div class="cards">
        <section class="card" aria-labelledby="pack">
          <h2 id="pack">${t.battery}</h2>
          <dl class="facts">
            <div>
              <dt>${t.chemistry}</dt>
              <dd>${chemistry.toUpperCase()}</dd>
            </div>
            <div>
              <dt>${t.cells}</dt>
              <dd>${f.count(cells)}</dd>
            </div>
          </dl>
        </section>
        <section class="card" aria-labelledby="inverter">
          <h2 id="inverter">${t.gx}: <span class="quiet">${t.gxStates[state]}</span></h2>
          <dl class="facts">
            <div>
              <dt>${t.solarCurrent}</dt>
              <dd>${f.measure('currentLimit', gx.solarCurrent)}</dd>
            </div>
            <div>
              <dt>${t.loadCurrent}</dt>
              <dd>${f.measure('currentLimit', gx.loadCurrent)}</dd>
            </div>
          </dl>
        </section>
        <section class="card wide" aria-labelledby="faults">
          <h2 id="faults">${t.faults}</h2>
          <p class="quiet">${t.faultsHelp}</p>
          ${FAULT_GROUPS.map((group) => {
            const members = faults.filter(({ name }) => faultGroupOf(name) === group);
            if (members.length === 0) return nothing;
            return html`
              <h3 id=${group}>${t.faultGroups[group]}</h3>
              <ul class="faults" aria-labelledby=${group}>
                ${repeat(
                  members,
                  ({ name }) => name,
                  ({ name, active }) => html`<li><tb-fault-switch name=${name} ?active=${active}></tb-fault-switch></li>`,
                )}
              </ul>
            `;
          })}
        </section>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-simulator-page': TbSimulatorPage;
  }
}

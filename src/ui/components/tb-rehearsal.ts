import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RehearsalAnswer } from '../../bridge/charge-contract';
import type { ChargeSettings } from '../../control/owner';
import type { DayPlan, DayResult, DaySeries } from '../../rehearsal/day';
import type { PhaseKind } from '../../control/limits';
import type { Quantity } from '../format/format';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import { TABLE } from '../styles/table';
import { KEY } from '../styles/diagram';
import './tb-day-chart';

const INSTALLATIONS = ['off-grid', 'ess', 'ess-feed-in'] as const satisfies readonly DayPlan['installation'][];
/** [%] */
const STATES_OF_CHARGE = [10, 35, 60, 85] as const;
const AHEAD = [0, 1, 3] as const;
const CHARTS: readonly { readonly series: DaySeries; readonly quantity: Quantity; readonly leastSpan: number }[] = [
  { series: 'highestCell', quantity: 'cellVoltage', leastSpan: 0.1 },
  { series: 'cvl', quantity: 'voltageLimit', leastSpan: 1 },
  { series: 'ccl', quantity: 'currentLimit', leastSpan: 5 },
  { series: 'stateOfCharge', quantity: 'wholePercent', leastSpan: 10 },
];
const PHASES: readonly PhaseKind[] = ['bulk', 'absorption', 'transition', 'float-approach', 'float', 'fixed'];
const START_HOUR = 6;

/** The same simulated day with the active and with the wished parameters, side by side. */
@customElement('tb-rehearsal')
export class TbRehearsal extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    TABLE,
    KEY,
    css`
      .plan {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr));
        gap: var(--tb-space-3) var(--tb-space-4);
        align-items: end;
        margin-block: var(--tb-space-3);
      }
      .plan label {
        margin-block-end: var(--tb-space-1);
        font-size: var(--tb-text-small);
      }
      progress {
        inline-size: 100%;
        accent-color: var(--tb-accent);
      }
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
        gap: 0 var(--tb-space-5);
        margin-block: var(--tb-space-3);
      }
      .key:first-child {
        margin-inline-start: 0;
      }
      th,
      td {
        white-space: normal;
      }
    `,
  ];

  @property({ attribute: false }) wishes!: ChargeSettings;

  @state() private plan: DayPlan = { installation: 'ess-feed-in', stateOfCharge: 35, ahead: 1 };
  @state() private answer: RehearsalAnswer | undefined;
  @state() private state: 'idle' | 'running' | 'cancelled' = 'idle';

  private readonly share = new SelectController(this, ({ view }) => view?.rehearsal);

  override render() {
    const { trial: t } = this.text.chargePage;
    const f = this.format;
    const { installation, stateOfCharge, ahead } = this.plan;
    const running = this.state === 'running';
    return html`
      <h3>${t.day}</h3>
      <p class="small quiet">${t.dayHelp}</p>
      <div class="plan">
        <div>
          <label for="installation">${t.installation}</label>
          <select id="installation" ?disabled=${running} @change=${this.onInstallation}>
            ${INSTALLATIONS.map((one) => html`<option value=${one} .selected=${one === installation}>${t.installations[one]}</option>`)}
          </select>
        </div>
        <div>
          <label for="soc">${t.stateOfCharge}</label>
          <select id="soc" ?disabled=${running} @change=${(event: Event) => this.onNumber(event, 'stateOfCharge')}>
            ${STATES_OF_CHARGE.map(
              (one) => html`<option value=${one} .selected=${one === stateOfCharge}>${f.measure('wholePercent', one)}</option>`,
            )}
          </select>
        </div>
        <div>
          <label for="ahead">${t.ahead}</label>
          <select id="ahead" ?disabled=${running} @change=${(event: Event) => this.onNumber(event, 'ahead')}>
            ${AHEAD.map(
              (one) => html`<option value=${one} .selected=${one === ahead}>${t.cellAhead(f.measure('wholePercent', one))}</option>`,
            )}
          </select>
        </div>
        ${
          running
            ? html`<button @click=${() => void this.ui.charge.cancelRehearsal()}>${t.cancel}</button>`
            : html`<button class="main" @click=${this.run}>${t.run}</button>`
        }
      </div>
      ${running ? this.progress() : nothing} ${this.state === 'cancelled' ? html`<p role="status">${t.cancelled}</p>` : nothing}
      ${this.answer && !running ? this.result(this.answer) : nothing}
    `;
  }

  private progress() {
    const share = this.share.value ?? 0;
    const words = this.text.chargePage.trial.progress(this.format.measure('wholePercent', share * 100));
    return html`<progress max="1" .value=${share} aria-label=${words}></progress>
      <p class="small quiet">${words}</p>`;
  }

  private result({ active, wished }: RehearsalAnswer) {
    const { trial: t } = this.text.chargePage;
    return html`
      <p class="small"><span class="key"></span>${t.column.active} <span class="key tried"></span>${t.column.tried}</p>
      <div class="charts">
        ${CHARTS.map(
          ({ series, quantity, leastSpan }) =>
            html`<tb-day-chart
              name=${t.series[series]}
              .quantity=${quantity}
              .active=${active.series[series]}
              .tried=${wished.series[series]}
              .leastSpan=${leastSpan}
            ></tb-day-chart>`,
        )}
      </div>
      <div class="scroller" tabindex="0" role="region" aria-label=${t.day}>
        <table>
          <thead>
            <tr>
              <th scope="col"><span class="unseen">${t.day}</span></th>
              <th scope="col">${t.column.active}</th>
              <th scope="col">${t.column.tried}</th>
            </tr>
          </thead>
          <tbody>
            ${this.rows().map(
              ([name, words]) => html`
                <tr>
                  <th scope="row">${name}</th>
                  <td>${words(active)}</td>
                  <td>${words(wished)}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
      <p class="small quiet">${t.model}</p>
    `;
  }

  private rows(): readonly (readonly [string, (day: DayResult) => string])[] {
    const { trial: t } = this.text.chargePage;
    const { phases } = this.text.charge;
    const f = this.format;
    const answer = this.answer;
    const lived = PHASES.filter((phase) => (answer?.active.phases[phase] ?? 0) + (answer?.wished.phases[phase] ?? 0) > 0);
    return [
      [t.figures.peak, ({ figures }) => f.measure('cellVoltage', figures.peak)],
      [t.figures.directionChanges, ({ figures }) => f.count(figures.directionChanges)],
      [t.figures.lowestCvl, ({ figures }) => f.measure('voltageLimit', figures.lowestCvl)],
      [t.figures.charged, ({ figures }) => f.measure('charge', figures.charged)],
      [t.figures.discharged, ({ figures }) => f.measure('charge', figures.discharged)],
      [t.figures.exported, ({ figures }) => f.measure('charge', figures.exported)],
      ...lived.map((phase) => [t.inPhase(phases[phase]), (day: DayResult) => f.span(day.phases[phase] ?? 0)] as const),
      [t.figures.fullAt, ({ fullAt }) => (fullAt === undefined ? t.never : clockOf(fullAt))],
      [t.figures.tripped, ({ tripped }) => (tripped ? t.yes : t.no)],
    ];
  }

  private async run(): Promise<void> {
    this.state = 'running';
    try {
      const answer = await this.ui.charge.rehearse({ wishes: this.wishes, plan: this.plan });
      this.answer = answer ?? this.answer;
      this.state = answer ? 'idle' : 'cancelled';
    } catch (error) {
      // The worker was ended meanwhile; the page says so itself.
      console.error(error);
      this.state = 'cancelled';
    }
  }

  private onInstallation({ currentTarget }: Event): void {
    const installation = INSTALLATIONS.find((one) => currentTarget instanceof HTMLSelectElement && currentTarget.value === one);
    if (installation) this.plan = { ...this.plan, installation };
  }

  private onNumber({ currentTarget }: Event, key: 'stateOfCharge' | 'ahead'): void {
    if (currentTarget instanceof HTMLSelectElement) this.plan = { ...this.plan, [key]: Number(currentTarget.value) };
  }
}

/** Time of the simulated day, which has no zone. */
function clockOf(second: number): string {
  const minutes = Math.floor(second / 60) + START_HOUR * 60;
  return [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-rehearsal': TbRehearsal;
  }
}

import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { Mode } from '../../bridge/contract';
import { controlsBattery } from '../state/in-control';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { serialSupported } from '../state/serial-support';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import type { TbConfirm } from './tb-confirm';
import './tb-confirm';
import './tb-failure';
import './tb-waiting-list';

/** Connect and disconnect, and the switch between the simulation and real hardware. */
@customElement('tb-run-card')
export class TbRunCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      .buttons {
        margin-block-start: var(--tb-space-4);
      }
      button {
        flex: 1 1 auto;
      }
    `,
  ];

  private readonly state = new SelectController(this, ({ view }) => ({
    mode: view?.mode,
    phase: view?.phase,
    inControl: controlsBattery(view),
  }));
  private readonly outcome = new OutcomeController(this);
  @query('tb-confirm') private readonly confirm!: TbConfirm;

  override render() {
    const { mode, phase } = this.state.value;
    const { connection: t, phases } = this.text;
    if (!mode || !phase) return nothing;
    const { title, text } = phases[mode === 'replay' && phase === 'live' ? 'replaying' : phase];
    const stopped = phase === 'stopped';
    const noSerial = !serialSupported();
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${title}</h2>
        <p class="quiet">${text}</p>
        <tb-waiting-list></tb-waiting-list>
        <div class="buttons">
          ${
            stopped
              ? html`<button
                  class="main"
                  ?disabled=${this.outcome.busy || (mode === 'serial' && noSerial)}
                  @click=${() => this.start(mode)}
                >
                  ${t.connect}
                </button>`
              : html`<button ?disabled=${this.outcome.busy} @click=${() => void this.stop()}>${t.disconnect}</button>`
          }
          ${
            mode === 'simulation'
              ? html`<button class=${stopped ? '' : 'main'} ?disabled=${this.outcome.busy || noSerial} @click=${() => this.start('serial')}>
                  ${t.useSerial}
                </button>`
              : html`<button ?disabled=${this.outcome.busy} @click=${() => void this.simulate()}>${t.useSimulation}</button>`
          }
        </div>
        <tb-failure .failure=${this.outcome.failure}></tb-failure>
      </section>
      <tb-confirm></tb-confirm>
    `;
  }

  private start(mode: Mode): void {
    void this.outcome.run(() => this.ui.bridge.start(mode));
  }

  private async stop(): Promise<void> {
    if (this.state.value.inControl && !(await this.confirm.ask(this.text.connection.stopConfirm))) return;
    await this.outcome.run(() => this.ui.bridge.stop());
  }

  private async simulate(): Promise<void> {
    if (this.state.value.inControl && !(await this.confirm.ask(this.text.connection.simulateConfirm))) return;
    await this.outcome.run(() => this.ui.bridge.start('simulation'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-run-card': TbRunCard;
  }
}

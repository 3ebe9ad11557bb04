import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { OutcomeController } from '../state/outcome-controller';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import { SWITCH } from '../styles/switch';
import './tb-failure';

/** Switches one fault of the simulator's catalogue on and off. */
@customElement('tb-fault-switch')
export class TbFaultSwitch extends TbElement {
  static override styles = [
    BASE,
    SWITCH,
    css`
      label {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--tb-space-4);
        min-height: var(--tb-target);
        padding-block: var(--tb-space-1);
        cursor: pointer;
      }
      .switch {
        --tb-switch-on: var(--tb-simulated);
      }
    `,
  ];

  /** Name in the simulator's catalogue. */
  @property() name = '';
  @property({ type: Boolean }) active = false;

  private readonly outcome = new OutcomeController(this);

  override render() {
    const readable = this.text.simulator.faultNames[this.name] ?? this.name;
    return html`
      <label>
        <span>${readable}</span>
        <input
          class="switch"
          type="checkbox"
          role="switch"
          aria-checked=${this.active}
          .checked=${live(this.active)}
          @change=${() => void this.outcome.run(() => this.ui.bridge.injectFault(this.name, !this.active))}
        />
      </label>
      <tb-failure .failure=${this.outcome.failure}></tb-failure>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-fault-switch': TbFaultSwitch;
  }
}

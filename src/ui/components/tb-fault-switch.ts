import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { OutcomeController } from '../state/outcome-controller';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import './tb-failure';

/** Switches one fault of the simulator's catalogue on and off. */
@customElement('tb-fault-switch')
export class TbFaultSwitch extends TbElement {
  static override styles = [
    BASE,
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
      input {
        position: relative;
        flex: none;
        inline-size: 2.75rem;
        block-size: 1.5rem;
        margin: 0;
        border: var(--tb-line) solid var(--tb-edge);
        border-radius: 0.75rem;
        background: var(--tb-track);
        appearance: none;
        cursor: pointer;
        transition: background-color var(--tb-quick);
      }
      input::before {
        content: '';
        position: absolute;
        inset-block: 0.1875rem;
        inset-inline-start: 0.1875rem;
        inline-size: 1rem;
        border-radius: 50%;
        background: var(--tb-text);
        transition: translate var(--tb-slow);
      }
      input:checked {
        border-color: var(--tb-simulated);
        background: var(--tb-simulated);
      }
      input:checked::before {
        background: var(--tb-ground);
        translate: 1.25rem 0;
      }
      @media (forced-colors: active) {
        input::before {
          background: CanvasText;
        }
        input:checked {
          background: Highlight;
          forced-color-adjust: none;
        }
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

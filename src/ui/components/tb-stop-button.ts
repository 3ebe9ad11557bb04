import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import './tb-icon';

/** The way down: on every page while frames are being sent, one press, no question asked. */
@customElement('tb-stop-button')
export class TbStopButton extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      button {
        border-color: var(--tb-alarm);
        color: var(--tb-alarm);
        white-space: nowrap;
      }
      button:hover {
        background: var(--tb-alarm-soft);
      }
      @media (max-width: 44rem) {
        button {
          min-width: var(--tb-target);
          padding-inline: var(--tb-space-2);
        }
        span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  private readonly sending = new SelectController(this, ({ view }) => view?.operation?.level === 'live');
  private readonly outcome = new OutcomeController(this);

  override render() {
    if (!this.sending.value) return nothing;
    const { stop, stopHelp } = this.text.operation;
    return html`
      <button title=${stopHelp} @click=${() => void this.outcome.run(() => this.ui.bridge.operate('observe'))}>
        <tb-icon small name="stopped"></tb-icon><span>${stop}</span>
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-stop-button': TbStopButton;
  }
}

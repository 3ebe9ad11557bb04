import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import './tb-failure';
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
      .failure {
        position: fixed;
        inset: 4.5rem var(--tb-space-4) auto auto;
        z-index: 2;
        inline-size: min(30rem, calc(100vw - 2 * var(--tb-space-4)));
        padding: 0 var(--tb-space-4) var(--tb-space-3);
        border: 2px solid var(--tb-alarm);
        border-radius: var(--tb-radius-3);
        background: var(--tb-surface);
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

  private readonly sending = new SelectController(this, ({ view }) => view?.operation?.level === 'live' && view.mode !== 'replay');
  private readonly outcome = new OutcomeController(this);

  override render() {
    if (!this.sending.value) return nothing;
    const { stop, stopHelp } = this.text.shell;
    return html`
      <button title=${stopHelp} @click=${() => void this.outcome.run(() => this.ui.bridge.operate('observe'))}>
        <tb-icon small name="stopped"></tb-icon><span>${stop}</span>
      </button>
      ${this.outcome.failure === undefined ? nothing : html`<div class="failure"><tb-failure .failure=${this.outcome.failure}></tb-failure></div>`}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-stop-button': TbStopButton;
  }
}

import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import { spokenValues } from '../text/spoken';

/** Values change too often to be read out by themselves: who asks is told them once, in sentences. Out of sight until it has the focus. */
@customElement('tb-spoken-values')
export class TbSpokenValues extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      :host {
        position: relative;
        display: block;
        block-size: 0;
      }
      div {
        position: absolute;
        inset-block-start: 0;
        inset-inline-start: 0;
        z-index: 1;
        max-width: 44rem;
        background: var(--tb-surface);
      }
      div:not(:focus-within) {
        clip-path: inset(50%);
        pointer-events: none;
      }
      p {
        padding: var(--tb-space-3);
      }
      p:empty {
        padding: 0;
      }
    `,
  ];

  @state() private said = '';

  override render() {
    return html`
      <div>
        <button class="main" @click=${() => (this.said = spokenValues(this.ui.store.snapshot, this.text, this.format))}>
          ${this.text.spoken.read}
        </button>
        <p role="status">${this.said}</p>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-spoken-values': TbSpokenValues;
  }
}

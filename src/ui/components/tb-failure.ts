import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Fault } from '../../bridge/contract';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import './tb-state-mark';

/** What went wrong with the owner's last request here. */
@customElement('tb-failure')
export class TbFailure extends TbElement {
  static override styles = [
    BASE,
    css`
      p {
        margin-block-start: var(--tb-space-3);
      }
      tb-state-mark {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) failure: Fault | 'unreachable' | undefined;

  override render() {
    return html`<div role="alert">${this.failure === undefined ? nothing : this.sentence(this.failure)}</div>`;
  }

  private sentence(failure: Fault | 'unreachable') {
    const { title, cause, action } = failure === 'unreachable' ? this.text.bridgeSilent : this.text.faults[failure.code];
    return html`
      <p><tb-state-mark tone="warning">${this.text.connection.failed}</tb-state-mark></p>
      <p class="small">${title}. ${cause} ${action}</p>
      ${failure !== 'unreachable' && failure.detail !== '' ? html`<p class="small quiet mono">${failure.detail}</p>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-failure': TbFailure;
  }
}

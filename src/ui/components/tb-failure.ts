import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { FAULT_SECTIONS } from '../manual/places';
import type { Failure } from '../state/outcome-controller';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import type { FaultText } from '../text/keys';
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

  @property({ attribute: false }) failure: Failure | undefined;

  override render() {
    return html`<div role="alert">${this.failure === undefined ? nothing : this.sentence(this.failure)}</div>`;
  }

  private sentence(failure: Failure) {
    const { title, cause, action } = this.words(failure);
    const detail = typeof failure === 'string' ? '' : failure.detail;
    return html`
      <p><tb-state-mark tone="warning">${this.text.shell.failed}</tb-state-mark></p>
      <p class="small">${title}. ${cause} ${action}</p>
      ${detail === '' ? nothing : html`<p class="small quiet mono">${detail}</p>`}
      ${typeof failure === 'string' ? nothing : html`<tb-manual-link .section=${FAULT_SECTIONS[failure.code]}></tb-manual-link>`}
    `;
  }

  private words(failure: Failure): FaultText {
    switch (failure) {
      case 'unreachable':
        return this.text.bridgeSilent;
      case 'worker-ended':
        return this.text.watchdog.requestLost;
      case 'part-missing':
        return this.text.faults[failure];
      default:
        return this.text.faults[failure.code];
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-failure': TbFailure;
  }
}

import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Limit } from '../../control/limits';
import { TbElement } from '../state/tb-element';
import { reasonSentence } from '../text/sentences';
import { BASE, CONTROLS } from '../styles/shared';
import type { Speaking } from '../text/keys';
import './tb-figure';
import './tb-icon';

export type LimitName = 'cvl' | 'ccl' | 'dcl';

/** One limit: the value on the wire, the rule that set it, and what the other rules would allow. */
@customElement('tb-limit-row')
export class TbLimitRow extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: baseline;
        column-gap: var(--tb-space-4);
      }
      h3 {
        font-weight: 600;
      }
      h3 span {
        margin-inline-start: var(--tb-space-2);
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
        font-weight: 400;
      }
      .stopped {
        display: flex;
        align-items: center;
        gap: var(--tb-space-1);
        color: var(--tb-warning);
        font-weight: 600;
      }
      .reason {
        flex: 1 1 18rem;
        color: var(--tb-quiet);
        font-size: 0.9375rem;
      }
      p.reason {
        padding-block: var(--tb-space-3);
      }
      summary {
        flex-wrap: wrap;
        gap: 0 var(--tb-space-4);
        padding-block: var(--tb-space-1);
        list-style: none;
      }
      .others {
        display: inline-flex;
        align-items: center;
        gap: var(--tb-space-1);
      }
      ol {
        margin-block-end: var(--tb-space-3);
        padding-inline-start: var(--tb-space-4);
        border-inline-start: 2px solid var(--tb-hairline);
        font-size: var(--tb-text-small);
      }
      li {
        padding-block: var(--tb-space-1);
      }
      li strong {
        font-weight: 550;
      }
    `,
  ];

  @property() name: LimitName = 'cvl';
  /** `undefined` is drawn as unknown. */
  @property({ attribute: false }) limit: Limit | undefined;
  @property({ type: Boolean }) old = false;
  /** Whether a cell number alone says which cell is meant. */
  @property({ type: Boolean }) severalPacks = false;
  /** What the other rules would allow is open from the beginning. */
  @property({ type: Boolean }) detailed = false;

  override render() {
    const { limits: t } = this.text;
    const quantity = this.name === 'cvl' ? 'voltageLimit' : 'currentLimit';
    const { limit } = this;
    const stopped = limit?.value === 0 && this.name !== 'cvl';
    return html`
      <div class="row">
        <h3>${this.name.toUpperCase()} <span>${t.names[this.name]}</span></h3>
        <tb-figure size="limit" .figure=${this.format.figure(quantity, limit?.value)} ?old=${this.old}></tb-figure>
      </div>
      ${stopped ? html`<p class="stopped"><tb-icon small name="stopped"></tb-icon>${this.name === 'ccl' ? t.chargingStopped : t.dischargingStopped}</p>` : nothing}
      ${limit ? this.reasons(limit, quantity) : nothing}
    `;
  }

  /** The winning rule as a sentence; behind it, what the others would allow. */
  private reasons({ reason, others }: Limit, quantity: 'voltageLimit' | 'currentLimit') {
    const { limits: t } = this.text;
    const speaking: Speaking = { format: this.format, severalPacks: this.severalPacks };
    if (others.length === 0) return html`<p class="reason">${reasonSentence(this.text, reason, speaking)}</p>`;
    return html`
      <details ?open=${this.detailed}>
        <summary>
          <span class="reason">${reasonSentence(this.text, reason, speaking)}</span>
          <span class="others">${t.otherRules(this.format.count(others.length))}<tb-icon small name="open"></tb-icon></span>
        </summary>
        <ol>
          ${others.map(
            (other) =>
              html`<li>
                <strong>${this.format.measure(quantity, other.value)}</strong>
                <span class="quiet">— ${reasonSentence(this.text, other.reason, speaking)}</span>
              </li>`,
          )}
        </ol>
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-limit-row': TbLimitRow;
  }
}

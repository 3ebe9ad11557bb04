import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ChargeView } from '../../bridge/contract';
import type { PhaseReport } from '../../control/limits';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import type { Speaking } from '../text/keys';
import { phaseSentence, waitText } from '../text/sentences';
import './tb-icon';

/** Where the charge is, why it came there, and what has to happen next. */
@customElement('tb-charge-note')
export class TbChargeNote extends TbElement {
  static override styles = [
    BASE,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 var(--tb-space-4);
      }
      h3 {
        font-weight: 600;
      }
      .state,
      .why,
      .trim,
      .next,
      ul {
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .held {
        display: inline-flex;
        align-items: center;
        gap: var(--tb-space-1);
        color: var(--tb-warning);
        font-weight: 550;
      }
      .why {
        font-size: 0.9375rem;
      }
      .next {
        margin-block-start: var(--tb-space-2);
      }
      ul {
        display: grid;
        gap: var(--tb-space-1);
        margin-block: var(--tb-space-1);
      }
      li {
        display: flex;
        gap: var(--tb-space-2);
      }
      li span {
        flex: 1;
      }
      li em {
        font-style: normal;
        white-space: nowrap;
      }
      li.met {
        color: var(--tb-text);
      }
      .old {
        color: var(--tb-old);
      }
    `,
  ];

  @property({ attribute: false }) charge: ChargeView | undefined;
  /** The measurements behind it are recent; without them nobody knows what is met. */
  @property({ type: Boolean }) measured = false;
  @property({ type: Boolean }) old = false;
  /** Whether a cell number alone says which cell is meant. */
  @property({ type: Boolean }) severalPacks = false;

  override render() {
    if (!this.charge) return nothing;
    const { phase, state, chemistry, trim } = this.charge;
    const { charge: t } = this.text;
    const speaking: Speaking = { format: this.format, severalPacks: this.severalPacks };
    const held = state === 'IMBALANCE_HOLD';
    return html`
      <section class=${this.old ? 'old' : ''} aria-label=${t.title}>
        <div class="head">
          <h3>${t.phases[phase.kind]}</h3>
          <p class=${held ? 'state held' : 'state'}>
            ${held ? html`<tb-icon small name="warning"></tb-icon>` : nothing}${chemistry} ·
            ${state}${this.measured ? ` · ${t.states[state]}` : nothing}
          </p>
        </div>
        <p class="why">${phaseSentence(this.text, phase, speaking)}</p>
        ${this.measured && trim > 0 ? html`<p class="trim">${t.trim(this.format.measure('voltage', trim))}</p>` : nothing}
        ${this.measured && phase.waitsFor.length > 0 ? this.waits(phase, speaking) : nothing}
      </section>
    `;
  }

  private waits({ kind, waitsFor }: PhaseReport, speaking: Speaking) {
    const { charge: t } = this.text;
    return html`
      <p class="next" id="next">${t.waitsFor[kind]}</p>
      <ul aria-labelledby="next">
        ${waitsFor.map(
          (wait) =>
            html`<li class=${wait.met ? 'met' : ''}>
              <tb-icon small name=${wait.met ? 'check' : 'idle'}></tb-icon>
              <span>${waitText(this.text, wait, speaking)}</span>
              <em>${wait.met ? t.met : t.notMet}</em>
            </li>`,
        )}
      </ul>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-charge-note': TbChargeNote;
  }
}

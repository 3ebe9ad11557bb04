import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Failure } from '../state/outcome-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import './tb-failure';

/**
 * What is about to change, which rules it would break, and what can be done with it. Sentences are given.
 * @fires tb-try
 * @fires tb-apply
 * @fires tb-discard
 */
@customElement('tb-draft')
export class TbDraft extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      .card {
        border-color: var(--tb-accent);
        box-shadow: 0 -0.25rem 1rem oklch(0.1 0.01 250 / 25%);
      }
      .body {
        max-height: 30vh;
        overflow-y: auto;
      }
      .head {
        margin-block-end: var(--tb-space-2);
      }
      .changes {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--tb-space-4);
        font-variant-numeric: tabular-nums;
      }
      .broken {
        color: var(--tb-alarm);
        font-weight: 550;
      }
      .broken li,
      .verdict {
        margin-block-start: var(--tb-space-1);
      }
      .buttons {
        justify-content: end;
        margin-block-start: var(--tb-space-3);
      }
    `,
  ];

  @property({ attribute: false }) changes: readonly string[] = [];
  @property({ attribute: false }) broken: readonly string[] = [];
  /** No field is wrong and no rule broken, as far as can be known. */
  @property({ type: Boolean }) ready = false;
  /** A battery is known, so that rules can be checked. */
  @property({ type: Boolean }) known = false;
  @property({ type: Boolean }) busy = false;
  /** It can run beside what acts now, before it is applied. */
  @property({ type: Boolean }) triable = false;
  @property({ attribute: false }) failure: Failure | undefined;

  override render() {
    const { draft: t } = this.text.chargePage;
    const { changes, broken, ready, known, busy } = this;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">${t.title}</h2></div>
        <div class="body">
          <ul class="changes small">
            ${changes.map((change) => html`<li>${change}</li>`)}
          </ul>
          ${known ? nothing : html`<p class="verdict small quiet">${t.waiting}</p>`}
          ${
            broken.length > 0
              ? html`<ul class="broken small" role="status">
                  ${broken.map((sentence) => html`<li>${sentence}</li>`)}
                </ul>`
              : nothing
          }
          ${known && ready ? html`<p class="verdict small quiet" role="status">${t.ready}</p>` : nothing}
          <tb-failure .failure=${this.failure}></tb-failure>
        </div>
        <div class="buttons">
          <button ?disabled=${busy} @click=${() => this.tell('tb-discard')}>${t.discard}</button>
          ${this.triable ? html`<button ?disabled=${busy || !ready} @click=${() => this.tell('tb-try')}>${t.tryFirst}</button>` : nothing}
          <button class="main" ?disabled=${busy || !ready} @click=${() => this.tell('tb-apply')}>${t.apply}</button>
        </div>
      </section>
    `;
  }

  private tell(name: 'tb-try' | 'tb-apply' | 'tb-discard'): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-draft': TbDraft;
  }
}

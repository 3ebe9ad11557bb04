import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SettingView } from '../../../bridge/workshop-contract';
import type { FullLimits, Review } from '../../../workshop/review';
import { settingWords } from '../../format/setting-format';
import { TbElement } from '../../state/tb-element';
import { BASE, CONTROLS } from '../../styles/shared';
import { TABLE } from '../../styles/table';
import { TEXT_FIELD } from '../../styles/field';
import { findingText } from '../../text/workshop-sentences';
import { differenceRows } from './difference-rows';
import '../tb-icon';
import '../tb-state-mark';

/** Everything that is about to be written, and the owner's agreement. @fires write */
@customElement('tb-review-dialog')
export class TbReviewDialog extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    TABLE,
    TEXT_FIELD,
    css`
      dialog {
        width: min(44rem, calc(100vw - 2 * var(--tb-space-4)));
        max-height: calc(100dvh - 2 * var(--tb-space-4));
        padding: var(--tb-space-5);
        border: var(--tb-line) solid var(--tb-edge);
        border-radius: var(--tb-radius-3);
        background: var(--tb-surface);
        color: var(--tb-text);
        overflow: auto;
      }
      dialog::backdrop {
        background: oklch(0.1 0.01 250 / 60%);
      }
      h2 {
        margin-block-end: var(--tb-space-3);
        font-size: var(--tb-text-lead);
      }
      section {
        margin-block-start: var(--tb-space-4);
      }
      .then {
        font-weight: 600;
      }
      .list {
        display: grid;
        gap: var(--tb-space-1);
      }
      label {
        margin-block-end: var(--tb-space-1);
      }
      .word {
        width: min(14rem, 100%);
      }
      .buttons {
        justify-content: end;
        margin-block-start: var(--tb-space-5);
      }
      tb-state-mark {
        align-items: start;
      }
    `,
  ];

  @property({ attribute: false }) review: Review | undefined;
  @property({ attribute: false }) settings: readonly SettingView[] = [];

  @state() private typed = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  async open(): Promise<void> {
    this.typed = '';
    await this.updateComplete;
    this.dialog.showModal();
  }

  override render() {
    const { review: t } = this.text.workshop;
    const { review } = this;
    return html`
      <dialog aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        ${review ? (review.differences.length > 0 ? this.content(review) : html`<p>${t.nothing}</p>`) : nothing}
        <div class="buttons">
          <button @click=${() => this.dialog.close()}>${t.cancel}</button>
          ${
            review && review.differences.length > 0
              ? html`<button class="main" ?disabled=${!this.agreed(review)} @click=${() => this.write()}>
                  ${t.write(review.differences.length, this.format.count(review.differences.length))}
                </button>`
              : nothing
          }
        </div>
      </dialog>
    `;
  }

  private content(review: Review) {
    const { review: t } = this.text.workshop;
    const words = settingWords(this.settings, this.text, this.format);
    const { differences, problems, plan, limits, restarts } = review;
    return html`
      <div class="scroller">
        <table>
          <thead>
            <tr>
              <th scope="col">${t.setting}</th>
              <th scope="col">${t.now}</th>
              <th scope="col">${t.then}</th>
            </tr>
          </thead>
          <tbody>
            ${differenceRows(differences, words)}
          </tbody>
        </table>
      </div>
      ${
        problems.length === 0
          ? nothing
          : html`<section class="list">
              ${problems.map(
                ({ severity, finding }) =>
                  html`<tb-state-mark tone=${severity === 'forbidden' ? 'alarm' : 'warning'}
                    >${findingText(this.text, finding, words)}</tb-state-mark
                  >`,
              )}
            </section>`
      }
      ${
        limits
          ? html`<section>
              <h3>${t.limitsTitle}</h3>
              <p>${this.limits(limits.before)} → <span class="then">${this.limits(limits.after)}</span></p>
            </section>`
          : nothing
      }
      <section class="small quiet">
        <p>${t.order} ${plan.steps.some(({ detour }) => detour) ? t.detour : nothing}</p>
        <p>${t.notice} ${restarts ? t.restarts : nothing}</p>
      </section>
      ${review.ready ? nothing : html`<section><tb-state-mark tone="alarm">${t.blocked}</tb-state-mark></section>`}
      ${
        review.ready && review.typed
          ? html`<section>
              <label for="word">${t.typeWord(t.word)}</label>
              <input
                id="word"
                class="word"
                autocomplete="off"
                autocapitalize="characters"
                .value=${this.typed}
                @input=${(event: Event) => (this.typed = (event.currentTarget as HTMLInputElement).value)}
              />
            </section>`
          : nothing
      }
    `;
  }

  private limits(limits: FullLimits | undefined): string {
    if (!limits) return this.text.workshop.review.noLimits;
    const f = this.format;
    const { cvl, ccl, dcl } = limits;
    return `CVL ${f.measure('voltageLimit', cvl)}, CCL ${f.measure('currentLimit', ccl)}, DCL ${f.measure('currentLimit', dcl)}`;
  }

  private agreed(review: Review): boolean {
    if (!review.ready) return false;
    return !review.typed || this.typed.trim().toLocaleUpperCase() === this.text.workshop.review.word;
  }

  private write(): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('write'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-review-dialog': TbReviewDialog;
  }
}

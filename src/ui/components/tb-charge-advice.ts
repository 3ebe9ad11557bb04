import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD } from '../styles/shared';
import { adviceText } from '../text/charge-page';
import './tb-icon';

/** Conflicts between the parameters, the BMS and what a GX does, each with a way out. */
@customElement('tb-charge-advice')
export class TbChargeAdvice extends TbElement {
  static override styles = [
    BASE,
    CARD,
    css`
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 var(--tb-space-3);
        padding-block: var(--tb-space-3);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      li > :not(tb-icon) {
        grid-column: 2;
        max-width: 70ch;
      }
      tb-icon {
        grid-row: 1 / span 3;
        color: var(--tb-quiet);
      }
      .warning tb-icon {
        color: var(--tb-warning);
      }
      .action {
        margin-block-start: var(--tb-space-1);
      }
    `,
  ];

  private readonly advice = new SelectController(this, ({ view }) => view?.parameters?.advice);

  override render() {
    const { advice: t } = this.text.chargePage;
    const advice = this.advice.value;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">${t.title}</h2></div>
        ${advice === undefined ? html`<p class="quiet">${t.unknown}</p>` : nothing}
        ${advice?.length === 0 ? html`<p class="quiet">${t.none}</p>` : nothing}
        ${
          advice && advice.length > 0
            ? html`<ul>
                ${advice.map((one) => {
                  const { title, text, action } = adviceText(this.text, one, this.format);
                  return html`
                    <li class=${one.weight}>
                      <tb-icon small name=${one.weight === 'warning' ? 'warning' : 'about'}></tb-icon>
                      <h3><span class="unseen">${t.weights[one.weight]}: </span>${title}</h3>
                      <p class="quiet">${text}</p>
                      <p class="action">${action}</p>
                    </li>
                  `;
                })}
              </ul>`
            : nothing
        }
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-charge-advice': TbChargeAdvice;
  }
}

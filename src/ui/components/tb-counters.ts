import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TbElement } from '../state/tb-element';
import { FACTS } from '../styles/facts';
import { BASE, CARD } from '../styles/shared';

export interface Counter {
  readonly name: string;
  readonly value: string;
  /** More than none of it is worth a look. */
  readonly notable?: boolean;
}

/** What one link has counted since it was opened. */
@customElement('tb-counters')
export class TbCounters extends TbElement {
  static override styles = [
    BASE,
    CARD,
    FACTS,
    css`
      h2 {
        margin-block-end: var(--tb-space-3);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
        gap: 0 var(--tb-space-6);
      }
      .notable dd {
        color: var(--tb-warning);
        font-weight: 650;
      }
    `,
  ];

  /** Title of the card. */
  @property() heading = '';
  @property({ attribute: false }) counters: readonly Counter[] = [];

  override render() {
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${this.heading}</h2>
        ${
          this.counters.length === 0
            ? html`<p class="quiet">${this.text.wire.noCounters}</p>`
            : html`<dl>
                ${this.counters.map(
                  ({ name, value, notable }) =>
                    html`<div class=${notable ? 'notable' : ''}>
                      <dt>${name}</dt>
                      <dd>${value}</dd>
                    </div>`,
                )}
              </dl>`
        }
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-counters': TbCounters;
  }
}

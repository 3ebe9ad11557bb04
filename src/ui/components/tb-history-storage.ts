import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HistoryStorage } from '../../bridge/history-contract';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { TABLE } from '../styles/table';
import { FOLDED } from '../styles/folded';
import './tb-icon';

/** What the history keeps, what it costs and how long it lasts. */
@customElement('tb-history-storage')
export class TbHistoryStorage extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TABLE,
    FOLDED,
    css`
      p {
        margin-block: var(--tb-space-2);
      }
      td {
        white-space: nowrap;
      }
      @media (max-width: 44rem) {
        table {
          font-size: var(--tb-text-small);
        }
        th,
        td {
          padding-inline: var(--tb-space-2);
        }
      }
      .warning {
        color: var(--tb-warning);
      }
    `,
  ];

  @property({ attribute: false }) storage: HistoryStorage | undefined;

  private readonly storing = new SelectController(this, ({ view }) => view?.configuration.storage.enabled);

  override render() {
    const { storage: t } = this.text.history;
    const { storage } = this;
    if (!storage) return nothing;
    const state = this.storing.value === false ? 'off' : storage.state;
    const f = this.format;
    return html`
      <section class="card folded">
        <details ?open=${state === 'memory'}>
          <summary><tb-icon small name="open"></tb-icon>${t.title}</summary>
          <p class=${state === 'memory' ? 'warning' : 'quiet'}>${t.states[state]}</p>
          <div class="scroller" tabindex="0" role="region" aria-label=${t.title}>
            <table>
              <thead>
                <tr>
                  ${[t.tier, t.oldest, t.size, t.perDay, t.kept].map((name) => html`<th scope="col">${name}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${storage.tiers.map(
                  (tier) => html`
                    <tr>
                      <th scope="row">${t.tiers[tier.tier]}</th>
                      <td>${tier.oldest === undefined ? '—' : f.short(tier.oldest)}</td>
                      <td>${f.bytes(tier.bytes)}</td>
                      <td>${f.bytes(tier.bytesPerDay)}</td>
                      <td>${t.days(f.count(Math.round(tier.boughtDays)))}</td>
                    </tr>
                  `,
                )}
              </tbody>
            </table>
          </div>
          ${storage.damaged > 0 ? html`<p class="warning">${t.damaged(f.count(storage.damaged))}</p>` : nothing}
          ${
            storage.usage === undefined || storage.quota === undefined
              ? nothing
              : html`<p class="quiet small">${t.used(f.bytes(storage.usage), f.bytes(storage.quota))}</p>`
          }
          ${storage.persisted === undefined ? nothing : html`<p class="quiet small">${t.persisted[storage.persisted ? 'yes' : 'no']}</p>`}
        </details>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-history-storage': TbHistoryStorage;
  }
}

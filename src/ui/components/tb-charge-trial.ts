import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { UNKNOWN } from '../format/format';
import { freshnessAt } from '../state/bridge-store';
import { isShown } from '../state/freshness';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { TABLE } from '../styles/table';
import { reasonSentence } from '../text/sentences';
import './tb-rehearsal';

const LIMITS = [
  { name: 'cvl', quantity: 'voltageLimit' },
  { name: 'ccl', quantity: 'currentLimit' },
  { name: 'dcl', quantity: 'currentLimit' },
] as const;

/**
 * Changes that run beside the active parameters: what they would allow now, and over a simulated day.
 * @fires tb-end-trial
 */
@customElement('tb-charge-trial')
export class TbChargeTrial extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TABLE,
    css`
      .card {
        border-color: var(--tb-simulated);
      }
      h3 {
        margin-block-start: var(--tb-space-3);
        font-weight: 600;
      }
      th:last-child {
        text-align: start;
      }
      .tried {
        color: var(--tb-text);
        font-weight: 600;
      }
      td:last-child {
        min-inline-size: 14rem;
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
        text-align: start;
      }
      tb-rehearsal {
        margin-block-start: var(--tb-space-5);
      }
    `,
  ];

  private readonly state = new SelectController(
    this,
    (snapshot) => {
      const { view } = snapshot;
      const shown = isShown(freshnessAt(snapshot, view?.batteryAt));
      return {
        wishes: view?.trial?.wishes,
        tried: shown ? view?.trial : undefined,
        active: shown ? { limits: view?.limits, charge: view?.charge } : undefined,
        severalPacks: (view?.packs.length ?? 0) > 1,
      };
    },
    'figures',
  );

  override render() {
    const { trial: t } = this.text.chargePage;
    const { wishes, tried, active, severalPacks } = this.state.value;
    if (!wishes) return html``;
    const f = this.format;
    const { phases } = this.text.charge;
    const phase = (kind: keyof typeof phases | undefined) => (kind ? phases[kind] : UNKNOWN);
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">${t.title}</h2>
          <button @click=${() => this.dispatchEvent(new CustomEvent('tb-end-trial', { bubbles: true, composed: true }))}>${t.end}</button>
        </div>
        <p class="quiet">${t.help}</p>
        <h3>${t.beside}</h3>
        ${
          tried?.limits
            ? html`<div class="scroller" tabindex="0" role="region" aria-label=${t.beside}>
                <table>
                  <thead>
                    <tr>
                      ${[t.column.limit, t.column.active, t.column.tried, t.column.reason].map((name) => html`<th scope="col">${name}</th>`)}
                    </tr>
                  </thead>
                  <tbody>
                    ${LIMITS.map(({ name, quantity }) => {
                      const limit = tried.limits?.[name];
                      return html`
                        <tr>
                          <th scope="row">${name.toUpperCase()}</th>
                          <td>${f.measure(quantity, active?.limits?.[name].value)}</td>
                          <td class="tried">${f.measure(quantity, limit?.value)}</td>
                          <td>${limit ? reasonSentence(this.text, limit.reason, { format: f, severalPacks }) : UNKNOWN}</td>
                        </tr>
                      `;
                    })}
                    <tr>
                      <th scope="row">${t.phase}</th>
                      <td>${phase(active?.charge?.phase.kind)}</td>
                      <td class="tried">${phase(tried.charge?.phase.kind)}</td>
                      <td></td>
                    </tr>
                  </tbody>
                </table>
              </div>`
            : html`<p class="quiet">${t.besideUnknown}</p>`
        }
        <tb-rehearsal .wishes=${wishes}></tb-rehearsal>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-charge-trial': TbChargeTrial;
  }
}

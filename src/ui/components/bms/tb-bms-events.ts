import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { KeptEvent } from '../../../bridge/workshop-contract';
import type { Tone } from '../../state/chain';
import { LatestController } from '../../state/latest-controller';
import { TbElement } from '../../state/tb-element';
import { BASE, CARD } from '../../styles/shared';
import { TABLE } from '../../styles/table';
import '../tb-state-mark';

const TONES: Readonly<Record<KeptEvent['class'], Tone>> = { fault: 'alarm', warning: 'warning', information: 'idle', unknown: 'idle' };
const MOST = 300;

/** What the BMS has written down: what still holds, and everything else that was ever seen. */
@customElement('tb-bms-events')
export class TbBmsEvents extends TbElement {
  static override styles = [
    BASE,
    CARD,
    TABLE,
    css`
      :host {
        display: grid;
        gap: var(--tb-space-4);
      }
      h2 {
        margin-block-end: var(--tb-space-2);
      }
      th,
      td {
        text-align: start;
        vertical-align: top;
      }
      td:first-child {
        white-space: nowrap;
      }
      tb-state-mark {
        align-items: start;
      }
      @media (max-width: 36rem) {
        tr {
          display: grid;
          padding-block: var(--tb-space-2);
          border-block-end: var(--tb-line) solid var(--tb-hairline);
        }
        td {
          padding: 0;
          border: 0;
        }
        thead {
          display: none;
        }
      }
    `,
  ];

  /** Changes when events may have been added. */
  @property({ type: Number }) version = 0;
  /** The BMS that they are of. */
  @property() device = '';

  private readonly events = new LatestController<readonly KeptEvent[]>(this);

  override render() {
    const { events: t } = this.text.workshop;
    this.events.ask(this.device, `${this.version}`, () => this.ui.workshop.events());
    const all = this.events.answer ?? [];
    const holding = all.filter(({ holds }) => holds);
    return html`
      <section class="card" aria-labelledby="holding">
        <h2 id="holding">${t.holdingTitle}</h2>
        ${holding.length === 0 ? html`<p><tb-state-mark tone="ok">${t.nothingHolds}</tb-state-mark></p>` : this.table(holding)}
      </section>
      <section class="card" aria-labelledby="all">
        <h2 id="all">${t.allTitle(this.format.count(all.length))}</h2>
        <p class="small quiet">${t.help}</p>
        ${all.length === 0 ? html`<p>${t.none}</p>` : this.table(all.slice(0, MOST))}
      </section>
    `;
  }

  private table(events: readonly KeptEvent[]) {
    const { events: t } = this.text.workshop;
    return html`
      <table>
        <thead>
          <tr>
            <th scope="col">${t.when}</th>
            <th scope="col">${t.what}</th>
            <th scope="col">${t.todo}</th>
          </tr>
        </thead>
        <tbody>
          ${events.map(
            ({ at, key, code, class: kind }) =>
              html`<tr>
                <td class="quiet">${this.format.moment(at)}</td>
                <td>
                  <tb-state-mark tone=${TONES[kind]}>${key ? t.names[key] : t.unknown(code)}</tb-state-mark>
                  <span class="small quiet">${t.classes[kind]}</span>
                </td>
                <td class="small">${(key && t.remedies[key]) ?? nothing}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-bms-events': TbBmsEvents;
  }
}

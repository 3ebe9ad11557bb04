import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import './tb-icon';

/** What the bridge still waits for before it sends; nothing while it does not wait. */
@customElement('tb-waiting-list')
export class TbWaitingList extends TbElement {
  static override styles = [
    BASE,
    css`
      ul {
        margin-block-start: var(--tb-space-3);
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--tb-space-2);
      }
      tb-icon {
        color: var(--tb-quiet);
      }
    `,
  ];

  private readonly waitingFor = new SelectController(this, ({ view }) => (view?.phase === 'waiting' ? view.waitingFor : []));

  override render() {
    if (this.waitingFor.value.length === 0) return nothing;
    return html`
      <ul aria-label=${this.text.overview.waitingTitle}>
        ${this.waitingFor.value.map((what) => html`<li><tb-icon small name="busy"></tb-icon>${this.text.waitingFor[what]}</li>`)}
      </ul>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-waiting-list': TbWaitingList;
  }
}

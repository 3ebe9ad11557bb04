import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PinUse } from '../../../workshop/pins';
import { TbElement } from '../../state/tb-element';
import { BASE } from '../../styles/shared';
import '../tb-state-mark';

/** Which function each pin of the BMS serves. */
@customElement('tb-pin-map')
export class TbPinMap extends TbElement {
  static override styles = [
    BASE,
    css`
      :host {
        display: block;
        margin-block-start: var(--tb-space-3);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
        gap: var(--tb-space-1) var(--tb-space-4);
        margin: var(--tb-space-2) 0 0;
      }
      dl > div {
        display: grid;
        grid-template-columns: 3.75rem 1fr;
        gap: var(--tb-space-2);
        padding-block: var(--tb-space-1);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      dd {
        margin: 0;
      }
    `,
  ];

  @property({ attribute: false }) pins: readonly PinUse[] = [];

  override render() {
    const { guides: t } = this.text.workshop;
    if (this.pins.length === 0) return nothing;
    return html`
      <p class="small quiet" id="title">${t.pins}</p>
      <dl class="small" aria-labelledby="title">
        ${this.pins.map(
          (use) =>
            html`<div>
              <dt class="mono">${use.pin.toUpperCase()}</dt>
              <dd>${this.functions(use)}</dd>
            </div>`,
        )}
      </dl>
    `;
  }

  private functions({ functions }: PinUse) {
    const { guides: t, settings } = this.text.workshop;
    if (functions.length === 0) return html`<span class="quiet">${t.freePin}</span>`;
    const names = functions.map((id) => settings[id].name).join(', ');
    return functions.length === 1 ? names : html`<tb-state-mark tone="alarm">${names}</tb-state-mark>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-pin-map': TbPinMap;
  }
}

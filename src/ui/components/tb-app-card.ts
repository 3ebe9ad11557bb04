import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { AppState } from '../app/installed-app';
import { AppController } from '../state/app-controller';
import type { Tone } from '../state/chain';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import './tb-state-mark';

const TONES: Readonly<Record<AppState['offline'], Tone>> = { preparing: 'busy', ready: 'ok', unavailable: 'warning' };

/** Whether the page is stored for use without a network, and how it is installed. */
@customElement('tb-app-card')
export class TbAppCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      h2 {
        margin-block-end: var(--tb-space-3);
      }
      .install {
        margin-block: var(--tb-space-4);
      }
      button {
        margin-block-end: var(--tb-space-2);
      }
      li {
        padding-block: var(--tb-space-1);
      }
    `,
  ];

  private readonly app = new AppController(this);

  override render() {
    const { app: t } = this.text;
    const { offline } = this.app.state;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        <p role="status"><tb-state-mark tone=${TONES[offline]}>${t.offline[offline]}</tb-state-mark></p>
        <div class="install">${this.install()}</div>
        <button @click=${() => void this.ui.app.check()}>${t.check}</button>
      </section>
    `;
  }

  private install() {
    const { app: t } = this.text;
    switch (this.app.state.install) {
      case 'installed':
        return html`<p>${t.installed}</p>`;
      case 'offered':
        return html`<button class="main" @click=${() => void this.ui.app.install()}>${t.install}</button>
          <p class="small quiet">${t.installHelp}</p>`;
      case 'not-offered':
        return html`<h3>${t.install}</h3>
          <ul class="small quiet">
            ${t.byHand.map((text) => html`<li>${text}</li>`)}
          </ul>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-app-card': TbAppCard;
  }
}

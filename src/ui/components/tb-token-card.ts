import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import type { TbConfirm } from './tb-confirm';
import './tb-confirm';

/** The token that changes need: hidden until it is wanted, to copy and to renew. */
@customElement('tb-token-card')
export class TbTokenCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      h2 {
        margin-block-end: var(--tb-space-2);
      }
      .token {
        margin-block: var(--tb-space-3);
        overflow-wrap: anywhere;
      }
      .buttons {
        gap: var(--tb-space-2);
      }
      [role='status'] {
        margin-block-start: var(--tb-space-2);
      }
    `,
  ];

  @state() private shown = false;
  @state() private copying: 'copied' | 'notCopied' | undefined;
  @query('tb-confirm') private readonly confirm!: TbConfirm;

  override render() {
    const { token: t } = this.text.interfaces;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        <p class="small quiet">${t.text}</p>
        <p class="token mono">${this.shown ? this.ui.token.value : '••••••••••••••••'}</p>
        <div class="buttons">
          <button aria-pressed=${this.shown ? 'true' : 'false'} @click=${() => (this.shown = !this.shown)}>
            ${this.shown ? t.hide : t.show}
          </button>
          <button @click=${() => void this.copy()}>${t.copy}</button>
          <button @click=${() => void this.renew()}>${t.renew}</button>
        </div>
        <p role="status" class="small">${this.copying ? t[this.copying] : nothing}</p>
      </section>
      <tb-confirm></tb-confirm>
    `;
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.ui.token.value);
      this.copying = 'copied';
    } catch {
      this.copying = 'notCopied';
    }
  }

  private async renew(): Promise<void> {
    if (!(await this.confirm.ask(this.text.interfaces.token.renewConfirm))) return;
    this.ui.token.renew();
    this.copying = undefined;
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-token-card': TbTokenCard;
  }
}

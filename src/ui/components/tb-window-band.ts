import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import './tb-failure';
import './tb-icon';

/** Says on every page that another window sends, or that none does any more. */
@customElement('tb-window-band')
export class TbWindowBand extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-1) var(--tb-space-3);
        padding: var(--tb-space-2) var(--tb-space-5);
        border-block-end: 2px solid var(--tb-accent);
        background: var(--tb-raised);
      }
      section.gone {
        border-color: var(--tb-warning);
        background: var(--tb-warning-soft);
      }
      strong {
        font-weight: 650;
      }
      button {
        margin-inline-start: auto;
      }
      @media (max-width: 44rem) {
        section {
          padding-inline: var(--tb-space-4);
        }
      }
    `,
  ];

  private readonly own = new SelectController(this, ({ view }) => view?.window);
  private readonly outcome = new OutcomeController(this);

  override render() {
    const own = this.own.value;
    const { windows: t } = this.text;
    if (own?.role === 'display') {
      const sender = this.format.count(own.sender);
      return html`
        <section aria-label=${t.title} class=${own.silent ? 'gone' : ''}>
          <strong>${own.silent ? t.silent(sender) : t.display(sender)}</strong><span class="small quiet">${t.displayHelp}</span>
        </section>
      `;
    }
    if (own?.role !== 'vacant') return nothing;
    return html`
      <section aria-label=${t.title} class="gone">
        <strong>${t.vacant}</strong><span class="small">${t.vacantHelp}</span>
        <button class="main" ?disabled=${this.outcome.busy} @click=${() => void this.takeOver()}>${t.takeOver}</button>
        <tb-failure .failure=${this.outcome.failure}></tb-failure>
      </section>
    `;
  }

  private takeOver(): Promise<void> {
    return this.outcome.run(() => this.ui.bridge.start('serial'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-window-band': TbWindowBand;
  }
}

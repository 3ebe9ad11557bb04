import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { BASE, CONTROLS } from '../styles/shared';

export interface Tab {
  readonly id: string;
  readonly name: string;
}

/** Another tab was chosen: its id. */
export type TabEvent = CustomEvent<string>;

/**
 * Tabs by the ARIA pattern; the panel of the chosen one is what stands inside the element.
 * @fires tb-tab
 */
@customElement('tb-tabs')
export class TbTabs extends LitElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      [role='tablist'] {
        display: flex;
        flex-wrap: wrap;
        gap: var(--tb-space-1);
        margin-block-end: var(--tb-space-4);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
      }
      @media print {
        [role='tablist'] {
          display: none;
        }
      }
      [role='tab'] {
        padding-inline: var(--tb-space-3);
        border: 0;
        border-block-end: 2px solid transparent;
        border-radius: 0;
        color: var(--tb-quiet);
      }
      [role='tab'][aria-selected='true'] {
        border-block-end-color: var(--tb-accent);
        color: var(--tb-text);
      }
      /* There a transparent line is as black as any other. */
      @media (forced-colors: active) {
        [role='tab']:not([aria-selected='true']) {
          border-block-end-color: Canvas;
        }
      }
    `,
  ];

  @property({ attribute: false }) tabs: readonly Tab[] = [];
  @property() chosen = '';
  /** Name of the whole for screen readers. */
  @property() label = '';

  override render() {
    return html`
      <div role="tablist" aria-label=${this.label} @keydown=${this.onKey}>
        ${this.tabs.map(
          ({ id, name }) =>
            html`<button
              role="tab"
              id="tab-${id}"
              aria-selected=${id === this.chosen}
              aria-controls="panel"
              tabindex=${id === this.chosen ? 0 : -1}
              @click=${() => this.choose(id)}
            >
              ${name}
            </button>`,
        )}
      </div>
      <div role="tabpanel" id="panel" aria-labelledby="tab-${this.chosen}"><slot></slot></div>
    `;
  }

  private choose(id: string): void {
    this.dispatchEvent(new CustomEvent<string>('tb-tab', { detail: id }));
  }

  private onKey(event: KeyboardEvent): void {
    const at = this.tabs.findIndex(({ id }) => id === this.chosen);
    const { length } = this.tabs;
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: length - 1 }[event.key];
    const tab = next === undefined ? undefined : this.tabs[(next + length) % length];
    if (!tab) return;
    event.preventDefault();
    this.choose(tab.id);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${tab.id}`)?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-tabs': TbTabs;
  }
}

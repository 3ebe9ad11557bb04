import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type Page, hashOf, pagesOf } from '../state/route';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import './tb-icon';

/** The pages: a rail beside the content, or a bar below it on a narrow screen. */
@customElement('tb-navigation')
export class TbNavigation extends TbElement {
  static override styles = [
    BASE,
    css`
      ul {
        display: flex;
        flex-direction: column;
        gap: var(--tb-space-1);
      }
      a {
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        gap: var(--tb-space-1);
        min-height: 4.25rem;
        padding: var(--tb-space-2) var(--tb-space-1);
        border-radius: var(--tb-radius-2);
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
        font-weight: 500;
        line-height: 1.2;
        text-align: center;
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      a:hover {
        color: var(--tb-text);
      }
      a[aria-current] {
        background: var(--tb-raised);
        color: var(--tb-text);
        font-weight: 600;
      }
      @media (max-width: 44rem) {
        ul {
          flex-direction: row;
          gap: 0;
        }
        li {
          flex: 1 1 0;
          min-width: 0;
        }
        a {
          min-height: 3.75rem;
          border-radius: 0;
          font-size: 0.75rem;
        }
        a[aria-current] {
          background: none;
          box-shadow: inset 0 2px 0 var(--tb-accent);
        }
      }
      @media (forced-colors: active) {
        a[aria-current] {
          outline: 2px solid;
          outline-offset: -4px;
        }
      }
    `,
  ];

  @property() page: Page = 'overview';

  private readonly pages = new SelectController(this, ({ view }) => pagesOf(view?.mode));

  override render() {
    return html`
      <nav aria-label=${this.text.shell.navigation}>
        <ul>
          ${this.pages.value.map((page) => this.entry(page))}
        </ul>
      </nav>
    `;
  }

  private entry(page: Page) {
    return html`
      <li>
        <a href=${hashOf(page)} aria-current=${page === this.page ? 'page' : nothing} data-page=${page}>
          <tb-icon name=${page}></tb-icon>
          ${this.text.pages[page]}
        </a>
      </li>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-navigation': TbNavigation;
  }
}

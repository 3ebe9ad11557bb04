import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { callsOf } from '../state/alarms';
import { type Page, hashOf, mainPageOf, pagesOf } from '../state/route';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import './tb-icon';

/** Pages that stand in the bar of a narrow screen; the others are behind "More". */
const IN_BAR = 4;

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
      a,
      button {
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
        line-height: 1.2;
        text-align: center;
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      button {
        border: 0;
        background: none;
        font: inherit;
        cursor: pointer;
      }
      a:hover,
      button:hover {
        color: var(--tb-text);
      }
      a[aria-current] {
        background: var(--tb-raised);
        color: var(--tb-text);
        font-weight: 600;
      }
      .sign {
        position: relative;
        display: inline-flex;
      }
      .count {
        position: absolute;
        inset: -0.375rem auto auto 60%;
        min-width: 1.25rem;
        padding-inline: 0.25rem;
        border-radius: 0.625rem;
        background: var(--tb-alarm);
        color: var(--tb-surface);
        font-size: 0.75rem;
        font-weight: 700;
        line-height: 1.25rem;
      }
      .more,
      [popover] {
        display: none;
      }
      @media (max-width: 44rem) {
        nav > ul {
          flex-direction: row;
          gap: 0;
        }
        nav > ul > li {
          flex: 1 1 0;
          min-width: 0;
        }
        nav > ul > li.rest {
          display: none;
        }
        nav > ul > li.more {
          display: block;
        }
        nav > ul > li > :is(a, button) {
          width: 100%;
          min-height: 3.75rem;
          border-radius: 0;
          font-size: 0.75rem;
        }
        nav > ul > li > :is(a[aria-current], button[aria-current]) {
          background: none;
          box-shadow: inset 0 2px 0 var(--tb-accent);
        }
        [popover]:popover-open {
          display: block;
          position: fixed;
          inset: auto var(--tb-space-2) calc(4.25rem + env(safe-area-inset-bottom)) auto;
          width: min(16rem, calc(100vw - 2 * var(--tb-space-2)));
          max-height: calc(100dvh - 9rem);
          margin: 0;
          padding: var(--tb-space-2);
          overflow-y: auto;
          border: var(--tb-line) solid var(--tb-edge);
          border-radius: var(--tb-radius-3);
          background: var(--tb-surface);
        }
        [popover] a {
          flex-direction: row;
          justify-content: start;
          gap: var(--tb-space-3);
          min-height: var(--tb-target);
          padding-inline: var(--tb-space-3);
          font-size: var(--tb-text-body);
          text-align: start;
        }
      }
      /* All of them on a laptop without scrolling. */
      @media (min-width: 44.01rem) and (max-height: 62rem) {
        nav > ul > li > :is(a, button) {
          min-height: 3.5rem;
          padding-block: var(--tb-space-1);
        }
      }
      /* And on a tablet lying on its side. */
      @media (min-width: 44.01rem) and (max-height: 50rem) {
        nav > ul {
          gap: 0;
        }
        nav > ul > li > :is(a, button) {
          gap: 0;
          min-height: 3rem;
          padding-block: 2px;
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

  private readonly pages = new SelectController(this, ({ view }) => pagesOf(view?.mode).filter((page) => mainPageOf(page) === page));

  private readonly calls = new SelectController(this, (snapshot) => callsOf(snapshot).length);

  override render() {
    const pages = this.pages.value;
    const rest = pages.slice(IN_BAR);
    const restIsShown = rest.includes(mainPageOf(this.page));
    return html`
      <nav aria-label=${this.text.shell.navigation}>
        <ul>
          ${pages.map((page, at) => html`<li class=${at < IN_BAR ? '' : 'rest'}>${this.link(page)}</li>`)}
          <li class="more">
            <button popovertarget="rest" aria-current=${restIsShown ? 'true' : nothing}>
              <tb-icon name="more"></tb-icon>
              ${this.text.shell.morePages}
            </button>
          </li>
        </ul>
        <ul id="rest" popover="auto">
          ${rest.map((page) => html`<li>${this.link(page)}</li>`)}
        </ul>
      </nav>
    `;
  }

  private link(page: Page) {
    const calls = this.calls.value;
    return html`
      <a href=${hashOf(page)} aria-current=${page === mainPageOf(this.page) ? 'page' : nothing} data-page=${page} @click=${this.close}>
        <span class="sign">
          <tb-icon name=${page}></tb-icon>
          ${page === 'alarms' && calls > 0 ? html`<span class="count">${this.format.count(calls)}</span>` : nothing}
        </span>
        ${this.text.pages[page]}
      </a>
    `;
  }

  private readonly close = (): void => {
    this.renderRoot.querySelector<HTMLElement>('#rest')?.hidePopover();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-navigation': TbNavigation;
  }
}

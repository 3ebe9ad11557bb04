import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ManualBody } from '../manual/blocks';
import { LOAD_MANUAL } from '../manual/load';
import { blocksOf } from '../manual/render';
import { searchManual } from '../manual/search';
import { CHAPTERS, chapterOf, SECTIONS, sectionNamed, type Chapter, type Section } from '../manual/sections';
import { MANUAL } from '../manual/styles';
import { PlaceController } from '../state/place-controller';
import type { Language } from '../state/preferences';
import { hashOf, hashOfPlace } from '../state/route';
import { TbElement } from '../state/tb-element';
import { FIELD } from '../styles/field';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import '../components/tb-icon';

/** The manual: its contents and a search, or one section with the way to its neighbours. */
@customElement('tb-manual-page')
export class TbManualPage extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    FIELD,
    MANUAL,
    css`
      :host {
        container-type: inline-size;
      }
      .intro {
        margin-block: var(--tb-space-1) var(--tb-space-4);
      }
      .search {
        max-width: 28rem;
        margin-block-end: var(--tb-space-4);
      }
      .search input {
        text-align: start;
      }
      .chapters {
        columns: 20rem;
        column-gap: var(--tb-space-4);
        max-width: 76rem;
      }
      .chapters .card {
        margin-block-end: var(--tb-space-4);
        break-inside: avoid;
      }
      nav li a,
      .hits a {
        display: flex;
        flex-direction: column;
        justify-content: center;
        min-height: var(--tb-target);
        padding: var(--tb-space-1) var(--tb-space-3);
        border-radius: var(--tb-radius-2);
        color: inherit;
        text-decoration: none;
      }
      nav li a:hover,
      .hits a:hover {
        background: var(--tb-raised);
      }
      nav li a[aria-current] {
        background: var(--tb-raised);
        font-weight: 600;
      }
      .card li a {
        margin-inline: calc(-1 * var(--tb-space-3));
      }
      .hits {
        max-width: 52rem;
      }
      .hits strong {
        font-weight: 550;
      }
      .reading {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-5);
      }
      .aside {
        display: none;
      }
      .back {
        margin-block: var(--tb-space-2) var(--tb-space-4);
      }
      article h2 {
        margin-block-start: 0;
        font-size: 1.25rem;
        scroll-margin-block-start: 5rem;
      }
      article h2:focus {
        outline: none;
      }
      .way {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: var(--tb-space-2) var(--tb-space-4);
        margin-block-start: var(--tb-space-5);
        padding-block-start: var(--tb-space-3);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: var(--tb-space-2);
        margin-block-start: var(--tb-space-4);
      }
      .earlier tb-icon {
        rotate: 180deg;
      }
      @container (min-width: 56rem) {
        .reading {
          grid-template-columns: 17rem minmax(0, 1fr);
        }
        .aside {
          display: block;
          position: sticky;
          inset-block-start: 5rem;
          align-self: start;
          max-block-size: calc(100dvh - 6rem);
          overflow-y: auto;
          font-size: var(--tb-text-small);
        }
        .aside h2 {
          margin-block: var(--tb-space-3) 0;
          padding-inline: var(--tb-space-3);
          color: var(--tb-quiet);
          font-size: var(--tb-text-small);
        }
        .aside a {
          min-height: 2.25rem;
        }
        .back {
          display: none;
        }
      }
      @media print {
        .aside,
        .way,
        .tools,
        .back,
        .intro,
        .search,
        .chapters,
        .hits,
        h1 {
          display: none;
        }
        .reading {
          display: block;
        }
        .whole article + article {
          margin-block-start: var(--tb-space-6);
        }
      }
    `,
  ];

  @state() private body: { readonly language: Language; readonly manual: ManualBody } | undefined;
  @state() private query = '';
  /** Every section at once, for the printer. */
  @state() private whole = false;
  private readonly place = new PlaceController(this);
  private loading: { readonly language: Language; readonly done: Promise<void> } | undefined;
  private shown: Section | undefined;

  override willUpdate(): void {
    const { language } = this.ui.preferences;
    if (this.body?.language === language || this.loading?.language === language) return;
    const done = LOAD_MANUAL[language]().then((manual) => {
      if (this.ui.preferences.language === language) this.body = { language, manual };
    });
    this.loading = { language, done };
  }

  override render() {
    const { manual: t, pages } = this.text;
    const body = this.body?.manual;
    const section = sectionNamed(this.place.place);
    return html`
      <h1 tabindex="-1">${pages.manual}</h1>
      ${body === undefined ? html`<p class="quiet" role="status">${t.loading}</p>` : section ? this.reading(section, body) : this.index(body)}
    `;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const section = this.body && sectionNamed(this.place.place);
    // From one section to the next; coming from another page, the frame has already put the focus where reading begins.
    if (this.shown !== undefined && section !== undefined && section !== this.shown) {
      window.scrollTo(0, 0);
      this.renderRoot.querySelector<HTMLElement>('article h2')?.focus({ preventScroll: true });
    }
    if (section !== this.shown) this.followInContents();
    this.shown = section;
  }

  /** The contents beside a section are longer than the screen: what is read stays in sight. */
  private followInContents(): void {
    const contents = this.renderRoot.querySelector('.aside');
    const current = contents?.querySelector('[aria-current]');
    if (!contents || !current) return;
    contents.scrollTop += current.getBoundingClientRect().top - contents.getBoundingClientRect().top - contents.clientHeight / 2;
  }

  override async getUpdateComplete(): Promise<boolean> {
    const complete = await super.getUpdateComplete();
    if (!this.loading) return complete;
    await this.loading.done;
    return super.getUpdateComplete();
  }

  private index(body: ManualBody) {
    const { manual: t } = this.text;
    return html`
      <p class="intro quiet">${t.intro}</p>
      <div class="search" role="search">
        <label for="search">${t.search}</label>
        <input id="search" type="search" autocomplete="off" .value=${this.query} @input=${this.onQuery} />
      </div>
      ${this.query.trim() === '' ? this.contents() : this.hits(body)}
      <div class="tools">
        <button @click=${() => void this.printAll()}><tb-icon small name="print"></tb-icon>${t.printAll}</button>
      </div>
      ${this.whole ? this.everything(body) : nothing}
    `;
  }

  private contents() {
    const { manual: t } = this.text;
    return html`<nav class="chapters" aria-label=${t.contents}>
      ${chapterNames().map(
        (chapter) => html`
          <section class="card" aria-labelledby="chapter-${chapter}">
            <h2 id="chapter-${chapter}">${t.chapters[chapter]}</h2>
            <ul>
              ${CHAPTERS[chapter].map((section) => html`<li><a href=${hashOfPlace('manual', section)}>${t.titles[section]}</a></li>`)}
            </ul>
          </section>
        `,
      )}
    </nav>`;
  }

  private hits(body: ManualBody) {
    const { manual: t } = this.text;
    const hits = searchManual(this.query, body, t.titles);
    return html`
      <p role="status" class="quiet">${hits.length === 0 ? t.nothingFound : t.found(this.format.count(hits.length))}</p>
      <ul class="hits">
        ${hits.map(
          ({ section, excerpt }) =>
            html`<li>
              <a href=${hashOfPlace('manual', section)}>
                <strong>${t.titles[section]}</strong>
                ${excerpt === undefined ? nothing : html`<span class="small quiet">${excerpt}</span>`}
              </a>
            </li>`,
        )}
      </ul>
    `;
  }

  private reading(section: Section, body: ManualBody) {
    const { manual: t } = this.text;
    return html`
      <a class="back button" href=${hashOf('manual')}>${t.contents}</a>
      <div class="reading">
        <nav class="aside" aria-label=${t.contents}>
          <a href=${hashOf('manual')}>${t.contents}</a>
          ${chapterNames().map(
            (chapter) => html`
              <h2>${t.chapters[chapter]}</h2>
              <ul>
                ${CHAPTERS[chapter].map(
                  (other) =>
                    html`<li>
                      <a href=${hashOfPlace('manual', other)} aria-current=${other === section ? 'page' : nothing}>${t.titles[other]}</a>
                    </li>`,
                )}
              </ul>
            `,
          )}
        </nav>
        <div>${this.article(section, body)} ${this.way(section)}</div>
      </div>
    `;
  }

  private article(section: Section, body: ManualBody) {
    const { manual: t } = this.text;
    return html`
      <article aria-labelledby="section-${section}">
        <p class="small quiet">${t.chapters[chapterOf(section)]}</p>
        <h2 id="section-${section}" tabindex="-1">${t.titles[section]}</h2>
        ${blocksOf(body.sections[section], body, t)}
      </article>
    `;
  }

  private way(section: Section) {
    const { manual: t } = this.text;
    const at = SECTIONS.indexOf(section);
    const earlier = SECTIONS[at - 1];
    const later = SECTIONS[at + 1];
    return html`
      <div class="way">
        ${
          earlier === undefined
            ? html`<span></span>`
            : html`<a class="button earlier" href=${hashOfPlace('manual', earlier)}
                ><tb-icon small name="open"></tb-icon><span class="unseen">${t.earlier}: </span>${t.titles[earlier]}</a
              >`
        }
        ${
          later === undefined
            ? nothing
            : html`<a class="button" href=${hashOfPlace('manual', later)}
                ><span class="unseen">${t.later}: </span>${t.titles[later]}<tb-icon small name="open"></tb-icon
              ></a>`
        }
      </div>
      <div class="tools">
        <button @click=${() => window.print()}><tb-icon small name="print"></tb-icon>${t.print}</button>
      </div>
    `;
  }

  private everything(body: ManualBody) {
    return html`<div class="whole">${SECTIONS.map((section) => this.article(section, body))}</div>`;
  }

  private readonly onQuery = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof HTMLInputElement) this.query = currentTarget.value;
  };

  private async printAll(): Promise<void> {
    this.whole = true;
    await this.updateComplete;
    window.print();
    this.whole = false;
  }
}

function chapterNames(): readonly Chapter[] {
  return Object.keys(CHAPTERS) as Chapter[];
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-manual-page': TbManualPage;
  }
}

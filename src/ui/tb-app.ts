import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { SelectController } from './state/select-controller';
import { PAGE_PARTS } from './pages/registry';
import { callsOf } from './state/alarms';
import { appMark, showMark } from './state/app-mark';
import { type Page, pageOf, pagesOf, isWall } from './state/route';
import { TbElement } from './state/tb-element';
import { BASE, CONTROLS } from './styles/shared';
import { AGAIN_MS, untilLoaded } from './state/until-loaded';
import { whenIdle } from './state/when-idle';
import { loadAllTexts } from './text/texts';
import './components/tb-chain';
import './components/tb-display-menu';
import './components/tb-navigation';
import './components/tb-notices';
import './components/tb-simulation-band';
import './components/tb-stop-button';

const RARE = {
  wall: { load: () => import('./components/tb-wall'), render: () => html`<tb-wall></tb-wall>` },
  'replay-band': { load: () => import('./components/tb-replay-band'), render: () => html`<tb-replay-band></tb-replay-band>` },
  'window-band': { load: () => import('./components/tb-window-band'), render: () => html`<tb-window-band></tb-window-band>` },
  'file-band': { load: () => import('./components/tb-file-band'), render: () => html`<tb-file-band></tb-file-band>` },
  'update-band': { load: () => import('./components/tb-update-band'), render: () => html`<tb-update-band></tb-update-band>` },
  'drop-zone': { load: () => import('./components/tb-drop-zone'), render: () => html`<tb-drop-zone></tb-drop-zone>` },
};
type Rare = keyof typeof RARE;

/** The frame around every page: chain of links, banners, navigation. */
@customElement('tb-app')
export class TbApp extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      :host {
        display: grid;
        /* The rail stands beside the bands: what is pressed must not move when a message comes. */
        grid-template: 'top top' auto 'rail bands' auto 'rail main' 1fr / 6.5rem minmax(0, 1fr);
        min-height: 100dvh;
      }
      header {
        grid-area: top;
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto auto auto;
        align-items: center;
        gap: var(--tb-space-4);
        min-height: 4rem;
        padding: var(--tb-space-1) var(--tb-space-4);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
        background: var(--tb-surface);
      }
      .product {
        padding-inline: var(--tb-space-2) var(--tb-space-4);
        font-weight: 650;
        letter-spacing: -0.01em;
      }
      tb-chain {
        width: 100%;
        max-width: 58rem;
        justify-self: center;
      }
      .clock {
        color: var(--tb-quiet);
      }
      :host([wall]) {
        display: flex;
        flex-direction: column;
        min-block-size: 100dvh;
        padding: 0;
      }
      .bands {
        grid-area: bands;
      }
      tb-navigation {
        grid-area: rail;
        position: sticky;
        inset-block-start: 4.125rem;
        align-self: start;
        max-block-size: calc(100dvh - 4.125rem);
        overflow-y: auto;
        padding: var(--tb-space-3) var(--tb-space-2);
      }
      main {
        grid-area: main;
        width: 100%;
        max-width: 92rem;
        padding: var(--tb-space-4) var(--tb-space-5) var(--tb-space-6) var(--tb-space-2);
        scroll-margin-block-start: 5rem;
        /* The chain above changes often: what is down here is then not painted again. */
        isolation: isolate;
      }
      /* What is empty must not be seen to move when a band comes. */
      main:empty {
        display: none;
      }
      main:focus {
        outline: none;
      }
      .skip {
        position: fixed;
        inset-block-start: var(--tb-space-2);
        inset-inline-start: var(--tb-space-2);
        z-index: 2;
        background: var(--tb-accent);
        color: var(--tb-on-accent);
      }
      .skip:not(:focus) {
        clip-path: inset(50%);
        pointer-events: none;
      }
      @media (max-width: 64rem) {
        .product,
        .clock {
          display: none;
        }
        header {
          grid-template-columns: minmax(0, 1fr) auto auto;
          gap: var(--tb-space-2);
        }
      }
      @media (max-width: 44rem) {
        :host {
          grid-template: 'top' auto 'bands' auto 'main' 1fr / minmax(0, 1fr);
          padding-block-end: 4rem;
        }
        header {
          padding-inline: var(--tb-space-2);
          gap: var(--tb-space-1);
        }
        main {
          padding: var(--tb-space-4);
        }
        tb-navigation {
          position: fixed;
          inset: auto 0 0;
          z-index: 1;
          overflow: visible;
          padding: 0 0 env(safe-area-inset-bottom);
          border-block-start: var(--tb-line) solid var(--tb-hairline);
          background: var(--tb-surface);
        }
      }
      @media print {
        :host {
          display: block;
        }
        header,
        tb-navigation,
        .bands > :not(tb-simulation-band, tb-replay-band),
        .skip {
          display: none;
        }
        main {
          max-width: none;
          padding: 0;
        }
      }
    `,
  ];

  @state() private page: Page = pageOf(location.hash);
  /** The first picture stands: what nobody misses in it may come. */
  @state() private drawn = false;
  @property({ type: Boolean, reflect: true }) wall = isWall(location.hash);

  private readonly loaded = new Set<Page | Rare>();
  /** Asked for, or not to be asked for again yet. */
  private readonly coming = new Set<Page | Rare>();
  private readonly missing = new Set<Page | Rare>();
  private loading: Promise<void> | undefined;
  private endFile: (() => void) | undefined;

  // Title and icons are looked at while the page is not.
  private readonly state = new SelectController(
    this,
    ({ view, worker }) => ({
      starting: worker === 'starting',
      mode: view?.mode,
      role: view?.window.role,
      minute: view && Math.floor(view.wallTime / 60_000),
    }),
    'unseen',
  );

  private readonly device = new SelectController(this, ({ view }) => view?.configuration.names.device, 'unseen');
  private readonly calls = new SelectController(this, (snapshot) => callsOf(snapshot).length, 'unseen');
  private readonly mark = new SelectController(this, appMark, 'unseen');

  private readonly onHash = (): void => {
    this.page = pageOf(location.hash);
    this.wall = isWall(location.hash);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.endFile = this.ui.file.subscribe(() => this.requestUpdate());
    window.addEventListener('hashchange', this.onHash);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.endFile?.();
    window.removeEventListener('hashchange', this.onHash);
  }

  override render() {
    const { shell, productName } = this.text;
    const { mode, role, minute } = this.state.value;
    const page = this.shownPage();
    const bands = html`
      <div class="bands">
        ${mode === 'simulation' ? html`<tb-simulation-band></tb-simulation-band>` : nothing}
        ${mode === 'replay' ? this.rare('replay-band') : nothing}
        ${role === 'display' || role === 'vacant' ? this.rare('window-band') : nothing}
        <tb-notices .page=${this.wall ? undefined : page}></tb-notices>
        ${this.drawn ? this.rare('update-band') : nothing} ${this.ui.file.bundle ? this.rare('file-band') : nothing}
        ${this.drawn ? this.rare('drop-zone') : nothing}
      </div>
    `;
    if (this.wall) return html`${bands}${this.rare('wall')}`;
    return html`
      <button class="skip" @click=${() => this.renderRoot.querySelector('main')?.focus()}>${shell.skip}</button>
      <header>
        <span class="product">${this.device.value || productName}</span>
        <tb-chain></tb-chain>
        <span class="clock">${minute === undefined ? nothing : this.format.clock(minute * 60_000)}</span>
        <tb-stop-button></tb-stop-button>
        <tb-display-menu></tb-display-menu>
      </header>
      ${bands}
      <tb-navigation page=${page}></tb-navigation>
      <main tabindex="-1">${this.content(page)}</main>
    `;
  }

  override firstUpdated(): void {
    this.loading = Promise.all([this.loading, whenIdle()]).then(() => {
      this.drawn = true;
      // Messages lead to the manual by it.
      void untilLoaded(async () => {
        await loadAllTexts(this.ui.preferences.language);
        return import('./components/tb-manual-link');
      });
    });
  }

  override updated(changed: PropertyValues): void {
    const { pages, productName, simulation } = this.text;
    const mark = this.mark.value;
    const { marks } = this.text.shell;
    const unreal = this.state.value.mode === 'replay' ? marks.replay : simulation.word;
    const word = mark === 'idle' ? [] : [mark === 'simulated' ? unreal : marks[mark]];
    const calls = this.calls.value;
    document.title = (calls > 0 ? `(${calls}) ` : '') + [...word, pages[this.shownPage()], this.device.value || productName].join(' · ');
    showMark(mark);
    // The icon of the installed app; browsers without one, and private windows, refuse.
    void navigator.setAppBadge?.(calls).catch(() => undefined);
    // A new page is announced and read from its start; the first one keeps the browser's own focus.
    if (changed.has('page') && changed.get('page') !== undefined) {
      window.scrollTo(0, 0);
      this.renderRoot.querySelector('main')?.focus({ preventScroll: true });
    }
  }

  private shownPage(): Page {
    return pagesOf(this.state.value.mode).includes(this.page) ? this.page : 'overview';
  }

  private content(page: Page) {
    if (!this.loaded.has(page)) {
      this.bring(page, PAGE_PARTS[page].load, page !== 'overview');
      return this.missing.has(page) ? this.lacking(page) : nothing;
    }
    // Nothing of the bridge is known yet, and a band may come with it.
    if (page === 'overview' && this.state.value.starting) return nothing;
    return html`${page === 'overview' ? html`<h1 class="unseen">${this.text.pages.overview}</h1>` : nothing} ${PAGE_PARTS[page].render()}`;
  }

  /** Parts of the frame that are seldom there, or of no use before it is drawn. */
  private rare(name: Rare) {
    if (this.loaded.has(name)) return RARE[name].render();
    this.bring(name, RARE[name].load, true);
    return nothing;
  }

  /** @param speaks what is drawn needs more words than the overview */
  private bring(name: Page | Rare, load: () => Promise<unknown>, speaks: boolean): void {
    if (this.coming.has(name)) return;
    this.coming.add(name);
    // Words first: elements of the frame wake up with the code that comes.
    const loaded = speaks ? loadAllTexts(this.ui.preferences.language).then(load) : load();
    const done = loaded.then(
      () => void this.loaded.add(name),
      (error: unknown) => this.lack(name, error),
    );
    this.loading = Promise.all([this.loading, done]).then(() => this.requestUpdate());
  }

  /** Asked for again after a while, should it still be wanted. */
  private lack(name: Page | Rare, error: unknown): void {
    console.error(`${name} could not be loaded`, error);
    this.missing.add(name);
    setTimeout(() => {
      this.coming.delete(name);
      this.requestUpdate();
    }, AGAIN_MS);
  }

  private lacking(page: Page) {
    const { title, cause, action } = this.text.faults['part-missing'];
    return html`<div role="alert">
      <h1>${this.text.pages[page]}</h1>
      <p><strong>${title}</strong></p>
      <p>${cause} ${action}</p>
    </div>`;
  }

  /** Drawn when the page that is shown has been loaded and drawn. */
  override async getUpdateComplete(): Promise<boolean> {
    let complete = await super.getUpdateComplete();
    while (this.loading) {
      const waitedFor = this.loading;
      await waitedFor;
      if (waitedFor === this.loading) this.loading = undefined;
      complete = await super.getUpdateComplete();
    }
    return complete;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-app': TbApp;
  }
}

/** What the browser does with this page as an app. */
export interface AppState {
  /** `ready`: the page starts without a network. `unavailable`: this browser, or this address, keeps nothing. */
  readonly offline: 'preparing' | 'ready' | 'unavailable';
  /** A new version is stored and waits for the owner. */
  readonly update: boolean;
  /** The newest version did not start, and this is the one before. */
  readonly wentBack: boolean;
  /** `offered`: the browser would install it; `installed`: it runs in a window of its own. */
  readonly install: 'not-offered' | 'offered' | 'installed';
}

/** What this window does with real hardware. */
export type Work = 'sending' | 'holding-ports' | 'none';

/** Why a new version must wait. */
export type UpdateRefusal = 'live' | 'other-window';

/** What the browser itself does; replaced in tests. */
export interface AppBrowser {
  /** Begins to keep the page. Rejects where that is impossible. */
  register(events: { readonly ready: () => void; readonly waiting: () => void; readonly wentBack: () => void }): Promise<KeptPage>;
  readonly standalone: boolean;
  /** A window of this app holds the serial ports. */
  portsAreHeld(): Promise<boolean>;
}

export interface KeptPage {
  /** Looks whether there is a new version. */
  check(): Promise<void>;
  /** Lets the waiting version take over, and loads the page again. */
  apply(): void;
  /** Tells that this page works: the newest version is proven by it, or this is the one before. */
  started(): void;
  /** Loads the newest version once more. */
  tryAgain(): void;
}

/** The event by which Chromium offers to install the page. */
export interface InstallOffer extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** Keeps the page for use without a network, tells of new versions, and passes on the browser's offer to install it. */
export class InstalledApp {
  private current: AppState;
  private kept: KeptPage | undefined;
  private works = false;
  private offer: InstallOffer | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly browser: AppBrowser) {
    this.current = { offline: 'preparing', update: false, wentBack: false, install: browser.standalone ? 'installed' : 'not-offered' };
  }

  get state(): AppState {
    return this.current;
  }

  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async start(): Promise<void> {
    try {
      this.kept = await this.browser.register({
        ready: () => this.change({ offline: 'ready' }),
        waiting: () => this.change({ update: true }),
        wentBack: () => this.change({ wentBack: true }),
      });
      if (this.works) this.kept.started();
    } catch {
      this.change({ offline: 'unavailable' });
    }
  }

  /** Without a network there is no new version, and that is no fault. */
  async check(): Promise<void> {
    await this.kept?.check().catch(() => undefined);
  }

  /** The page is drawn, and its worker answers. */
  started(): void {
    if (this.works) return;
    this.works = true;
    this.kept?.started();
  }

  /** Takes the new version, unless frames are on their way to a GX. The page is loaded again; so is every other window. */
  async update(work: Work): Promise<UpdateRefusal | undefined> {
    const refusal = await this.refusal(work);
    if (!refusal) this.kept?.apply();
    return refusal;
  }

  /** Tries the version again that did not start, under the same conditions. */
  async tryAgain(work: Work): Promise<UpdateRefusal | undefined> {
    const refusal = await this.refusal(work);
    if (!refusal) this.kept?.tryAgain();
    return refusal;
  }

  private async refusal(work: Work): Promise<UpdateRefusal | undefined> {
    if (work === 'sending') return 'live';
    return work === 'none' && (await this.browser.portsAreHeld()) ? 'other-window' : undefined;
  }

  offered(offer: InstallOffer): void {
    this.offer = offer;
    this.change({ install: 'offered' });
  }

  installed(): void {
    this.offer = undefined;
    this.change({ install: 'installed' });
  }

  /** Asks the browser to install; only from a click. An offer can be taken up once. */
  async install(): Promise<void> {
    const { offer } = this;
    this.offer = undefined;
    const outcome = await offer?.prompt();
    this.change({ install: outcome?.outcome === 'accepted' ? 'installed' : 'not-offered' });
  }

  private change(change: Partial<AppState>): void {
    this.current = { ...this.current, ...change };
    for (const listener of this.listeners) listener();
  }
}

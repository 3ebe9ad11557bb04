import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { diagnosticsText, type BrowserStorage } from '../export/diagnostics';
import { LatestController } from '../state/latest-controller';
import { portAccess } from '../state/serial-support';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { FOLDED } from '../styles/folded';
import './tb-icon';

async function browserStorage(): Promise<BrowserStorage> {
  const [{ usage, quota }, persisted] = await Promise.all([navigator.storage.estimate(), navigator.storage.persisted()]);
  return { usage, quota, persisted };
}

/** How much the browser stores, and what somebody who helps asks first, as a text to copy. */
@customElement('tb-diagnostics-card')
export class TbDiagnosticsCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    FOLDED,
    css`
      h2 {
        margin-block-end: var(--tb-space-3);
      }
      p + p,
      button,
      details {
        margin-block-start: var(--tb-space-3);
      }
      pre {
        font-size: var(--tb-text-small);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  private readonly storage = new LatestController<BrowserStorage>(this);
  @state() private copying: 'copied' | 'notCopied' | undefined;
  /** As it was when it was asked for. */
  @state() private shown: string | undefined;

  override willUpdate(): void {
    this.storage.ask('storage', '', browserStorage);
  }

  override render() {
    const { diagnostics: t } = this.text.about;
    return html`
      <section class="card folded" aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        <p>${t.text}</p>
        <p class="quiet">${this.stored()}</p>
        <button @click=${() => void this.copy()}>${t.copy}</button>
        <p role="status" class="small">${this.copying ? t[this.copying] : nothing}</p>
        <details @toggle=${(event: Event) => (this.shown = (event.target as HTMLDetailsElement).open ? this.written() : undefined)}>
          <summary><tb-icon small name="open"></tb-icon>${t.show}</summary>
          <pre class="mono" tabindex="0">${this.shown}</pre>
        </details>
      </section>
    `;
  }

  private stored(): string {
    const { diagnostics: t } = this.text.about;
    const { usage, quota, persisted } = this.storage.answer ?? {};
    if (usage === undefined || quota === undefined) return t.unknown;
    return `${t.used(this.format.bytes(usage), this.format.bytes(quota))} ${persisted ? t.persistent : t.evictable}`;
  }

  private written(): string {
    const { view, now } = this.ui.store.snapshot;
    const { language } = this.format;
    const { userAgent: browser } = navigator;
    const { answer: storage } = this.storage;
    return diagnosticsText({ view, now, wallTime: Date.now(), storage, browser, language, access: portAccess(), app: this.ui.app.state });
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.written());
      this.copying = 'copied';
    } catch {
      this.copying = 'notCopied';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-diagnostics-card': TbDiagnosticsCard;
  }
}

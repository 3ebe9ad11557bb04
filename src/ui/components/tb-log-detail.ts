import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LogEntry } from '../../bridge/log-contract';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { logText } from '../text/log';

/** Everything that was written with one line of the log. */
@customElement('tb-log-detail')
export class TbLogDetail extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: var(--tb-space-1) var(--tb-space-4);
        margin-block: var(--tb-space-3);
        font-size: var(--tb-text-small);
      }
      pre {
        margin: 0 0 var(--tb-space-3);
        overflow-x: auto;
        font-size: var(--tb-text-small);
      }
      .sentence {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) entry: LogEntry | undefined;
  @state() private copied: LogEntry | undefined;

  override render() {
    const { detail: t, levels, sources } = this.text.log;
    const { entry } = this;
    if (!entry) return html`<p class="card quiet">${t.none}</p>`;
    const f = this.format;
    const rows = [
      [t.time, f.moment(entry.at)],
      [t.uptime, f.span(entry.uptime / 1000)],
      [t.level, levels[entry.level] ?? entry.level],
      [t.source, sources[entry.source] ?? entry.source],
      [t.code, entry.code],
    ];
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        <p class="sentence">${logText(entry, this.text, { format: f, severalPacks: false })}</p>
        <dl>
          ${rows.map(
            ([name, value]) =>
              html`<dt class="quiet">${name}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
        <pre class="mono" tabindex="0">${JSON.stringify(entry.data, null, 2)}</pre>
        <button @click=${() => this.copy(entry)}>${t.copy}</button>
        <span role="status" class="quiet small">${this.copied === entry ? t.copied : nothing}</span>
      </section>
    `;
  }

  private async copy(entry: LogEntry): Promise<void> {
    await navigator.clipboard.writeText(JSON.stringify(entry));
    this.copied = entry;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-log-detail': TbLogDetail;
  }
}

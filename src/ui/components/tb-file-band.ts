import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { SourceController } from '../state/opened-file';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import './tb-icon';

/** Says on every page that log and history show a file and not this bridge. */
@customElement('tb-file-band')
export class TbFileBand extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-1) var(--tb-space-3);
        padding: var(--tb-space-1) var(--tb-space-5);
        border-block-end: 2px solid var(--tb-accent);
        background: var(--tb-accent-soft);
        font-size: var(--tb-text-small);
      }
      p {
        flex: 1 1 20rem;
        overflow-wrap: anywhere;
      }
      strong {
        display: inline-flex;
        align-items: center;
        gap: var(--tb-space-2);
        font-size: var(--tb-text-body);
        font-weight: 650;
      }
      @media (max-width: 44rem) {
        div {
          padding-inline: var(--tb-space-4);
        }
      }
    `,
  ];

  private readonly source = new SourceController(this);

  override render() {
    const { file } = this.source.value;
    if (!file) return nothing;
    const { band: t } = this.text.files;
    const { kind, writtenAt, app, mode } = file.manifest;
    return html`
      <section aria-label=${t.word}>
        <div>
          <strong><tb-icon small name="log"></tb-icon>${t.word}</strong>
          <p>
            ${t.text(file.name, t.kinds[kind], this.format.moment(writtenAt), app.version)} ${mode === 'simulation' ? t.simulated : nothing}
          </p>
          <button @click=${() => this.ui.file.close()}><tb-icon small name="close"></tb-icon>${t.close}</button>
        </div>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-file-band': TbFileBand;
  }
}

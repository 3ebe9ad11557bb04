import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { FILE_SERIES } from '../bundle/series';
import { bundleName, writeSupport } from '../bundle/write-bundle';
import { FileController } from '../state/file-controller';
import { openFile } from '../state/open-file';
import { SourceController } from '../state/opened-file';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import './tb-file-progress';
import './tb-icon';

/** Writes everything that helps somebody else to help, and opens what somebody else has written. */
@customElement('tb-support-file')
export class TbSupportFile extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      p {
        max-width: 44rem;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--tb-space-3);
        margin-block-start: var(--tb-space-4);
      }
      .warning {
        margin-block-start: var(--tb-space-3);
        color: var(--tb-warning);
      }
    `,
  ];

  @query('input') private readonly input!: HTMLInputElement;

  private readonly file = new FileController(this);

  constructor() {
    super();
    // What has become of the file that was opened, here or by dropping it.
    new SourceController(this);
  }

  override render() {
    const { support: t } = this.text.files;
    const { problem } = this.ui.file;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">${t.title}</h2></div>
        <p class="quiet">${t.text}</p>
        <div class="row">
          <button ?disabled=${this.file.busy} @click=${this.save}><tb-icon small name="save"></tb-icon>${t.save}</button>
          <button @click=${() => this.input.click()}><tb-icon small name="open"></tb-icon>${t.open}</button>
          <input type="file" accept=".zip,application/zip" hidden aria-label=${t.open} @change=${this.open} />
        </div>
        <p class="warning" role="alert">${problem === undefined ? nothing : t.problems[problem]}</p>
        <tb-file-progress .progress=${this.file.progress} @tb-cancel=${() => this.file.cancel()}></tb-file-progress>
      </section>
    `;
  }

  private save(): void {
    const { history, log, traffic, store } = this.ui;
    const { view } = store.snapshot;
    const now = Date.now();
    if (!view) return;
    void this.file.save(bundleName('support', view.mode, now), (progress, signal) =>
      writeSupport({ history, log, traffic, view, series: FILE_SERIES, now, browser: navigator.userAgent }, progress, signal),
    );
  }

  private async open(): Promise<void> {
    const [chosen] = this.input.files ?? [];
    if (!chosen) return;
    await openFile(this.ui, chosen.name, chosen);
    // The same file can be chosen again.
    this.input.value = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-support-file': TbSupportFile;
  }
}

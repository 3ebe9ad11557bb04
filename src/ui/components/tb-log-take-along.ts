import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Mode } from '../../bridge/contract';
import type { LogEntry } from '../../bridge/log-contract';
import { logFileName, writeLog, type LogFormat } from '../export/log-file';
import { FileController } from '../state/file-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import './tb-file-progress';
import './tb-icon';

/** Writes the log as a file. */
@customElement('tb-log-take-along')
export class TbLogTakeAlong extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--tb-space-3);
      }
      label {
        max-width: 100%;
      }
      select {
        width: auto;
        max-width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) mode: Mode = 'serial';
  /** Which lines fit the filter of the page. */
  @property({ attribute: false }) fits: (entry: LogEntry) => boolean = () => true;
  @state() private what: 'all' | 'shown' = 'all';

  private readonly file = new FileController(this);

  override render() {
    const { take: t } = this.text.log;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">${t.title}</h2></div>
        <div class="row">
          <label>
            ${t.what}<br />
            <select @change=${({ target }: Event) => (this.what = (target as HTMLSelectElement).value === 'all' ? 'all' : 'shown')}>
              <option value="all">${t.all}</option>
              <option value="shown">${t.shown}</option>
            </select>
          </label>
          ${this.button(t.text, 'text')} ${this.button(t.ndjson, 'ndjson')}
        </div>
        <tb-file-progress .progress=${this.file.progress} .empty=${t.empty} @tb-cancel=${() => this.file.cancel()}></tb-file-progress>
      </section>
    `;
  }

  private button(label: string, format: LogFormat) {
    return html`<button ?disabled=${this.file.busy} @click=${() => this.write(format)}>
      <tb-icon small name="save"></tb-icon>${label}
    </button>`;
  }

  private write(format: LogFormat): Promise<void> {
    const { mode } = this;
    const wanted = this.what === 'all' ? () => true : this.fits;
    return this.file.save(logFileName(mode, format, Date.now()), (progress, signal) =>
      writeLog(this.ui.log, { mode, format, wanted }, progress, signal),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-log-take-along': TbLogTakeAlong;
  }
}

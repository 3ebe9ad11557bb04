import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Mode } from '../../bridge/contract';
import type { SeriesName, TimeRange } from '../../bridge/history-contract';
import { type HistoryFormat, type HistoryStep, historyFileName, writeHistory } from '../export/history-file';
import { FileController } from '../state/file-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import './tb-file-progress';
import './tb-icon';

const STEPS: readonly HistoryStep[] = ['shown', 'full', 'second', 'minute', 'quarter'];

/** Writes what the charts show as a file, with its progress and a way to stop it. */
@customElement('tb-take-along')
export class TbTakeAlong extends TbElement {
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
      select {
        width: auto;
      }
    `,
  ];

  @property({ attribute: false }) mode: Mode = 'serial';
  @property({ attribute: false }) range!: TimeRange;
  @property({ attribute: false }) series: readonly SeriesName[] = [];
  /** Points that the charts ask for. */
  @property({ type: Number }) points = 800;

  @state() private step: HistoryStep = 'shown';

  private readonly file = new FileController(this);

  override render() {
    const { take: t } = this.text.history;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">${t.title}</h2></div>
        <div class="row">
          <label>
            ${t.step}<br />
            <select @change=${(event: Event) => (this.step = (event.target as HTMLSelectElement).value as HistoryStep)}>
              ${STEPS.map((step) => html`<option value=${step} ?selected=${step === this.step}>${t.steps[step]}</option>`)}
            </select>
          </label>
          ${this.button(t.csv, 'comma')} ${this.button(t.csvSpreadsheet, 'semicolon')} ${this.button(t.json, 'json')}
        </div>
        <tb-file-progress .progress=${this.file.progress} .empty=${t.empty} @tb-cancel=${() => this.file.cancel()}></tb-file-progress>
      </section>
    `;
  }

  private button(label: string, format: HistoryFormat) {
    return html`<button ?disabled=${this.file.busy} @click=${() => this.write(format)}>
      <tb-icon small name="save"></tb-icon>${label}
    </button>`;
  }

  private write(format: HistoryFormat): Promise<void> {
    const wanted = { mode: this.mode, range: this.range, series: this.series, step: this.step, format, points: this.points };
    return this.file.save(historyFileName(wanted), (progress, signal) => writeHistory(this.ui.history, wanted, progress, signal));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-take-along': TbTakeAlong;
  }
}

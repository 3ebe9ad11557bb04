import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Mode } from '../../bridge/contract';
import type { SeriesName, TimeRange } from '../../bridge/history-contract';
import { type HistoryFormat, type HistoryStep, NothingRecorded, historyFileName, writeHistory } from '../export/history-file';
import { saveFile } from '../export/save-file';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import './tb-icon';

const STEPS: readonly HistoryStep[] = ['shown', 'full', 'second', 'minute', 'quarter'];

type Progress =
  | { readonly state: 'writing'; readonly share: number; readonly ending: AbortController }
  | { readonly state: 'ended'; readonly words: string };

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
      progress {
        inline-size: 12rem;
        accent-color: var(--tb-accent);
      }
      p {
        margin-block-start: var(--tb-space-3);
      }
    `,
  ];

  @property({ attribute: false }) mode: Mode = 'serial';
  @property({ attribute: false }) range!: TimeRange;
  @property({ attribute: false }) series: readonly SeriesName[] = [];
  /** Points that the charts ask for. */
  @property({ type: Number }) points = 800;

  @state() private step: HistoryStep = 'shown';
  @state() private progress: Progress | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.progress?.state === 'writing') this.progress.ending.abort();
  }

  override render() {
    const { take: t } = this.text.history;
    const { progress } = this;
    const writing = progress?.state === 'writing';
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
          ${this.button(t.csv, 'comma', writing)} ${this.button(t.csvSpreadsheet, 'semicolon', writing)}
          ${this.button(t.json, 'json', writing)}
        </div>
        <p role="status">${progress?.state === 'ended' ? progress.words : nothing}</p>
        ${
          progress?.state === 'writing'
            ? html`<div class="row">
                <label
                  >${t.progress(this.format.measure('wholePercent', 100 * progress.share))} <progress .value=${progress.share}></progress
                ></label>
                <button @click=${() => progress.ending.abort()}>${t.cancel}</button>
              </div>`
            : nothing
        }
      </section>
    `;
  }

  private button(label: string, format: HistoryFormat, disabled: boolean) {
    return html`<button ?disabled=${disabled} @click=${() => this.write(format)}><tb-icon small name="save"></tb-icon>${label}</button>`;
  }

  private async write(format: HistoryFormat): Promise<void> {
    const { take: t } = this.text.history;
    const ending = new AbortController();
    const wanted = { mode: this.mode, range: this.range, series: this.series, step: this.step, format, points: this.points };
    const tell = (share: number): void => void (this.progress = { state: 'writing', share, ending });
    tell(0);
    try {
      const file = await writeHistory(this.ui.history, wanted, tell, ending.signal);
      const name = historyFileName(wanted);
      saveFile(name, file);
      this.end(t.saved(name));
    } catch (error) {
      if (ending.signal.aborted) this.end(t.cancelled);
      else if (error instanceof NothingRecorded) this.end(t.empty);
      else this.end(t.failed(error instanceof Error ? error.message : String(error)));
    }
  }

  private end(words: string): void {
    this.progress = { state: 'ended', words };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-take-along': TbTakeAlong;
  }
}

import { customElement, property, state } from 'lit/decorators.js';
import type { Mode } from '../../bridge/contract';
import type { SeriesName, TimeRange } from '../../bridge/history-contract';
import { type HistoryFormat, type HistoryStep, historyFileName, writeHistory } from '../export/history-file';
import { TakeAlong } from './take-along';

/** Writes what the charts show as a file. */
@customElement('tb-take-along')
export class TbTakeAlong extends TakeAlong<HistoryStep, HistoryFormat> {
  @property({ attribute: false }) mode: Mode = 'serial';
  @property({ attribute: false }) range!: TimeRange;
  @property({ attribute: false }) series: readonly SeriesName[] = [];
  /** Points that the charts ask for. */
  @property({ type: Number }) points = 800;

  @state() protected choice: HistoryStep = 'shown';

  protected words() {
    const { title, step, steps, csv, csvSpreadsheet, json, empty } = this.text.history.take;
    const { shown, full, second, minute, quarter } = steps;
    return {
      title,
      question: step,
      choices: { shown, full, second, minute, quarter },
      formats: { comma: csv, semicolon: csvSpreadsheet, json },
      empty,
    };
  }

  protected write(format: HistoryFormat): Promise<void> {
    const wanted = { mode: this.mode, range: this.range, series: this.series, step: this.choice, format, points: this.points };
    return this.file.save(historyFileName(wanted), (progress, signal) => writeHistory(this.ui.history, wanted, progress, signal));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-take-along': TbTakeAlong;
  }
}

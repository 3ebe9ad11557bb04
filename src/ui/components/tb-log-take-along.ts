import { customElement, property, state } from 'lit/decorators.js';
import type { Mode } from '../../bridge/contract';
import type { LogEntry } from '../../bridge/log-contract';
import { logFileName, writeLog, type LogFormat } from '../export/log-file';
import { TakeAlong } from './take-along';

/** Writes the log as a file. */
@customElement('tb-log-take-along')
export class TbLogTakeAlong extends TakeAlong<'all' | 'shown', LogFormat> {
  @property({ attribute: false }) mode: Mode = 'serial';
  /** Which lines fit the filter of the page. */
  @property({ attribute: false }) fits: (entry: LogEntry) => boolean = () => true;

  @state() protected choice: 'all' | 'shown' = 'all';

  protected words() {
    const { title, what, all, shown, text, ndjson, empty } = this.text.log.take;
    return { title, question: what, choices: { all, shown }, formats: { text, ndjson }, empty };
  }

  protected write(format: LogFormat): Promise<void> {
    const { mode } = this;
    const wanted = this.choice === 'all' ? () => true : this.fits;
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

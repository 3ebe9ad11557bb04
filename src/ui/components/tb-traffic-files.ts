import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ReadReport, RecordingView, TrafficFormat } from '../../bridge/traffic-contract';
import { NothingToWrite, saveFile } from '../export/save-file';
import { readTraffic, trafficFileName, writeTraffic } from '../export/traffic-file';
import { controlsBattery } from '../state/in-control';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { TABLE } from '../styles/table';
import type { TbConfirm } from './tb-confirm';
import './tb-confirm';
import './tb-failure';
import './tb-icon';
import './tb-traffic-keeping';

const FORMATS: readonly TrafficFormat[] = ['ndjson', 'csv', 'candump', 'slcan'];

type Work =
  | { readonly state: 'working'; readonly share: number; readonly ending: AbortController }
  | { readonly state: 'ended'; readonly words: string };

/** Traffic as files: taking it along, opening it again, and playing what was opened. */
@customElement('tb-traffic-files')
export class TbTrafficFiles extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TABLE,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
        gap: var(--tb-space-4);
        align-items: start;
      }
      h2 {
        margin-block-end: var(--tb-space-2);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-3);
        margin-block-start: var(--tb-space-4);
      }
      .formats {
        display: grid;
        gap: var(--tb-space-3);
        margin-block-start: var(--tb-space-4);
      }
      .format {
        display: grid;
        grid-template-columns: 9rem minmax(0, 1fr);
        gap: var(--tb-space-1) var(--tb-space-4);
        align-items: center;
      }
      progress {
        inline-size: 12rem;
        accent-color: var(--tb-accent);
      }
      .button:focus-within {
        outline: 2px solid var(--tb-accent);
        outline-offset: 2px;
      }
      .status {
        margin-block-start: var(--tb-space-3);
      }
      .bad {
        margin-block-start: var(--tb-space-3);
      }
      .bad th,
      .bad td {
        text-align: start;
        vertical-align: baseline;
      }
      .bad td:last-child {
        overflow-wrap: anywhere;
      }
      @media (max-width: 30rem) {
        .format {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @state() private writing: Work | undefined;
  @state() private reading: Work | undefined;
  @state() private report: ReadReport | undefined;
  @state() private recording: RecordingView | undefined;

  private readonly bridge = new SelectController(this, ({ view }) => ({ mode: view?.mode ?? 'serial', inControl: controlsBattery(view) }));
  private readonly outcome = new OutcomeController(this);
  @query('tb-confirm') private readonly confirm!: TbConfirm;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.lookAgain();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const work of [this.writing, this.reading]) if (work?.state === 'working') work.ending.abort();
  }

  override render() {
    return html`${this.takeAlong()} ${this.open()} <tb-traffic-keeping></tb-traffic-keeping> <tb-confirm></tb-confirm>`;
  }

  private takeAlong() {
    const { files: t } = this.text.traffic;
    const busy = this.writing?.state === 'working';
    return html`
      <section class="card" aria-labelledby="take">
        <h2 id="take">${t.take}</h2>
        <p class="quiet">${t.takeHelp}</p>
        <div class="formats">
          ${FORMATS.map(
            (format) => html`
              <div class="format">
                <button ?disabled=${busy} aria-describedby="about-${format}" @click=${() => void this.write(format)}>
                  <tb-icon small name="save"></tb-icon>${t.formats[format].name}
                </button>
                <span class="quiet small" id="about-${format}">${t.formats[format].text}</span>
              </div>
            `,
          )}
        </div>
        ${this.progress(this.writing, t.writing)}
      </section>
    `;
  }

  private open() {
    const { files: t } = this.text.traffic;
    const { recording } = this;
    const busy = this.reading?.state === 'working';
    const f = this.format;
    return html`
      <section class="card" aria-labelledby="open">
        <h2 id="open">${t.open}</h2>
        <p class="quiet">${t.openHelp}</p>
        <div class="row">
          <label class="button"
            ><input class="unseen" type="file" ?disabled=${busy} @change=${this.onFile} /><tb-icon small name="open"></tb-icon
            >${t.choose}</label
          >
          <button ?disabled=${busy} @click=${() => void this.takeKept()}>${t.takeKept}</button>
        </div>
        ${this.progress(this.reading, t.reading)} ${this.badLines()}
        ${
          recording
            ? html`
                <p class="status">
                  <strong>${recording.name}</strong><br />
                  ${t.recording(f.count(recording.pieces), f.span(recording.durationMs / 1000))}
                  ${t.recordedAt(f.moment(recording.startedAt))}
                </p>
                <div class="row">
                  <button class="main" ?disabled=${this.outcome.busy || busy} @click=${() => void this.play()}>
                    <tb-icon small name="charging"></tb-icon>${t.play}
                  </button>
                  <span class="quiet small">${t.playHelp}</span>
                </div>
                <tb-failure .failure=${this.outcome.failure}></tb-failure>
              `
            : nothing
        }
      </section>
    `;
  }

  private badLines() {
    const { files: t } = this.text.traffic;
    const { report } = this;
    if (!report || report.bad === 0) return nothing;
    const f = this.format;
    return html`
      <details class="bad" open>
        <summary><tb-icon small name="open"></tb-icon>${t.badLines(f.count(report.bad), f.count(report.badLines.length))}</summary>
        <div class="scroller" tabindex="0" role="region" aria-label=${t.badLines(f.count(report.bad), f.count(report.badLines.length))}>
          <table>
            <thead>
              <tr>
                ${[t.line, t.problem, t.text].map((name) => html`<th scope="col">${name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${report.badLines.map(
                ({ line, problem, text }) =>
                  html`<tr>
                    <td>${f.count(line)}</td>
                    <td>${t.problems[problem]}</td>
                    <td class="mono small">${text}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>
    `;
  }

  private progress(work: Work | undefined, words: (share: string) => string) {
    const { files: t } = this.text.traffic;
    return html`
      <p class="status" role="status">${work?.state === 'ended' ? work.words : nothing}</p>
      ${
        work?.state === 'working'
          ? html`<div class="row">
              <label>${words(this.format.measure('wholePercent', 100 * work.share))} <progress .value=${work.share}></progress></label>
              <button @click=${() => work.ending.abort()}>${t.cancel}</button>
            </div>`
          : nothing
      }
    `;
  }

  private async write(format: TrafficFormat): Promise<void> {
    const { files: t } = this.text.traffic;
    const ending = new AbortController();
    const tell = (share: number): void => void (this.writing = { state: 'working', share, ending });
    const end = (words: string): void => void (this.writing = { state: 'ended', words });
    tell(0);
    try {
      const file = await writeTraffic(this.ui.traffic, format, tell, ending.signal);
      const name = trafficFileName(this.bridge.value.mode, format, Date.now());
      saveFile(name, file);
      end(t.saved(name));
    } catch (error) {
      if (ending.signal.aborted) end(t.cancelled);
      else end(error instanceof NothingToWrite ? t.nothingKept : t.failed(messageOf(error)));
    }
  }

  private onFile(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file can be chosen once more.
    input.value = '';
    if (file) void this.read(file);
  }

  private async read(file: File): Promise<void> {
    const { files: t } = this.text.traffic;
    const ending = new AbortController();
    const tell = (share: number): void => void (this.reading = { state: 'working', share, ending });
    const end = (words: string): void => void (this.reading = { state: 'ended', words });
    this.report = undefined;
    tell(0);
    try {
      const report = await readTraffic(this.ui.traffic, file, tell, ending.signal);
      this.report = report;
      const { format, pieces } = report;
      end(pieces === 0 || !format ? t.noRecording(file.name) : t.opened(t.formats[format].name, this.format.count(pieces)));
      await this.lookAgain();
    } catch (error) {
      end(ending.signal.aborted ? t.cancelled : t.failed(messageOf(error)));
    }
  }

  private async takeKept(): Promise<void> {
    const { files: t } = this.text.traffic;
    this.report = undefined;
    const { pieces } = await this.ui.traffic.takeKept(t.keptName(this.format.short(Date.now())));
    this.reading = { state: 'ended', words: pieces === 0 ? t.nothingKept : '' };
    await this.lookAgain();
  }

  private async lookAgain(): Promise<void> {
    this.recording = await this.ui.traffic.recording().catch(() => undefined);
  }

  private async play(): Promise<void> {
    if (this.bridge.value.inControl && !(await this.confirm.ask(this.text.traffic.files.playConfirm))) return;
    await this.outcome.run(() => this.ui.bridge.start('replay'));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-traffic-files': TbTrafficFiles;
  }
}

import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CommissioningRecord } from '../commissioning/record';
import { reportData, reportFacts, reportHtml, reportName } from '../commissioning/report';
import { evidenceWords, stepName } from '../commissioning/words';
import { saveFile } from '../export/save-file';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { TABLE } from '../styles/table';
import './tb-icon';

/** What was proven, to take along: as a file, or on paper. @fires begin-anew */
@customElement('tb-commissioning-report')
export class TbCommissioningReport extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TABLE,
    css`
      .card {
        max-width: 60rem;
      }
      .buttons {
        margin-block-start: var(--tb-space-4);
      }
      .paper {
        display: none;
      }
      @media print {
        .card {
          display: none;
        }
        .paper {
          display: block;
        }
        .paper > * + * {
          margin-block-start: var(--tb-space-3);
        }
        .paper :is(th, td) {
          text-align: start;
          vertical-align: top;
        }
        .simulation {
          padding: var(--tb-space-3);
          border: 3px dashed;
          font-weight: 700;
        }
        .sign {
          padding-block-start: var(--tb-space-6);
        }
        tr {
          break-inside: avoid;
        }
      }
    `,
  ];

  @property({ attribute: false }) record: CommissioningRecord | undefined;

  override render() {
    if (!this.record) return nothing;
    const { report: t } = this.text.commissioning;
    const { complete, simulation, steps } = reportData(this.record, this.writing());
    const open = steps.filter(({ result }) => result !== 'proven').length;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        <p>${complete ? t.complete : t.incomplete(this.format.count(open))}</p>
        ${simulation ? html`<p class="small">${t.simulation}</p>` : nothing}
        <p class="small quiet">${t.help}</p>
        <div class="buttons">
          <button class=${complete ? 'main' : ''} @click=${() => this.save()}><tb-icon small name="save"></tb-icon>${t.save}</button>
          <button @click=${() => void this.print()}><tb-icon small name="print"></tb-icon>${t.print}</button>
          <button @click=${() => this.dispatchEvent(new CustomEvent('begin-anew'))}><tb-icon small name="undo"></tb-icon>${t.again}</button>
        </div>
      </section>
      ${this.paper()}
    `;
  }

  private paper() {
    if (!this.record) return nothing;
    const { commissioning, operation } = this.text;
    const { report: t } = commissioning;
    const data = reportData(this.record, this.writing());
    return html`
      <section class="paper">
        <h2>${t.title}</h2>
        ${data.simulation ? html`<p class="simulation">${t.simulation}</p>` : nothing}
        <table>
          ${reportFacts(data, t, this.format).map(
            ([name, value]) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td>${value}</td>
              </tr>`,
          )}
        </table>
        <h3>${t.stepsTitle}</h3>
        <table>
          <thead>
            <tr>
              <th scope="col">${t.column.step}</th>
              <th scope="col">${t.column.result}</th>
              <th scope="col">${t.column.time}</th>
              <th scope="col">${t.column.evidence}</th>
            </tr>
          </thead>
          <tbody>
            ${data.steps.map(
              ({ step, result, at, evidence }) =>
                html`<tr>
                  <th scope="row">${stepName(this.text, step)}</th>
                  <td>${operation.results[result]}</td>
                  <td>${at === undefined ? nothing : this.format.moment(Date.parse(at))}</td>
                  <td>${evidence === undefined ? commissioning.notProven : evidenceWords(this.text, evidence, result, this.format)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        <p>${t.notice}</p>
        <p class="sign">${t.sign}</p>
      </section>
    `;
  }

  private writing() {
    return { now: Date.now(), browser: navigator.userAgent, app: { version: __VERSION__, commit: __COMMIT__ } };
  }

  private async print(): Promise<void> {
    // With the time of now, not that of the last change.
    this.requestUpdate();
    await this.updateComplete;
    window.print();
  }

  private save(): void {
    if (!this.record) return;
    const writing = this.writing();
    const page = reportHtml(this.record, writing, this.text, this.format);
    saveFile(reportName(this.record, writing.now), new Blob([page], { type: 'text/html' }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-commissioning-report': TbCommissioningReport;
  }
}

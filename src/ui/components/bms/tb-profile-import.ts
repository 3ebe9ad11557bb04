import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ImportAnswers, ImportedFile, Question, QuestionCode } from '../../../workshop/files';
import { readText } from '../../state/incoming-file';
import { TbElement } from '../../state/tb-element';
import { BASE, CARD, CONTROLS } from '../../styles/shared';
import '../tb-state-mark';

/** Takes a profile in from a file, asking about what is most likely a mistake. */
@customElement('tb-profile-import')
export class TbProfileImport extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      h2,
      p {
        margin-block-end: var(--tb-space-2);
      }
      fieldset {
        margin: 0 0 var(--tb-space-3);
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: var(--tb-space-4);
      }
      .choices label {
        display: inline-flex;
        align-items: center;
        gap: var(--tb-space-2);
        min-height: var(--tb-target);
        font-weight: 450;
      }
    `,
  ];

  @state() private result: ImportedFile | undefined;
  @state() private answers: ImportAnswers = {};
  private content = '';
  @query('input[type="file"]') private readonly file!: HTMLInputElement;

  override render() {
    const { snapshots: t } = this.text.workshop;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.importTitle}</h2>
        <p class="small quiet">${t.importHelp}</p>
        <input hidden type="file" accept=".json,application/json" aria-label=${t.choose} @change=${() => void this.read()} />
        <button @click=${() => this.file.click()}>${t.choose}</button>
        <div role="status">${this.result ? this.told(this.result) : nothing}</div>
      </section>
    `;
  }

  private told(result: ImportedFile) {
    const { snapshots: t } = this.text.workshop;
    switch (result.kind) {
      case 'refused':
        return html`<p><tb-state-mark tone="warning">${t.refused[result.why]}</tb-state-mark></p>
          ${result.path === undefined ? nothing : html`<p class="small quiet mono">${result.path}</p>`}`;
      case 'questions':
        return html`
          ${result.questions.map((question) => this.question(question))}
          <button
            class="main"
            ?disabled=${result.questions.some(({ code }) => this.answers[code] === undefined)}
            @click=${() => void this.take()}
          >
            ${t.finishImport}
          </button>
        `;
      case 'read':
        return html`
          <p><tb-state-mark tone="ok">${t.imported(result.leftOut.length, this.format.count(result.leftOut.length))}</tb-state-mark></p>
          <ul class="small quiet">
            ${result.leftOut.map(({ path, value, why }) => html`<li><span class="mono">${path} = ${JSON.stringify(value)}</span>: ${t.leftOut[why]}</li>`)}
          </ul>
        `;
    }
  }

  private question({ code, values }: Question) {
    const { snapshots: t } = this.text.workshop;
    const told = values.map(({ address, value }) => `${address} = ${value}`).join(', ');
    return html`
      <fieldset>
        <legend>${t.questions[code](told)}</legend>
        <div class="choices">${this.choice(code, true, t.correct)} ${this.choice(code, false, t.leaveOut)}</div>
      </fieldset>
    `;
  }

  private choice(code: QuestionCode, answer: boolean, name: string) {
    return html`<label>
      <input
        type="radio"
        name=${code}
        .checked=${this.answers[code] === answer}
        @change=${() => (this.answers = { ...this.answers, [code]: answer })}
      />
      ${name}
    </label>`;
  }

  private async read(): Promise<void> {
    const [file] = this.file.files ?? [];
    if (!file) return;
    this.content = (await readText(file)).text;
    this.answers = {};
    // The same file may be chosen again.
    this.file.value = '';
    await this.take();
  }

  private async take(): Promise<void> {
    this.result = await this.ui.workshop.importFile(this.content, this.answers);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-profile-import': TbProfileImport;
  }
}

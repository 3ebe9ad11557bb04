import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ConfigurationPreview, Row } from '../../bridge/configuration-contract';
import type { ParameterTable } from '../../bridge/charge-contract';
import type { FullLimits } from '../../workshop/review';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import { TABLE } from '../styles/table';
import { violationSentence } from '../text/charge-page';
import { type OptionWords, ruleSentence, settingName, settingValue, thresholdSentence } from '../text/option-words';
import './tb-icon';
import './tb-state-mark';

/** Every value that is about to change, cannot be taken or has no effect, and the owner's agreement. @fires tb-agreed */
@customElement('tb-configuration-dialog')
export class TbConfigurationDialog extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    TABLE,
    css`
      dialog {
        width: min(50rem, calc(100vw - 2 * var(--tb-space-4)));
        max-height: calc(100dvh - 2 * var(--tb-space-4));
        padding: 0;
        border: var(--tb-line) solid var(--tb-edge);
        border-radius: var(--tb-radius-3);
        background: var(--tb-surface);
        color: var(--tb-text);
      }
      dialog::backdrop {
        background: oklch(0.1 0.01 250 / 60%);
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      .content {
        flex: 1 1 auto;
        min-height: 0;
        padding: var(--tb-space-5) var(--tb-space-5) var(--tb-space-3);
        overflow: auto;
        outline-offset: -2px;
      }
      h2 {
        margin-block-end: var(--tb-space-2);
        font-size: var(--tb-text-lead);
      }
      h3 {
        margin-block-end: var(--tb-space-1);
      }
      section {
        margin-block-start: var(--tb-space-4);
      }
      td,
      th {
        text-align: start;
        vertical-align: top;
      }
      .mono {
        overflow-wrap: anywhere;
      }
      .path {
        display: block;
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .then {
        font-weight: 600;
      }
      .list {
        display: grid;
        gap: var(--tb-space-2);
      }
      tb-state-mark {
        align-items: start;
      }
      .buttons {
        align-items: center;
        justify-content: end;
        padding: var(--tb-space-3) var(--tb-space-5) var(--tb-space-4);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      .buttons p {
        flex: 1 1 12rem;
      }
    `,
  ];

  @property({ attribute: false }) preview: ConfigurationPreview | undefined;

  /** Units of the charge control. */
  @state() private table: ParameterTable | undefined;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  async open(): Promise<void> {
    this.table ??= await this.ui.charge.table();
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  private get words(): OptionWords {
    return { text: this.text, format: this.format, table: this.table };
  }

  override render() {
    const { preview: t } = this.text.settings;
    const { preview } = this;
    return html`
      <dialog aria-labelledby="title">
        ${
          preview
            ? html`<div class="content" tabindex="0" role="region" aria-labelledby="title">
                  <h2 id="title">${t.title[preview.kind]}</h2>
                  ${this.content(preview)}
                </div>
                <div class="buttons">
                  ${preview.ready && preview.kind !== 'undo' ? html`<p class="small quiet">${t.undoable}</p>` : nothing}
                  <button @click=${() => this.dialog.close()}>${t.cancel}</button>
                  <button class="main" ?disabled=${!preview.ready} @click=${() => this.agree()}>${t.apply[preview.kind]}</button>
                </div>`
            : nothing
        }
      </dialog>
    `;
  }

  private content(preview: ConfigurationPreview) {
    const { preview: t } = this.text.settings;
    const { file, rows } = preview;
    const of = (fate: Row['fate']): readonly Row[] => rows.filter((row) => row.fate === fate);
    const same = of('same').length;
    return html`
      ${
        file
          ? html`<p class="quiet">${file.name} · ${t.kinds[file.kind]}</p>
              ${file.repairs.length > 0 ? html`<p class="small">${t.repaired(file.repairs.map((repair) => t.repairs[repair]).join(', '))}</p>` : nothing}`
          : nothing
      }
      ${this.refused(of('refused'))} ${this.violations(preview)} ${this.thresholds(preview)} ${this.limits(preview)}
      ${this.changes(of('changes'), of('refused').length > 0)}
      ${this.remarks(rows.filter(({ fate, notes }) => notes.length > 0 && (fate === 'same' || fate === 'kept')))}
      ${same > 0 ? html`<p class="small quiet">${t.same(this.format.count(same))}</p>` : nothing}
      ${this.idle(of('kept'), t.kept, t.keptHelp)} ${this.idle(of('unknown'), t.unknown, t.unknownHelp)}
    `;
  }

  private refused(rows: readonly Row[]) {
    const { preview: t } = this.text.settings;
    if (rows.length === 0) return nothing;
    return html`
      <section>
        <h3><tb-state-mark tone="alarm">${t.refused(this.format.count(rows.length))}</tb-state-mark></h3>
        <p class="small">${t.refusedHelp}</p>
        ${this.values(rows, t.column.rule, (row) => (row.rule ? ruleSentence(this.words, row.target ?? row.path, row.rule) : nothing))}
      </section>
    `;
  }

  private violations({ violations }: ConfigurationPreview) {
    const { table } = this;
    if (violations.length === 0 || !table) return nothing;
    return html`
      <section class="list">
        <h3><tb-state-mark tone="alarm">${this.text.settings.preview.violations}</tb-state-mark></h3>
        ${violations.map((violation) => html`<p>${violationSentence(this.text, violation, this.format, table)}</p>`)}
      </section>
    `;
  }

  private thresholds({ thresholds }: ConfigurationPreview) {
    if (thresholds.length === 0) return nothing;
    return html`
      <section class="list">
        <h3><tb-state-mark tone="alarm">${this.text.settings.preview.thresholds}</tb-state-mark></h3>
        ${thresholds.map((violation) => html`<p>${thresholdSentence(this.text, violation, this.format)}</p>`)}
      </section>
    `;
  }

  private limits({ limits, sending, reconnects }: ConfigurationPreview) {
    const { preview: t } = this.text.settings;
    if (!limits && !reconnects) return nothing;
    return html`
      <section class="list">
        ${
          limits
            ? html`<h3>${t.limits}</h3>
                <p>${this.limit(limits.before)} → <span class="then">${this.limit(limits.after)}</span></p>
                ${sending ? html`<tb-state-mark tone="warning">${t.limitsSending}</tb-state-mark>` : nothing}`
            : nothing
        }
        ${reconnects ? html`<tb-state-mark tone="warning">${t.reconnects}</tb-state-mark>` : nothing}
      </section>
    `;
  }

  private limit(limits: FullLimits | undefined): string {
    const { preview: t } = this.text.settings;
    const f = this.format;
    if (!limits) return t.noLimits;
    return t.limit(f.measure('voltageLimit', limits.cvl), f.measure('currentLimit', limits.ccl), f.measure('currentLimit', limits.dcl));
  }

  private changes(rows: readonly Row[], isRefused: boolean) {
    const { preview: t } = this.text.settings;
    if (rows.length === 0) return isRefused ? nothing : html`<section><p>${t.nothing}</p></section>`;
    return html`
      <section>
        <h3>${t.changes(this.format.count(rows.length))}</h3>
        <div class="scroller">
          <table>
            <thead>
              <tr>
                ${[t.column.setting, t.column.now, t.column.then].map((name) => html`<th scope="col">${name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${rows.map((row) => {
                const target = row.target ?? row.path;
                return html`<tr>
                  <td>${this.name(row)}</td>
                  <td class="quiet">${settingValue(this.words, target, row.before)}</td>
                  <td class="then">${settingValue(this.words, target, row.after)} ${this.notes(row)}</td>
                </tr>`;
              })}
            </tbody>
          </table>
        </div>
      </section>
    `;
  }

  /** Values as they stand in the file, and what is to be said of each. */
  private values(rows: readonly Row[], title: string, said: (row: Row) => unknown) {
    const { column } = this.text.settings.preview;
    return html`
      <div class="scroller">
        <table>
          <thead>
            <tr>
              ${[column.setting, column.value, title].map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) =>
                html`<tr>
                  <td>${this.name(row)}</td>
                  <td class="mono">${this.raw(row)}</td>
                  <td>${said(row)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  /** What changes nothing here, and is still better known: wrong, unsafe, or understood in another way than it stands there. */
  private remarks(rows: readonly Row[]) {
    const { preview: t } = this.text.settings;
    if (rows.length === 0) return nothing;
    return html`
      <section>
        <h3><tb-state-mark tone="warning">${t.remarks(this.format.count(rows.length))}</tb-state-mark></h3>
        ${this.values(rows, t.column.remark, (row) => row.notes.map((note) => html`<p>${t.notes[note]}</p>`))}
      </section>
    `;
  }

  /** What has no effect takes no room until it is asked for. */
  private idle(rows: readonly Row[], title: (count: string) => string, help: string) {
    if (rows.length === 0) return nothing;
    return html`
      <details>
        <summary><tb-icon small name="open"></tb-icon>${title(this.format.count(rows.length))}</summary>
        <p class="small quiet">${help}</p>
        <div class="scroller">
          <table>
            <tbody>
              ${rows.map(
                (row) =>
                  html`<tr>
                    <td class="mono small">${breakable(row.path)}</td>
                    <td class="mono">${this.raw(row)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>
    `;
  }

  private name({ path, target }: Row) {
    return target === undefined
      ? html`<span class="mono">${breakable(path)}</span>`
      : html`${settingName(this.words, target)} <span class="path mono">${breakable(path)}</span>`;
  }

  private raw({ secret, value }: Row): string {
    if (secret) return this.text.settings.preview.secret;
    const text = JSON.stringify(value) ?? '';
    return text.length > 80 ? `${text.slice(0, 80)}…` : text;
  }

  private notes({ notes }: Row) {
    return notes.map((note) => html`<span class="path">${this.text.settings.preview.notes[note]}</span>`);
  }

  private agree(): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('tb-agreed'));
  }
}

/** Long names of keys break where their parts end. */
function breakable(path: string) {
  return path.split(/(?<=[._])/).map((part) => html`${part}<wbr />`);
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-configuration-dialog': TbConfigurationDialog;
  }
}

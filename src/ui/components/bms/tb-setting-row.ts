import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { SettingView } from '../../../bridge/workshop-contract';
import type { Problem } from '../../../workshop/rules';
import { inputText, rawText } from '../../format/setting-format';
import { TbElement } from '../../state/tb-element';
import { BASE, CONTROLS } from '../../styles/shared';
import { findingText } from '../../text/workshop-sentences';
import type { SettingWords } from '../../text/keys-workshop';
import { SWITCH } from '../../styles/switch';
import '../tb-icon';
import '../tb-state-mark';

/** What the owner has done to one setting: typed text, a raw number, or taken it back. */
export type SettingEdit = { readonly typed: string } | { readonly raw: number } | 'undo';
export type SettingEditEvent = CustomEvent<SettingEdit>;

/** One setting: name, present or wanted value, what it may be, and what is wrong with it. @fires setting-edit */
@customElement('tb-setting-row')
export class TbSettingRow extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    SWITCH,
    css`
      :host {
        display: block;
        padding-block: var(--tb-space-3);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
      }
      :host(:last-of-type) {
        border-block-end: 0;
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(9rem, 14rem);
        gap: var(--tb-space-1) var(--tb-space-4);
        align-items: start;
      }
      .control {
        display: flex;
        align-items: center;
        justify-content: end;
        gap: var(--tb-space-2);
      }
      .number {
        display: flex;
        flex: 1;
        align-items: baseline;
        gap: var(--tb-space-2);
        min-height: var(--tb-target);
        padding-inline: var(--tb-space-3);
        border: var(--tb-line) solid var(--tb-edge);
        border-radius: var(--tb-radius-2);
        background: var(--tb-surface);
      }
      .number:focus-within {
        outline: 2px solid var(--tb-accent);
        outline-offset: 1px;
      }
      .number input {
        flex: 1;
        width: 0;
        min-width: 3rem;
        min-height: calc(var(--tb-target) - 2 * var(--tb-line));
        padding-block: var(--tb-space-2);
        border: 0;
        background: transparent;
        color: inherit;
        font: inherit;
        font-variant-numeric: tabular-nums;
        text-align: end;
      }
      .number input:focus {
        outline: none;
      }
      .changed .number,
      .changed select {
        border-color: var(--tb-accent);
        box-shadow: inset 3px 0 0 var(--tb-accent);
      }
      .wrong .number,
      .wrong select {
        border-color: var(--tb-alarm);
        box-shadow: inset 3px 0 0 var(--tb-alarm);
      }
      .tags,
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--tb-space-3);
      }
      .facts {
        grid-column: 2;
        justify-content: end;
        text-align: end;
      }
      .was {
        color: var(--tb-accent);
      }
      .problems {
        grid-column: 1 / -1;
      }
      .undo {
        min-width: var(--tb-target);
        padding: 0;
        border-color: transparent;
      }
      @media (max-width: 36rem) {
        .row {
          grid-template-columns: minmax(0, 1fr);
        }
        .facts {
          grid-column: 1;
          justify-content: start;
          text-align: start;
        }
        .control {
          justify-content: start;
        }
      }
    `,
  ];

  @property({ attribute: false }) setting!: SettingView;
  /** Wanted raw number; `undefined` when it is to stay as it is. */
  @property({ attribute: false }) wanted: number | undefined;
  /** Typed text that is no number. */
  @property({ attribute: false }) unreadable: string | undefined;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) words!: SettingWords;
  @property({ type: Boolean }) locked = false;

  /** What stands in the input while it is being typed: it is not put in order under the owner's fingers. */
  @state() private typing: string | undefined;

  override render() {
    const { setting, wanted, unreadable } = this;
    const { workshop: t } = this.text;
    const { name, help } = t.settings[setting.id];
    const changed = wanted !== undefined || unreadable !== undefined;
    const forbidden = unreadable !== undefined || this.problems.some(({ severity }) => severity === 'forbidden');
    return html`
      <div class="row ${changed ? 'changed' : ''} ${forbidden ? 'wrong' : ''}">
        <div>
          <label for="control">${name}</label>
          <p id="help" class="small quiet">${help}</p>
          <p class="tags small quiet">
            <span>${t.row.register(setting.address, setting.bit)}</span>
            ${setting.protection ? html`<span>${t.row.protection}</span>` : nothing}
            ${setting.once ? html`<span>${t.row.once}</span>` : nothing}
          </p>
        </div>
        <div class="control">
          ${
            changed
              ? html`<button class="undo" aria-label=${t.row.undo(name)} @click=${() => this.edit('undo')}>
                  <tb-icon small name="undo"></tb-icon>
                </button>`
              : nothing
          }
          ${this.control()}
        </div>
        <p class="facts small quiet" id="facts">${this.facts(changed)}</p>
        <div class="problems" id="problems">
          ${unreadable === undefined ? nothing : html`<tb-state-mark tone="alarm" class="small">${t.row.notANumber}</tb-state-mark>`}
          ${this.problems.map(
            ({ severity, finding }) =>
              html`<p class="small">
                <tb-state-mark tone=${severity === 'forbidden' ? 'alarm' : 'warning'}
                  >${findingText(this.text, finding, this.words)}</tb-state-mark
                >
              </p>`,
          )}
        </div>
      </div>
    `;
  }

  private control() {
    const { setting } = this;
    const raw = this.wanted ?? setting.current;
    if (setting.isSwitch) {
      return html`<input
        id="control"
        type="checkbox"
        role="switch"
        class="switch"
        aria-checked=${raw === 1}
        aria-describedby="help problems"
        ?disabled=${this.locked}
        .checked=${live(raw === 1)}
        @change=${() => this.edit({ raw: raw === 1 ? 0 : 1 })}
      />`;
    }
    if (setting.choices) {
      return html`<select
        id="control"
        aria-describedby="help problems"
        ?disabled=${this.locked}
        @change=${(event: Event) => this.edit({ raw: Number((event.currentTarget as HTMLSelectElement).value) })}
      >
        ${setting.choices.map(
          ([, code]) => html`<option value=${code} .selected=${code === raw}>${rawText(setting, code, this.text, this.format)}</option>`,
        )}
      </select>`;
    }
    return html`<span class="number">
      <input
        id="control"
        inputmode="decimal"
        autocomplete="off"
        aria-describedby="help facts problems"
        aria-invalid=${this.unreadable !== undefined}
        ?disabled=${this.locked}
        .value=${live(this.typing ?? this.unreadable ?? inputText(setting, raw, this.format))}
        @input=${(event: Event) => this.onInput((event.currentTarget as HTMLInputElement).value)}
        @blur=${() => (this.typing = undefined)}
      />
      ${setting.unit === undefined ? nothing : html`<span class="quiet">${setting.unit}</span>`}
    </span>`;
  }

  private facts(changed: boolean) {
    const { setting } = this;
    const { row: t } = this.text.workshop;
    const say = (raw: number): string => rawText(setting, raw, this.text, this.format);
    const { range, factory } = setting;
    const isNumber = !setting.choices && !setting.isSwitch;
    return html`
      ${changed ? html`<span class="was">${t.was(say(setting.current))}</span>` : nothing}
      ${
        isNumber
          ? html`<span>${t.range(say(range.min), say(range.max))}${range.from === 'document' ? html` (${t.printed})` : nothing}</span>`
          : nothing
      }
      ${factory !== undefined && factory !== setting.current ? html`<span>${t.factory(say(factory))}</span>` : nothing}
    `;
  }

  private onInput(typed: string): void {
    this.typing = typed;
    this.edit({ typed });
  }

  private edit(edit: SettingEdit): void {
    this.dispatchEvent(new CustomEvent<SettingEdit>('setting-edit', { detail: edit }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-setting-row': TbSettingRow;
  }
}

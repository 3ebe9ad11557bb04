import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Key, Rule, Shape } from '../../configuration/key';
import { live } from 'lit/directives/live.js';
import { fieldText, parseField } from '../format/parameter';
import { TbElement } from '../state/tb-element';
import { FIELD } from '../styles/field';
import { BASE, CONTROLS } from '../styles/shared';
import { SWITCH } from '../styles/switch';
import { SETTING } from '../styles/setting';
import { kindOf, type OptionWords, ruleSentence, settingName, settingUnit, settingValue } from '../text/option-words';
import './tb-icon';

/** The owner wants another value. */
export class OptionEvent extends CustomEvent<{ readonly path: string; readonly value: unknown }> {
  constructor(path: string, value: unknown) {
    super('tb-option', { detail: { path, value }, bubbles: true, composed: true });
  }
}

/**
 * One setting, drawn by what it may be: its name, its field with unit and range, and the way back to its default.
 * @fires tb-option
 */
@customElement('tb-option-row')
export class TbOptionRow extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    FIELD,
    SWITCH,
    SETTING,
    css`
      .row.flag {
        grid-template-columns: minmax(0, 1fr) auto;
      }
      label {
        overflow-wrap: anywhere;
      }
      .field {
        grid-template-columns: minmax(0, 1fr) auto var(--tb-target);
      }
      .flag .field {
        grid-template-columns: auto var(--tb-target);
      }
      .unit {
        min-inline-size: 2.5rem;
      }
      .wide {
        grid-column: span 2;
      }
      input.wide {
        text-align: start;
      }
      .back {
        min-width: var(--tb-target);
        padding: 0;
        border-color: transparent;
        color: var(--tb-quiet);
      }
      .wrong {
        grid-column: 1 / -1;
      }
      @container (min-width: 34rem) {
        .row {
          grid-template-columns: minmax(0, 1fr) 19rem;
        }
        .row.flag {
          grid-template-columns: minmax(0, 1fr) auto;
        }
      }
    `,
  ];

  @property() path = '';
  @property({ attribute: false }) row!: Key<unknown>;
  @property({ attribute: false }) value: unknown;
  /** Of what has no help of its own. */
  @property() help = '';

  /** A text that cannot be taken stays until it is mended. */
  @state() private typed: { readonly text: string; readonly rule: Rule } | undefined;

  private get words(): OptionWords {
    return { text: this.text, format: this.format, table: undefined };
  }

  override render() {
    const { path, row, value, typed, words } = this;
    const { settings: t } = this.text;
    const name = settingName(words, path);
    const range = this.range(row.shape);
    const byDefault = JSON.stringify(value) === JSON.stringify(row.default) && !typed;
    return html`
      <div class="row ${row.shape.kind}">
        <div>
          <label for="field">${name}</label>
          <p class="small quiet" id="help">${this.help} ${range}</p>
        </div>
        <div class="field">
          ${this.control(row.shape)}
          ${
            byDefault
              ? html`<span></span>`
              : html`<button
                  class="back"
                  title=${t.toDefault(name, settingValue(words, path, row.default))}
                  aria-label=${t.toDefault(name, settingValue(words, path, row.default))}
                  @click=${() => this.want(row.default)}
                >
                  <tb-icon small name="undo"></tb-icon>
                </button>`
          }
        </div>
        ${typed ? html`<p class="wrong" id="wrong" role="alert">${ruleSentence(words, path, typed.rule)}</p>` : nothing}
      </div>
    `;
  }

  private range(shape: Shape): string {
    const { settings: t } = this.text;
    if (shape.kind === 'text') return t.longest(this.format.count(shape.longest));
    if (shape.kind !== 'number') return '';
    return t.range(this.shown(shape.least), settingValue(this.words, this.path, shape.most));
  }

  private control(shape: Shape) {
    const { path, value, words, typed } = this;
    switch (shape.kind) {
      case 'flag':
        return html`<input
          id="field"
          class="switch"
          type="checkbox"
          aria-describedby="help"
          .checked=${live(value === true)}
          @change=${({ target }: Event) => this.want((target as HTMLInputElement).checked)}
        />`;
      case 'choice':
        return html`<select
          id="field"
          class="wide"
          aria-describedby="help"
          @change=${({ target }: Event) => this.want(shape.options.find((option) => String(option) === (target as HTMLSelectElement).value))}
        >
          ${shape.options.map(
            (option) => html`<option value=${option} .selected=${live(option === value)}>${settingValue(words, path, option)}</option>`,
          )}
        </select>`;
      case 'text':
        return this.input('wide', 'text', typed?.text ?? String(value), (text) => ({ value: text }));
      case 'number':
        return html`${this.input('', 'text', typed?.text ?? this.shown(value), (text) => this.parse(text), 'decimal')}
          <span class="unit">${settingUnit(words, path)}</span>`;
      case 'names':
      case 'curve':
        return nothing;
    }
  }

  private input(css: string, type: 'text', text: string, parse: (text: string) => Parsed, mode: 'text' | 'decimal' = 'text') {
    return html`<input
      id="field"
      class=${css || mode}
      type=${type}
      inputmode=${mode}
      autocomplete="off"
      spellcheck="false"
      aria-describedby=${this.typed ? 'help wrong' : 'help'}
      aria-invalid=${this.typed ? 'true' : 'false'}
      placeholder=${this.row.follows ? this.text.settings.fromBms : ''}
      .value=${live(text)}
      @change=${({ target }: Event) => this.take((target as HTMLInputElement).value, parse)}
    />`;
  }

  private shown(value: unknown): string {
    if (typeof value !== 'number') return '';
    const kind = kindOf(this.words, this.path);
    return kind ? fieldText(kind, value, this.format) : this.format.number(value);
  }

  private parse(text: string): Parsed {
    if (this.row.follows && text.trim() === '') return { value: null };
    // Counts have no unit of the charge control, and are read like one that has no factor.
    const value = parseField(kindOf(this.words, this.path) ?? 'time', text);
    return value === undefined ? { rule: { rule: 'kind', kind: 'number' } } : { value };
  }

  private take(text: string, parse: (text: string) => Parsed): void {
    const parsed = parse(text);
    const rule = 'rule' in parsed ? parsed.rule : this.broken(parsed.value);
    if (rule) this.typed = { text, rule };
    else this.want('value' in parsed ? parsed.value : undefined);
  }

  /** Before the worker has to say it. */
  private broken(value: unknown): Rule | undefined {
    const { shape } = this.row;
    if (shape.kind === 'text' && typeof value === 'string' && value.length > shape.longest)
      return { rule: 'longest', longest: shape.longest };
    if (shape.kind !== 'number' || typeof value !== 'number') return undefined;
    const { least, most, whole } = shape;
    if (value < least || value > most) return { rule: 'range', least, most };
    return whole && !Number.isInteger(value) ? { rule: 'whole' } : undefined;
  }

  private want(value: unknown): void {
    this.typed = undefined;
    // A field that shows the old value again must be drawn anew although nothing has changed.
    this.requestUpdate();
    this.dispatchEvent(new OptionEvent(this.path, value));
  }
}

type Parsed = { readonly value: unknown } | { readonly rule: Rule };

declare global {
  interface HTMLElementTagNameMap {
    'tb-option-row': TbOptionRow;
  }
}

import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { fieldMeasure, fieldText, fieldUnit } from '../format/parameter';
import type { FieldRow, WrongField } from '../state/draft';
import { TbElement } from '../state/tb-element';
import { FIELD } from '../styles/field';
import { BASE, CONTROLS } from '../styles/shared';
import { SETTING } from '../styles/setting';
import './tb-icon';

/** The owner has typed something into the field of a parameter; an empty text leaves it to what holds otherwise. */
export class ParameterEvent extends CustomEvent<{ readonly key: string; readonly text: string }> {
  constructor(key: string, text: string) {
    super('tb-parameter', { detail: { key, text }, bubbles: true, composed: true });
  }
}

/**
 * One parameter: what it is for, the owner's value, its unit and range, what holds otherwise, and the way back to that.
 * @fires tb-parameter
 */
@customElement('tb-parameter-row')
export class TbParameterRow extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    FIELD,
    SETTING,
    css`
      .field {
        grid-template-columns: minmax(0, 8rem) minmax(3rem, auto);
      }
      .own input {
        border-color: var(--tb-accent);
        font-weight: 600;
      }
      .from {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--tb-space-3);
        align-items: center;
        min-height: var(--tb-target);
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
        font-variant-numeric: tabular-nums;
      }
      .from strong {
        color: var(--tb-text);
        font-weight: 550;
      }
      .from button {
        padding-inline: var(--tb-space-3);
        font-size: var(--tb-text-small);
      }
      .wrong {
        grid-column: 1 / -1;
      }
      @container (min-width: 44rem) {
        .row {
          grid-template-columns: minmax(0, 1fr) 13.5rem 17rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) key!: string;
  @property({ attribute: false }) words!: { readonly name: string; readonly help: string };
  @property({ attribute: false }) row!: FieldRow;
  /** The owner's value; `null` when it is left to what holds otherwise. */
  @property({ attribute: false }) own: number | null = null;
  /** What holds without a value of the owner; as a rule what follows from the BMS. */
  @property({ attribute: false }) otherwise: number | undefined;
  /** Says so in words; by default that it comes from the BMS. */
  @property({ attribute: false }) origin: ((value: string | undefined) => string) | undefined;
  /** What acts, or would act with the changes: another value takes this one with it. */
  @property({ attribute: false }) effective: number | undefined;
  /** A text that cannot be taken. */
  @property({ attribute: false }) wrong: WrongField | undefined;
  /** Sentences of the rules that it breaks. */
  @property({ attribute: false }) broken: readonly string[] = [];

  /** While it is being typed a text stays as it is: "3.40" is on the way to "3.405". */
  @state() private typed: string | undefined;

  override render() {
    const { parameters: t } = this.text.chargePage;
    const { name, help } = this.words;
    const { row, own, otherwise, effective = otherwise, wrong, format: f } = this;
    const origin = this.origin ?? ((value) => (value === undefined ? t.noneFromBms : t.fromBms(value)));
    const { kind, least, most } = row;
    const [low, high] = [fieldMeasure(kind, least, f), fieldMeasure(kind, most, f)];
    const sentences = wrong === undefined ? this.broken : [wrong.problem === 'not-a-number' ? t.notANumber : t.outOfRange(low, high)];
    const isOwn = own !== null || wrong !== undefined;
    const value = this.typed ?? wrong?.text ?? (own === null ? '' : fieldText(kind, own, f));
    const follows = !isOwn && effective !== undefined && effective !== otherwise;
    return html`
      <div class=${isOwn ? 'row own' : 'row'}>
        <div>
          <label for="field">${name}</label>
          <p class="small quiet" id="help">${help} ${t.range(low, high)}</p>
        </div>
        <div class="field">
          <input
            id="field"
            inputmode="decimal"
            autocomplete="off"
            aria-describedby=${sentences.length > 0 ? 'help wrong' : 'help'}
            aria-invalid=${sentences.length > 0 ? 'true' : 'false'}
            placeholder=${effective === undefined ? '' : fieldText(kind, effective, f)}
            .value=${value}
            @input=${this.onInput}
            @blur=${() => (this.typed = undefined)}
          />
          <span class="unit">${fieldUnit(kind, f)}</span>
        </div>
        <div class="from">
          <span>${origin(otherwise === undefined ? undefined : fieldMeasure(kind, otherwise, f))}</span>
          ${follows ? html`<strong>${t.follows(fieldMeasure(kind, effective, f))}</strong>` : nothing}
          ${isOwn ? html`<button aria-label=${t.reset(name)} @click=${this.reset}>${t.resetShort}</button>` : nothing}
        </div>
        ${sentences.length > 0 ? html`<p class="wrong" id="wrong">${sentences.join(' ')}</p>` : nothing}
      </div>
    `;
  }

  private onInput({ currentTarget }: Event): void {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    this.typed = currentTarget.value;
    this.dispatchEvent(new ParameterEvent(this.key, this.typed));
  }

  private reset(): void {
    this.typed = undefined;
    this.dispatchEvent(new ParameterEvent(this.key, ''));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-parameter-row': TbParameterRow;
  }
}

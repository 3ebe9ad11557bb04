import { css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ParameterTableKey } from '../../control/law/parameter-table';
import type { Table, TablePoint } from '../../control/law/tables';
import { DERATING_BOX, deratingPath, deratingScale, shareAt } from '../charts/derating';
import { fieldMeasure, fieldText, fieldUnit, parseField } from '../format/parameter';
import { TbElement } from '../state/tb-element';
import { FIELD } from '../styles/field';
import { BASE, CONTROLS } from '../styles/shared';
import { CHECK } from '../styles/check';
import { DIAGRAM } from '../styles/diagram';
import { KEY } from '../styles/diagram';
import { TABLE_KINDS } from '../text/charge-page';
import './tb-icon';

/** The owner has changed a table; `null` leaves it to the BMS. */
export class TableEvent extends CustomEvent<{ readonly key: ParameterTableKey; readonly table: Table | null }> {
  constructor(key: ParameterTableKey, table: Table | null) {
    super('tb-table', { detail: { key, table }, bubbles: true, composed: true });
  }
}

const MOST_POINTS = 16;
/** Where an owner begins who has nothing to begin with. */
const FIRST_TABLE: Table = [[85, 1], [100, 0.1]]; // prettier-ignore

/**
 * One derating table: drawn as it acts and as it is changed, with the present working point, and its points to edit.
 * @fires tb-table
 */
@customElement('tb-derating')
export class TbDerating extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    FIELD,
    CHECK,
    DIAGRAM,
    KEY,
    css`
      section {
        padding-block: var(--tb-space-3);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      h4 {
        margin: 0;
        font-size: var(--tb-text-body);
        font-weight: 550;
      }
      svg {
        max-inline-size: 34rem;
        margin-block: var(--tb-space-2);
      }
      .line {
        fill: none;
        stroke-width: 2;
        stroke-linejoin: round;
      }
      .now {
        stroke: var(--tb-edge);
        stroke-dasharray: 2 3;
      }
      .dot {
        fill: var(--tb-text);
        stroke: var(--tb-surface);
        stroke-width: 1.5;
      }
      .keys {
        white-space: nowrap;
      }
      .own {
        display: inline-flex;
        cursor: pointer;
      }
      .points li {
        display: grid;
        grid-template-columns: minmax(0, 7rem) auto minmax(0, 6rem) auto auto;
        gap: var(--tb-space-2);
        align-items: center;
        margin-block-end: var(--tb-space-2);
      }
      .points button {
        min-width: var(--tb-target);
        padding: 0;
      }
      .unit {
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .words {
        font-variant-numeric: tabular-nums;
      }
      .wrong {
        margin-block-start: var(--tb-space-2);
      }
    `,
  ];

  @property({ attribute: false }) key!: ParameterTableKey;
  /** What acts now, and what would act with the changes. */
  @property({ attribute: false }) active: Table | undefined;
  @property({ attribute: false }) changed: Table | undefined;
  /** The owner's own points, where there are any. */
  @property({ attribute: false }) own: Table | null = null;
  /** Where the battery is now. */
  @property({ attribute: false }) now: readonly number[] = [];
  /** Sentences of the rules that it breaks. */
  @property({ attribute: false }) broken: readonly string[] = [];

  override render() {
    const { parameters: t } = this.text.chargePage;
    const { name, help, axis } = t.tables[this.key];
    const drawn = this.active ?? this.changed;
    return html`
      <section aria-labelledby="title">
        <h4 id="title">${name}</h4>
        <p class="small quiet">
          ${help}
          ${this.differs ? html`<span class="keys"><span class="key"></span>${t.active}<span class="key tried"></span>${t.draft}</span>` : nothing}
        </p>
        ${drawn ? this.chart(axis) : nothing}
        <label class="check own"> <input type="checkbox" .checked=${this.own !== null} @change=${this.onOwn} />${t.ownTable(name)} </label>
        ${this.own ? this.editor(this.own) : drawn ? this.words(drawn) : nothing}
        ${this.broken.length > 0 ? html`<p class="wrong">${this.broken.join(' ')}</p>` : nothing}
      </section>
    `;
  }

  /** The changes would move the line. */
  private get differs(): boolean {
    return this.active !== undefined && this.changed !== undefined && JSON.stringify(this.active) !== JSON.stringify(this.changed);
  }

  private chart(axis: string) {
    const { parameters: t } = this.text.chargePage;
    const f = this.format;
    const kind = TABLE_KINDS[this.key];
    const { active = [], changed = active } = this;
    const scale = deratingScale([active, changed], this.now);
    const { width, height, left, right, bottom } = DERATING_BOX;
    const points = this.now.flatMap((at) => {
      const share = shareAt(changed, at);
      return share === undefined ? [] : [{ at, share }];
    });
    const said = points.map(({ at, share }) => t.now(fieldMeasure(kind, at, f), f.measure('wholePercent', share * 100)));
    const ends = [changed[0]?.[0], changed.at(-1)?.[0]].filter((at) => at !== undefined);
    const label = `${t.chart(t.tables[this.key].name)}. ${this.inWords(changed)}. ${said.join(', ')}`;
    return html`
      <svg viewBox="0 0 ${width} ${height}" role="img" aria-label=${label}>
        ${[0, 0.5, 1].map(
          (share) => svg`
            <line class="grid" x1=${left} x2=${width - right} y1=${scale.y(share)} y2=${scale.y(share)} />
            <text x=${left - 6} y=${scale.y(share) + 3.5} text-anchor="end">${f.measure('wholePercent', share * 100)}</text>
          `,
        )}
        ${ends.map((at) => svg`<text x=${scale.x(at)} y=${height - bottom + 13} text-anchor="middle">${fieldMeasure(kind, at, f)}</text>`)}
        <path class="line active" d=${deratingPath(active, scale)} />
        ${!this.differs ? nothing : svg`<path class="line tried" d=${deratingPath(changed, scale)} />`}
        ${points.map(
          ({ at, share }) => svg`
            <line class="now" x1=${scale.x(at)} x2=${scale.x(at)} y1=${scale.y(0)} y2=${scale.y(1)} />
            <circle class="dot" cx=${scale.x(at)} cy=${scale.y(share)} r="4" />
          `,
        )}
      </svg>
      <p class="small words">${axis}${said.length > 0 ? ` · ${said.join(' · ')}` : ''}</p>
    `;
  }

  private words(table: Table) {
    return html`<p class="small quiet words">${this.inWords(table)}</p>`;
  }

  private inWords(table: Table): string {
    const { parameters: t } = this.text.chargePage;
    const kind = TABLE_KINDS[this.key];
    return table.map(([at, share]) => t.point(fieldMeasure(kind, at, this.format), fieldMeasure('share', share, this.format))).join(' · ');
  }

  private editor(own: Table) {
    const { parameters: t } = this.text.chargePage;
    const f = this.format;
    const kind = TABLE_KINDS[this.key];
    return html`
      <ol class="points">
        ${own.map(([at, share], index) => {
          const number = f.count(index + 1);
          return html`
            <li>
              <input
                inputmode="decimal"
                autocomplete="off"
                aria-label=${t.pointAt(number)}
                .value=${fieldText(kind, at, f)}
                @change=${(event: Event) => this.onPoint(event, index, 0)}
              />
              <span class="unit">${fieldUnit(kind, f)}</span>
              <input
                inputmode="decimal"
                autocomplete="off"
                aria-label=${t.pointShare(number)}
                .value=${fieldText('share', share, f)}
                @change=${(event: Event) => this.onPoint(event, index, 1)}
              />
              <span class="unit">%</span>
              <button
                aria-label=${t.removePoint(number)}
                ?disabled=${own.length <= 2}
                @click=${() => this.tell(own.filter((_, other) => other !== index))}
              >
                <tb-icon small name="close"></tb-icon>
              </button>
            </li>
          `;
        })}
      </ol>
      <button ?disabled=${own.length >= MOST_POINTS} @click=${() => this.add(own)}>
        <tb-icon small name="plus"></tb-icon>${t.addPoint}
      </button>
    `;
  }

  private onOwn({ currentTarget }: Event): void {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    this.tell(currentTarget.checked ? (this.active ?? FIRST_TABLE) : null);
  }

  private onPoint({ currentTarget }: Event, index: number, part: 0 | 1): void {
    if (!(currentTarget instanceof HTMLInputElement) || !this.own) return;
    const value = parseField(part === 0 ? TABLE_KINDS[this.key] : 'share', currentTarget.value);
    const taken = value !== undefined && (part === 0 || (value >= 0 && value <= 1));
    if (taken)
      this.tell(this.own.map((point, other): TablePoint => (other !== index ? point : part === 0 ? [value, point[1]] : [point[0], value])));
    // What is no number, or no share, gives way to what was there.
    else this.requestUpdate('own', undefined);
  }

  /** A new point stands halfway between the last two. */
  private add(own: Table): void {
    const [before, last] = own.slice(-2);
    if (!before || !last) return;
    const middle: TablePoint = [(before[0] + last[0]) / 2, (before[1] + last[1]) / 2];
    this.tell([...own.slice(0, -1), middle, last]);
  }

  private tell(table: Table | null): void {
    this.dispatchEvent(new TableEvent(this.key, table));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-derating': TbDerating;
  }
}

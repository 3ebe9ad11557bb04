import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Limits } from '../../control/limits';
import type { ExplainedField, ShownMessage } from '../../bridge/traffic-contract';
import { LatestController } from '../state/latest-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { TABLE } from '../styles/table';
import { reasonSentence } from '../text/sentences';
import { characterText, fieldName, fieldValue, hexText, messageText, rawText, sourceText } from '../text/traffic';
import './tb-icon';

const LIMITS = ['cvl', 'ccl', 'dcl'] as const satisfies readonly (keyof Limits)[];

/** Every byte of one message: which field it belongs to, what that means, and where it comes from. */
@customElement('tb-byte-map')
export class TbByteMap extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TABLE,
    css`
      :host {
        container-type: inline-size;
      }
      .head {
        align-items: center;
      }
      .bytes {
        display: flex;
        flex-wrap: wrap;
        gap: 0.125rem;
        margin-block-end: var(--tb-space-4);
      }
      .byte {
        min-inline-size: 1.75rem;
        padding: 0.125rem 0.25rem;
        border-radius: 0.25rem;
        background: var(--tb-raised);
        text-align: center;
      }
      .line .byte {
        min-inline-size: 1.25rem;
      }
      .byte.lit {
        background: var(--tb-accent);
        color: var(--tb-on-accent);
      }
      th,
      td {
        text-align: start;
        vertical-align: baseline;
      }
      tbody tr:hover,
      tbody tr.lit {
        background: var(--tb-raised);
      }
      .at,
      .raw {
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
        white-space: nowrap;
      }
      .raw {
        max-inline-size: 14rem;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .value {
        min-inline-size: 6rem;
        font-weight: 550;
        overflow-wrap: anywhere;
      }
      .name {
        min-inline-size: 8rem;
      }
      .source {
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .rule {
        color: var(--tb-text);
      }
      .scroller {
        max-block-size: 32rem;
        overflow: auto;
      }
      @container (max-width: 44rem) {
        table,
        tbody {
          display: block;
        }
        thead {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        tr {
          display: grid;
          grid-template-columns: minmax(0, 1fr) auto;
          padding-block: var(--tb-space-2);
          border-block-end: var(--tb-line) solid var(--tb-hairline);
        }
        th,
        td {
          padding: 0;
          border: 0;
        }
        .at {
          grid-area: 2 / 2;
          justify-self: end;
        }
        .name {
          grid-area: 1 / 1;
        }
        .value {
          grid-area: 1 / 2;
          text-align: end;
        }
        .raw {
          grid-area: 2 / 1;
        }
        .source {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) message: ShownMessage | undefined;

  @state() private lit: ExplainedField | undefined;

  private readonly explained = new LatestController<readonly ExplainedField[]>(this);
  private readonly limits = new SelectController(this, ({ view }) => ({ limits: view?.limits, packs: view?.packs.length ?? 0 }), 'figures');

  override willUpdate(): void {
    const { message } = this;
    if (!message) return;
    const { wire, direction, bytes, request, damaged } = message;
    const key = [wire, direction, damaged, ...bytes, 'after', ...(request ?? [])].join(' ');
    this.explained.ask(key, '', () => this.ui.traffic.explain({ wire, direction, bytes, request, damaged }));
  }

  override render() {
    const { traffic: t } = this.text;
    const { message } = this;
    if (!message) return html`<section class="card quiet">${t.map.none}</section>`;
    const { answer, failure } = this.explained;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">${t.map.titleOf(messageText(message, this.text, this.format))}</h2></div>
        ${failure === undefined ? nothing : html`<p role="alert">${t.map.failed}</p>`}
        ${
          message.wire === 'port'
            ? nothing
            : html`<div class="bytes mono ${message.wire === 'slcan' ? 'line' : ''}" role="img" aria-label=${t.map.bytes}>
                ${[...message.bytes].map((byte, at) => this.byte(byte, at, message.wire === 'slcan'))}
              </div>`
        }
        ${answer && answer.length > 0 ? this.table(answer) : nothing}
      </section>
    `;
  }

  private byte(byte: number, at: number, asCharacter: boolean) {
    const { lit } = this;
    const isLit = lit !== undefined && at >= lit.offset && at < lit.offset + lit.length;
    return html`<span class="byte ${isLit ? 'lit' : ''}">${asCharacter ? characterText(byte) : hexText(byte)}</span>`;
  }

  private table(fields: readonly ExplainedField[]) {
    const { column, title } = this.text.traffic.map;
    return html`
      <div class="scroller" tabindex="0" role="region" aria-label=${title}>
        <table role="table">
          <thead>
            <tr role="row">
              ${[column.at, column.name, column.value, column.raw, column.source].map(
                (name) => html`<th role="columnheader" scope="col">${name}</th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${fields.map((field) => this.row(field))}
          </tbody>
        </table>
      </div>
    `;
  }

  private row(field: ExplainedField) {
    return html`
      <tr
        role="row"
        class=${field === this.lit ? 'lit' : ''}
        @pointerenter=${() => (this.lit = field)}
        @pointerleave=${() => (this.lit = undefined)}
      >
        <td role="cell" class="at">${this.place(field)}</td>
        <th role="rowheader" scope="row" class="name">${fieldName(field, this.text)}</th>
        <td role="cell" class="value">${fieldValue(field, this.text, this.format)}</td>
        <td role="cell" class="raw mono">${rawText(field)}</td>
        <td role="cell" class="source">${sourceText(field, this.text)} ${this.rule(field)}</td>
      </tr>
    `;
  }

  private place({ offset, length, bits }: ExplainedField): string {
    const { map: t } = this.text.traffic;
    const at = length === 1 ? String(offset) : `${offset}–${offset + length - 1}`;
    if (!bits) return at;
    const [lowest, count] = bits;
    return `${at}, ${count === 1 ? t.bit(String(lowest)) : t.bits(String(lowest), String(lowest + count - 1))}`;
  }

  /** Limits have a reason; the one that holds now is told with its name, since the message may be older. */
  private rule({ subject, source }: ExplainedField) {
    if (subject.of !== 'signal' || source?.kind !== 'made' || source.making !== 'law') return nothing;
    const { limits, packs } = this.limits.value;
    const name = LIMITS.find((limit) => limit === subject.signal);
    if (!name || !limits) return nothing;
    const sentence = reasonSentence(this.text, limits[name].reason, { format: this.format, severalPacks: packs > 1 });
    return html`<br /><span class="rule">${this.text.traffic.map.ruleNow(sentence)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-byte-map': TbByteMap;
  }
}

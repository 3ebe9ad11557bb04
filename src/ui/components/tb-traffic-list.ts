import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TrafficMessage } from '../../bridge/traffic-contract';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import { ROWS } from '../styles/rows';
import { bytesText, messageText } from '../text/traffic';
import './tb-icon';

/** Rows drawn above and below what is seen, so that scrolling shows no hole. */
const SPARE_ROWS = 8;
/** Rows shorter than the bottom by less than this are at the bottom [px]. */
const NEAR = 4;

/** Another message was chosen. */
export type ChooseEvent = CustomEvent<TrafficMessage>;

/**
 * Any number of messages in rows of one height, of which only those in sight are drawn. Newest last; it follows the newest until
 * the reader scrolls up or chooses a message.
 * @fires tb-choose
 */
@customElement('tb-traffic-list')
export class TbTrafficList extends TbElement {
  static override styles = [
    BASE,
    ROWS,
    css`
      :host {
        --row: 2rem;
        position: relative;
        container-type: inline-size;
        block-size: min(34rem, 65vh);
      }
      .view {
        block-size: 100%;
        overflow-y: auto;
        overflow-anchor: none;
        border: var(--tb-line) solid var(--tb-hairline);
        border-radius: var(--tb-radius-1);
        background: var(--tb-ground);
      }
      .view:focus-visible {
        outline-offset: -2px;
      }
      .row {
        grid-template-columns: 7rem 7.5rem minmax(10rem, 19rem) minmax(0, 1fr);
        padding-inline: var(--tb-space-3);
      }
      .row[aria-selected='true'] {
        box-shadow: inset 3px 0 var(--tb-accent);
      }
      .time {
        color: var(--tb-quiet);
        font-variant-numeric: tabular-nums;
      }
      .way {
        display: flex;
        align-items: center;
        gap: var(--tb-space-1);
        color: var(--tb-quiet);
      }
      .what {
        font-weight: 550;
      }
      .damaged .what {
        color: var(--tb-warning);
      }
      .port .what {
        font-weight: 450;
        font-style: italic;
      }
      .jump {
        position: absolute;
        inset: auto var(--tb-space-4) var(--tb-space-3) auto;
        display: inline-flex;
        align-items: center;
        gap: var(--tb-space-2);
        min-block-size: var(--tb-target);
        padding-inline: var(--tb-space-4);
        border: 0;
        border-radius: var(--tb-radius-2);
        background: var(--tb-accent);
        color: var(--tb-on-accent);
        font: inherit;
        font-size: var(--tb-text-small);
        font-weight: 550;
        cursor: pointer;
      }
      .jump tb-icon {
        rotate: 90deg;
      }
      @container (max-width: 44rem) {
        .row {
          grid-template: 'what way' 1fr 'bytes time' 1fr / minmax(0, 1fr) auto;
          gap: 0 var(--tb-space-3);
        }
        .time {
          grid-area: time;
        }
        .way {
          grid-area: way;
          justify-content: end;
        }
        .what {
          grid-area: what;
        }
        .bytes {
          grid-area: bytes;
        }
      }
      :host([narrow]) {
        --row: 3.25rem;
      }
    `,
  ];

  /** Oldest first; a message keeps its place by its number. */
  @property({ attribute: false }) messages: readonly TrafficMessage[] = [];
  /** Milliseconds since 1970 at the worker's zero. */
  @property({ type: Number }) wallZero = 0;
  @property({ type: Number }) chosen: number | undefined;
  @property({ type: Boolean, reflect: true }) narrow = false;

  @state() private top = 0;
  @state() private height = 0;
  @state() private following = true;
  /** Newest message when the reader left the bottom. */
  private leftAt = 0;
  private rowHeight = 32;

  @query('.view') private view!: HTMLElement;
  private resize: ResizeObserver | undefined;

  override firstUpdated(): void {
    this.resize = new ResizeObserver(() => this.measure());
    this.resize.observe(this.view);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize?.disconnect();
    this.resize = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.firstUpdated();
  }

  override render() {
    const { traffic: t } = this.text;
    const { messages } = this;
    const [from, to] = this.range();
    const newest = messages.at(-1)?.seq ?? -1;
    const newer = this.following ? 0 : messages.length - 1 - messages.findLastIndex(({ seq }) => seq <= this.leftAt);
    return html`
      <p id="help" class="unseen">${t.listHelp}</p>
      <div
        class="view"
        role="listbox"
        tabindex="0"
        aria-label=${t.list}
        aria-describedby="help"
        aria-activedescendant=${this.chosen === undefined ? nothing : `row-${this.chosen}`}
        @click=${this.onClick}
        @scroll=${this.onScroll}
        @keydown=${this.onKey}
      >
        <div class="whole">
          <div class="rows">
            ${repeat(
              messages.slice(from, to),
              ({ seq }) => seq,
              (message, index) => this.row(message, from + index),
            )}
          </div>
        </div>
      </div>
      ${
        newer > 0 && newest > this.leftAt
          ? html`<button class="jump" @click=${this.toNewest}>
              <tb-icon small name="open"></tb-icon>${t.newer(this.format.count(newer))}
            </button>`
          : nothing
      }
    `;
  }

  override updated(changed: PropertyValues): void {
    const whole = this.renderRoot.querySelector<HTMLElement>('.whole');
    const rows = this.renderRoot.querySelector<HTMLElement>('.rows');
    if (!whole || !rows) return;
    whole.style.blockSize = `${this.messages.length * this.rowHeight}px`;
    rows.style.transform = `translateY(${this.range()[0] * this.rowHeight}px)`;
    if (this.following && changed.has('messages')) this.view.scrollTop = this.view.scrollHeight;
  }

  private range(): readonly [from: number, to: number] {
    const { length } = this.messages;
    const seen = Math.ceil(this.height / this.rowHeight) + 2 * SPARE_ROWS;
    const top = this.following ? length * this.rowHeight - this.height : this.top;
    const from = Math.max(0, Math.min(length - seen, Math.floor(top / this.rowHeight) - SPARE_ROWS));
    return [from, Math.min(length, from + seen)];
  }

  private row(message: TrafficMessage, index: number) {
    const { wire, traffic: t } = this.text;
    const { seq, direction, damaged } = message;
    const isPort = message.wire === 'port';
    return html`
      <div
        class="row ${damaged ? 'damaged' : ''} ${isPort ? 'port' : ''}"
        role="option"
        id="row-${seq}"
        aria-selected=${seq === this.chosen}
        aria-setsize=${this.messages.length}
        aria-posinset=${index + 1}
      >
        <span class="time">${this.format.clockMilliseconds(this.wallZero + message.at)}</span>
        <span class="way">
          ${
            isPort
              ? html`<tb-icon small name="connection"></tb-icon>`
              : html`<tb-icon small name=${direction === 'sent' ? 'outward' : 'inward'}></tb-icon>
                  <span class="unseen">${wire.directions[direction]}</span>`
          }
          <span>${isPort ? message.port : t.filter.links[message.wire]}</span>
        </span>
        <span class="what">${messageText(message, this.text, this.format)}</span>
        <span class="bytes mono">${bytesText(message)}</span>
      </div>
    `;
  }

  private onClick(event: MouseEvent): void {
    const row = (event.target as Element).closest('[role="option"]');
    if (row) this.choose(Number(row.getAttribute('aria-posinset')) - 1);
  }

  private measure(): void {
    this.height = this.view.clientHeight;
    this.narrow = this.view.clientWidth < 704;
    // The property changes the height of a row, and that is known once it is drawn.
    void this.updateComplete.then(() => {
      const row = this.renderRoot.querySelector('.row')?.getBoundingClientRect().height;
      this.rowHeight = row ?? (this.narrow ? 52 : 32);
      this.requestUpdate('messages');
    });
  }

  private onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.view;
    this.top = scrollTop;
    const atBottom = scrollTop + clientHeight >= scrollHeight - NEAR;
    if (this.following && !atBottom) this.leave();
    else if (atBottom && this.chosen === undefined) this.following = true;
  }

  private leave(): void {
    this.following = false;
    this.leftAt = this.messages.at(-1)?.seq ?? 0;
    this.top = this.view.scrollTop;
  }

  private toNewest(): void {
    this.following = true;
    this.requestUpdate('messages');
  }

  /** The listbox pattern: arrows choose, and what is chosen is brought into sight. */
  private onKey(event: KeyboardEvent): void {
    const { length } = this.messages;
    if (length === 0) return;
    const at = this.messages.findIndex(({ seq }) => seq === this.chosen);
    const page = Math.max(1, Math.floor(this.height / this.rowHeight) - 1);
    const from = at < 0 ? length : at;
    const next = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      PageDown: from + page,
      PageUp: from - page,
      Home: 0,
      End: length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(length - 1, next));
    this.choose(index);
    const top = index * this.rowHeight;
    if (top < this.view.scrollTop) this.view.scrollTop = top;
    else if (top + this.rowHeight > this.view.scrollTop + this.height) this.view.scrollTop = top + this.rowHeight - this.height;
  }

  private choose(index: number): void {
    const message = this.messages[index];
    if (!message) return;
    if (this.following) this.leave();
    this.dispatchEvent(new CustomEvent<TrafficMessage>('tb-choose', { detail: message }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-traffic-list': TbTrafficList;
  }
}

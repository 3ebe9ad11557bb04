import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LogEntry } from '../../bridge/log-contract';
import { rowWindow } from '../log/row-window';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import { ROWS } from '../styles/rows';
import { LEVEL_TONES, logText } from '../text/log';
import './tb-icon';
import './tb-state-mark';

/** Where the lines come from; numbers as in `LogReader`. */
export interface LogRows {
  /** Number of the oldest line, and of the one that will come. */
  readonly first: number;
  readonly last: number;
  at(number: number): LogEntry | undefined;
}

/** A line was chosen. */
export type ChooseEvent = CustomEvent<number>;

/**
 * A list of any number of lines, of which only those in sight exist. It stays at the newest line until the owner scrolls up, and
 * comes back to it by a button.
 */
@customElement('tb-log-list')
export class TbLogList extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    ROWS,
    css`
      :host {
        position: relative;
        --row: 2.25rem;
      }
      .scroller {
        height: min(36rem, 65vh);
        overflow-y: scroll;
        overflow-anchor: none;
        contain: strict;
        border: var(--tb-line) solid var(--tb-hairline);
        border-radius: var(--tb-radius-3);
        background: var(--tb-surface);
      }
      .whole {
        overflow: hidden;
      }
      .probe {
        position: absolute;
        inline-size: 0;
        block-size: var(--row);
        visibility: hidden;
      }
      .row {
        grid-template-columns: 10.5rem 8.5rem 5.5rem minmax(0, 1fr);
        padding-inline: var(--tb-space-4);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
        font-variant-numeric: tabular-nums;
      }
      .new {
        position: absolute;
        inset-block-end: var(--tb-space-3);
        inset-inline-end: var(--tb-space-5);
        background: var(--tb-surface);
      }
      @container (max-width: 46rem) {
        :host {
          --row: 3.75rem;
        }
        .row {
          grid-template: auto auto / auto auto minmax(0, 1fr);
          gap: 0 var(--tb-space-3);
          align-content: center;
        }
        .text {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) rows: LogRows | undefined;
  /** Another value where `rows` has other lines. */
  @property({ attribute: false }) version = 0;
  @property({ attribute: false }) chosen: number | undefined;
  @property() label = '';

  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('.whole') private readonly whole!: HTMLElement | null;
  @query('.rows') private readonly drawn!: HTMLElement | null;
  @query('.probe') private readonly probe!: HTMLElement | null;

  @state() private following = true;
  @state() private scrolled = 0;
  @state() private height = 600;
  @state() private rowHeight = 36;

  private first = 0;
  /** Lines up to this one had come when the owner scrolled up. */
  private seen = 0;
  private resize: ResizeObserver | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize?.disconnect();
    this.resize = undefined;
  }

  override render() {
    const { log: t } = this.text;
    const { first, last } = this.bounds();
    const count = last - first;
    const { from, to } = rowWindow(this.scrolled, this.height, this.rowHeight, count);
    const fresh = last - this.seen;
    return html`
      <div
        class="scroller"
        role="listbox"
        tabindex="0"
        aria-label=${this.label}
        aria-activedescendant=${this.chosen === undefined ? nothing : `line${this.chosen}`}
        @scroll=${this.onScroll}
        @keydown=${this.onKey}
        @click=${this.onClick}
      >
        <div class="probe"></div>
        <div class="whole" role="presentation">
          <div class="rows" role="presentation">
            ${Array.from({ length: to - from }, (_, index) => this.row(first + from + index, from + index + 1, count))}
          </div>
        </div>
      </div>
      ${
        this.following
          ? nothing
          : html`<button class="new" @click=${() => this.follow()}>
              <tb-icon small name="down"></tb-icon>${fresh > 0 ? t.newLines(this.format.count(fresh)) : t.toNewest}
            </button>`
      }
    `;
  }

  override firstUpdated(): void {
    this.watch();
  }

  override updated(changed: PropertyValues<this>): void {
    const { scroller, whole, drawn } = this;
    if (!scroller || !whole || !drawn) return;
    if (!this.resize) this.watch();
    const { first, last } = this.bounds();
    whole.style.height = `${(last - first) * this.rowHeight}px`;
    // What is in sight stays where it is when older lines come above it.
    if (first !== this.first && !this.following) scroller.scrollTop += (this.first - first) * this.rowHeight;
    this.first = first;
    if (this.following) scroller.scrollTop = whole.offsetHeight;
    if (changed.has('chosen') && this.chosen !== undefined) this.bringIntoSight(this.chosen);
    if (scroller.scrollTop !== this.scrolled) this.scrolled = scroller.scrollTop;
    const { from } = rowWindow(this.scrolled, this.height, this.rowHeight, last - first);
    drawn.style.transform = `translateY(${from * this.rowHeight}px)`;
  }

  private row(number: number, place: number, count: number) {
    const entry = this.rows?.at(number);
    if (!entry) return nothing;
    const { log: t } = this.text;
    const f = this.format;
    return html`
      <div
        class="row"
        role="option"
        id="line${number}"
        data-number=${number}
        aria-selected=${number === this.chosen}
        aria-posinset=${place}
        aria-setsize=${count}
      >
        <span class="quiet">${f.day(entry.at)} ${f.clockSeconds(entry.at)}</span>
        <tb-state-mark .tone=${LEVEL_TONES[entry.level] ?? 'idle'}>${t.levels[entry.level] ?? entry.level}</tb-state-mark>
        <span class="quiet">${t.sources[entry.source] ?? entry.source}</span>
        <span class="text">${logText(entry, this.text, { format: f, severalPacks: false })}</span>
      </div>
    `;
  }

  private bounds(): { readonly first: number; readonly last: number } {
    return this.rows ? { first: this.rows.first, last: this.rows.last } : { first: 0, last: 0 };
  }

  private watch(): void {
    const { scroller } = this;
    if (!scroller) return;
    this.resize = new ResizeObserver(() => {
      this.height = scroller.clientHeight || this.height;
      this.rowHeight = this.probe?.offsetHeight || this.rowHeight;
    });
    this.resize.observe(scroller);
  }

  private onScroll(): void {
    const { scroller } = this;
    if (!scroller || scroller.scrollTop === this.scrolled) return;
    this.scrolled = scroller.scrollTop;
    const isAtEnd = this.scrolled + scroller.clientHeight >= scroller.scrollHeight - this.rowHeight / 2;
    if (this.following && !isAtEnd) this.seen = this.bounds().last;
    this.following = isAtEnd;
  }

  private follow(): void {
    this.following = true;
    this.scroller?.focus();
  }

  private onClick({ target }: Event): void {
    const row = target instanceof Element ? target.closest<HTMLElement>('.row') : null;
    if (row) this.choose(Number(row.dataset['number']));
  }

  private onKey(event: KeyboardEvent): void {
    const { first, last } = this.bounds();
    const page = Math.max(1, Math.floor(this.height / this.rowHeight) - 1);
    const at = this.chosen ?? last;
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, PageUp: at - page, PageDown: at + page, Home: first, End: last - 1 }[event.key];
    if (next === undefined || first === last) return;
    event.preventDefault();
    this.choose(Math.max(first, Math.min(last - 1, next)));
  }

  private choose(number: number): void {
    // A line that is being read stays in sight.
    this.seen = this.bounds().last;
    this.following = number === this.bounds().last - 1 && this.following;
    this.dispatchEvent(new CustomEvent('tb-choose', { detail: number }) satisfies ChooseEvent);
  }

  private bringIntoSight(number: number): void {
    const { scroller } = this;
    if (!scroller) return;
    const top = (number - this.bounds().first) * this.rowHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + this.rowHeight > scroller.scrollTop + scroller.clientHeight) {
      scroller.scrollTop = top + this.rowHeight - scroller.clientHeight;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-log-list': TbLogList;
  }
}

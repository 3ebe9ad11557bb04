import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LogLevel, LogSource } from '../../bridge/log-contract';
import { LEVELS, NO_FILTER, SOURCES, timeOf, type LogFilter } from '../log/log-filter';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import { TEXT_FIELD } from '../styles/field';
import type { LogSpan } from '../text/keys-log';

const SPANS: readonly LogSpan[] = ['all', 'hour', 'day', 'week', 'own'];

/** The owner wants to see other lines. */
export type FilterEvent = CustomEvent<LogFilter>;

/** Which lines of the log are wanted: level, part, time, words. */
@customElement('tb-log-filter')
export class TbLogFilter extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    TEXT_FIELD,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--tb-space-3);
      }
      label {
        font-size: var(--tb-text-small);
      }
      input[type='search'] {
        display: block;
        width: min(20rem, 100%);
      }
      select {
        width: auto;
      }
      .levels {
        display: flex;
        flex-wrap: wrap;
        gap: var(--tb-space-1);
        margin: 0;
        padding: 0;
        border: 0;
      }
      .levels button {
        padding-inline: var(--tb-space-3);
        color: var(--tb-quiet);
      }
      .levels button[aria-pressed='true'] {
        border-color: var(--tb-accent);
        background: var(--tb-accent-soft);
        color: var(--tb-text);
      }
      @media (forced-colors: active) {
        .levels button[aria-pressed='true'] {
          text-decoration: underline 2px;
        }
      }
      .grow {
        flex: 1 1 14rem;
        max-width: 22rem;
      }
      .grow input {
        width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) filter: LogFilter = NO_FILTER;
  /** Lines of each level that have been read. */
  @property({ attribute: false }) counts: Readonly<Record<LogLevel, number>> = { ERROR: 0, WARNING: 0, INFO: 0, DEBUG: 0 };

  override render() {
    const { filter: t, sources, levels } = this.text.log;
    const { filter } = this;
    return html`
      <form role="search" @submit=${(event: Event) => event.preventDefault()}>
        <div class="grow">
          <label for="search">${t.search}</label>
          <input id="search" type="search" .value=${filter.search} @input=${this.onSearch} />
        </div>
        <div class="levels" role="group" aria-label=${t.levels}>
          ${LEVELS.map(
            (level) =>
              html`<button type="button" aria-pressed=${filter.levels.has(level)} @click=${() => this.toggle(level)}>
                ${levels[level]} <span class="small quiet">${this.format.count(this.counts[level])}</span>
              </button>`,
          )}
        </div>
        <div>
          <label for="source">${t.source}</label>
          <select id="source" @change=${this.onSource}>
            <option value="" .selected=${filter.source === undefined}>${t.allSources}</option>
            ${SOURCES.map((source) => html`<option value=${source} .selected=${source === filter.source}>${sources[source]}</option>`)}
          </select>
        </div>
        <div>
          <label for="span">${t.time}</label>
          <select id="span" @change=${this.onSpan}>
            ${SPANS.map((span) => html`<option value=${span} .selected=${span === filter.span}>${t.spans[span]}</option>`)}
          </select>
        </div>
        ${filter.span === 'own' ? html`${this.moment('from', t.from)} ${this.moment('to', t.to)}` : nothing}
        ${filter === NO_FILTER ? nothing : html`<button type="button" @click=${this.reset}>${t.reset}</button>`}
      </form>
    `;
  }

  private moment(side: 'from' | 'to', label: string) {
    return html`<div>
      <label for=${side}>${label}</label>
      <input
        id=${side}
        type="datetime-local"
        @change=${({ target }: Event) => {
          const at = Date.parse((target as HTMLInputElement).value);
          this.tell({ [side]: Number.isNaN(at) ? (side === 'from' ? -Infinity : Infinity) : at });
        }}
      />
    </div>`;
  }

  private toggle(level: LogLevel): void {
    const levels = new Set(this.filter.levels);
    if (!levels.delete(level)) levels.add(level);
    this.tell({ levels });
  }

  private onSearch({ target }: Event): void {
    this.tell({ search: (target as HTMLInputElement).value });
  }

  private onSource({ target }: Event): void {
    const source = (target as HTMLSelectElement).value;
    this.tell({ source: source === '' ? undefined : (source as LogSource) });
  }

  private onSpan({ target }: Event): void {
    this.tell(timeOf((target as HTMLSelectElement).value as LogSpan, Date.now()));
  }

  private reset(): void {
    this.send(NO_FILTER);
  }

  private tell(change: Partial<LogFilter>): void {
    this.send({ ...this.filter, ...change });
  }

  private send(filter: LogFilter): void {
    this.dispatchEvent(new CustomEvent('tb-filter', { detail: filter }) satisfies FilterEvent);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-log-filter': TbLogFilter;
  }
}

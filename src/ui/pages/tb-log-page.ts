import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { LineStorage, LogEntry } from '../../bridge/log-contract';
import type { FilterEvent } from '../components/tb-log-filter';
import type { ChooseEvent } from '../components/tb-log-list';
import { matcher, NO_FILTER, type LogFilter } from '../log/log-filter';
import { filterOf, filterQuery } from '../log/filter-query';
import { LogReader } from '../log/log-reader';
import { LatestController } from '../state/latest-controller';
import { SourceController } from '../state/opened-file';
import { hashOfQuery, pageOf, queryOf } from '../state/route';
import { TbElement } from '../state/tb-element';
import { BASE, CARD } from '../styles/shared';
import { INTRO } from '../styles/intro';
import { logText } from '../text/log';
import '../components/tb-incidents';
import '../components/tb-log-detail';
import '../components/tb-log-filter';
import '../components/tb-log-keeping';
import '../components/tb-log-list';
import '../components/tb-log-take-along';
import '../components/tb-support-file';

const STORAGE_REFRESH_MS = 10_000;

/** What happened, line by line: filtered, searched, followed live, taken along. */
@customElement('tb-log-page')
export class TbLogPage extends TbElement {
  static override styles = [
    BASE,
    CARD,
    INTRO,
    css`
      .stack {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
        gap: var(--tb-space-4);
      }
      .list {
        display: grid;
        gap: var(--tb-space-2);
      }
      .frame {
        container-type: inline-size;
      }
      .failure {
        color: var(--tb-warning);
      }
      @media (min-width: 90rem) {
        .list {
          grid-template-columns: minmax(0, 1fr) 24rem;
          align-items: start;
          gap: var(--tb-space-2) var(--tb-space-4);
        }
        .list > p {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @state() private filter: LogFilter = NO_FILTER;
  @state() private chosen: number | undefined;
  @state() private looks = 0;

  private readonly source = new SourceController(this);
  private readonly reader = new LogReader(this);
  private readonly storage = new LatestController<LineStorage>(this);
  private fits: (entry: LogEntry) => boolean = () => true;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private version = 0;
  private shownKey = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.onHash();
    window.addEventListener('hashchange', this.onHash);
    this.ticking = setInterval(() => (this.looks += 1), STORAGE_REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.onHash);
    clearInterval(this.ticking);
  }

  override willUpdate(): void {
    const { key, mode, log } = this.source.value;
    if (!mode) return;
    if (key !== this.shownKey) this.chosen = undefined;
    this.shownKey = key;
    this.reader.open(key, mode, log);
    this.storage.ask(mode, String(this.looks), () => this.ui.log.storage(mode));
  }

  override render() {
    const { log: t, pages } = this.text;
    const { reader, chosen } = this;
    const shown = reader.last - reader.first;
    const { count } = this.format;
    this.version += 1;
    return html`
      <h1 tabindex="-1">${pages.log}</h1>
      <p class="intro quiet">${t.intro}</p>
      <div class="stack">
        <tb-log-filter .filter=${this.filter} .counts=${reader.counts} @tb-filter=${this.onFilter}></tb-log-filter>
        ${reader.failure === undefined ? nothing : html`<p class="failure" role="alert">${t.failed(reader.failure)}</p>`}
        <div class="list">
          <p class="quiet small">
            ${t.shown(count(shown), count(reader.total))} ${reader.loading ? t.loading : reader.searching ? t.searching : nothing}
          </p>
          <div class="frame">
            ${
              shown === 0 && !reader.loading && !reader.searching
                ? html`<p class="card quiet">${reader.total === 0 ? t.empty : t.noMatch}</p>`
                : html`<tb-log-list
                    .rows=${reader}
                    .version=${this.version}
                    .chosen=${chosen}
                    .label=${t.list}
                    @tb-choose=${({ detail }: ChooseEvent) => (this.chosen = detail)}
                  ></tb-log-list>`
            }
          </div>
          <tb-log-detail .entry=${chosen === undefined ? undefined : reader.at(chosen)}></tb-log-detail>
        </div>
        ${this.own()}
      </div>
    `;
  }

  /** What is about this bridge only, and not about a file that is looked at. */
  private own() {
    const { mode = 'serial', file } = this.source.value;
    if (file) return html`<tb-support-file></tb-support-file>`;
    return html`
      <tb-incidents .mode=${mode} .looks=${this.looks}></tb-incidents>
      <div class="pair">
        <tb-log-take-along .mode=${mode} .fits=${this.fits}></tb-log-take-along>
        <tb-support-file></tb-support-file>
      </div>
      <tb-log-keeping
        .mode=${mode}
        .storage=${this.storage.answer}
        @tb-cleared=${() => {
          this.chosen = undefined;
          this.looks += 1;
          this.reader.restart();
        }}
      ></tb-log-keeping>
    `;
  }

  /** The address says what is shown, so that it can be kept and handed on. */
  private onFilter({ detail }: FilterEvent): void {
    history.replaceState(history.state, '', hashOfQuery('log', filterQuery(detail)));
    this.show(detail);
  }

  private readonly onHash = (): void => {
    if (pageOf(location.hash) === 'log') this.show(filterOf(queryOf(location.hash), Date.now()));
  };

  private show(filter: LogFilter): void {
    this.filter = filter;
    this.chosen = undefined;
    const { text, format } = this;
    this.fits = matcher(filter, (entry) => logText(entry, text, { format, severalPacks: false }));
    this.reader.filter(this.fits);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-log-page': TbLogPage;
  }
}

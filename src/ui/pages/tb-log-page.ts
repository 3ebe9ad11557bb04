import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { LineStorage, LogEntry } from '../../bridge/log-contract';
import type { FilterEvent } from '../components/tb-log-filter';
import type { ChooseEvent } from '../components/tb-log-list';
import { matcher, NO_FILTER, type LogFilter } from '../log/log-filter';
import { LogReader } from '../log/log-reader';
import { LatestController } from '../state/latest-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD } from '../styles/shared';
import { logText } from '../text/log';
import '../components/tb-log-detail';
import '../components/tb-log-filter';
import '../components/tb-log-keeping';
import '../components/tb-log-list';
import '../components/tb-log-take-along';

const STORAGE_REFRESH_MS = 10_000;

/** What happened, line by line: filtered, searched, followed live, taken along. */
@customElement('tb-log-page')
export class TbLogPage extends TbElement {
  static override styles = [
    BASE,
    CARD,
    css`
      .intro {
        max-width: 44rem;
        margin-block: var(--tb-space-1) var(--tb-space-4);
      }
      .stack {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
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

  private readonly mode = new SelectController(this, ({ view }) => view?.mode);
  private readonly reader = new LogReader(this, () => this.ui.log);
  private readonly storage = new LatestController<LineStorage>(this);
  private fits: (entry: LogEntry) => boolean = () => true;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private version = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ticking = setInterval(() => (this.looks += 1), STORAGE_REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  override willUpdate(): void {
    const mode = this.mode.value;
    if (!mode) return;
    this.reader.open(mode);
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
        <tb-log-take-along .mode=${this.mode.value ?? 'serial'} .fits=${this.fits}></tb-log-take-along>
        <tb-log-keeping
          .mode=${this.mode.value ?? 'serial'}
          .storage=${this.storage.answer}
          @tb-cleared=${() => {
            this.chosen = undefined;
            this.looks += 1;
            this.reader.restart();
          }}
        ></tb-log-keeping>
      </div>
    `;
  }

  private onFilter({ detail }: FilterEvent): void {
    this.filter = detail;
    this.chosen = undefined;
    const { text, format } = this;
    this.fits = matcher(detail, (entry) => logText(entry, text, { format, severalPacks: false }));
    this.reader.filter(this.fits);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-log-page': TbLogPage;
  }
}

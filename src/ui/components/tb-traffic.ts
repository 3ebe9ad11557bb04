import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Direction, TrafficMessage, Wire } from '../../bridge/traffic-contract';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { TrafficController } from '../state/traffic-controller';
import { MOST_MESSAGES, NO_FILTER, type TrafficFilter, TrafficLog } from '../state/traffic-log';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { TEXT_FIELD } from '../styles/field';
import { CHECK } from '../styles/check';
import { searchText } from '../text/traffic';
import type { ChooseEvent } from './tb-traffic-list';
import './tb-byte-map';
import './tb-icon';
import './tb-traffic-list';
import './tb-traffic-rates';

const LINKS: readonly TrafficFilter['wire'][] = ['all', 'tinybms', 'slcan', 'port'];
const DIRECTIONS: readonly TrafficFilter['direction'][] = ['all', 'sent', 'received'];

/** Everything that goes over the wires, as it goes: a list to filter and to hold, and every message explained byte by byte. */
@customElement('tb-traffic')
export class TbTraffic extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TEXT_FIELD,
    CHECK,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
      .filter {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--tb-space-3);
        margin-block-end: var(--tb-space-3);
      }
      .filter label {
        font-size: var(--tb-text-small);
        font-weight: 450;
        color: var(--tb-quiet);
      }
      .filter select {
        inline-size: auto;
      }
      .search {
        flex: 1 1 14rem;
      }
      input[type='search'] {
        inline-size: 100%;
      }
      .below {
        margin-block-start: var(--tb-space-2);
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .none {
        display: grid;
        place-items: center;
        min-block-size: 10rem;
        color: var(--tb-quiet);
      }
    `,
  ];

  @state() private filter = NO_FILTER;
  @state() private chosen: TrafficMessage | undefined;

  private readonly log = new TrafficLog((message) => searchText(message, this.text, this.format));
  private readonly settings = new SelectController(this, ({ view }) => view?.configuration.traffic.keptMegabytes);
  private readonly displays = new SelectController(this, ({ view }) => view?.window.role === 'display');

  constructor() {
    super();
    new TrafficController(this, (batch) => this.log.add(batch), MOST_MESSAGES);
  }

  override render() {
    const { traffic: t } = this.text;
    const { log } = this;
    const f = this.format;
    const shown = log.shown;
    const wallZero = log.state ? log.state.wallTime - log.state.now : 0;
    return html`
      <section class="card">
        ${this.controls()}
        ${
          shown.length === 0
            ? html`<p class="none">${log.count > 0 ? t.noMatch : this.displays.value ? t.elsewhere : t.empty}</p>`
            : html`<tb-traffic-list
                .messages=${shown}
                .wallZero=${wallZero}
                .chosen=${this.chosen?.seq}
                @tb-choose=${(event: ChooseEvent) => (this.chosen = event.detail)}
              ></tb-traffic-list>`
        }
        <p class="below">${t.shown(f.count(shown.length), f.count(log.count))}</p>
      </section>
      <tb-byte-map .message=${this.chosen}></tb-byte-map>
      <tb-traffic-rates .state=${log.state} .megabytes=${this.settings.value ?? 4}></tb-traffic-rates>
    `;
  }

  private controls() {
    const { traffic: t } = this.text;
    const { filter: words } = t;
    const { log, filter } = this;
    return html`
      <div class="filter">
        <label
          >${words.link}<br /><select @change=${(event: Event) => this.set({ wire: valueOf<'all' | Wire>(event) })}>
            ${LINKS.map((link) => html`<option value=${link} ?selected=${link === filter.wire}>${words.links[link]}</option>`)}
          </select></label
        >
        <label
          >${words.direction}<br /><select @change=${(event: Event) => this.set({ direction: valueOf<'all' | Direction>(event) })}>
            ${DIRECTIONS.map((way) => html`<option value=${way} ?selected=${way === filter.direction}>${words.directions[way]}</option>`)}
          </select></label
        >
        <label class="search"
          >${words.search}<br /><input
            type="search"
            placeholder=${words.searchHint}
            .value=${filter.search}
            @input=${(event: Event) => this.set({ search: valueOf(event).trim().toLowerCase() })}
        /></label>
        <label class="check"
          ><input
            type="checkbox"
            .checked=${filter.damaged}
            @change=${(event: Event) => this.set({ damaged: (event.target as HTMLInputElement).checked })}
          />${words.damaged}</label
        >
        <button @click=${this.togglePause}>${log.paused ? `${t.goOn} (${t.newer(this.format.count(log.waiting))})` : t.pause}</button>
        <button @click=${() => void this.ui.traffic.clear()}>${t.clear}</button>
      </div>
    `;
  }

  private set(change: Partial<TrafficFilter>): void {
    this.filter = { ...this.filter, ...change };
    this.log.setFilter(this.filter);
  }

  private togglePause(): void {
    this.log.paused = !this.log.paused;
    this.requestUpdate();
  }
}

function valueOf<T extends string>(event: Event): T {
  return (event.target as HTMLInputElement | HTMLSelectElement).value as T;
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-traffic': TbTraffic;
  }
}

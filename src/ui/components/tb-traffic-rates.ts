import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TrafficCount, TrafficState } from '../../bridge/traffic-contract';
import { OutcomeController } from '../state/outcome-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { TABLE } from '../styles/table';
import type { NamedFrame } from '../text/keys';
import './tb-icon';

const MEGABYTES = [1, 4, 16, 64] as const;

/** How much goes over each wire, how much of it is damaged, what is kept, and counts of each identifier and command. */
@customElement('tb-traffic-rates')
export class TbTrafficRates extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TABLE,
    css`
      .kept {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-2) var(--tb-space-5);
        margin-block-start: var(--tb-space-4);
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .kept label {
        display: flex;
        align-items: center;
        gap: var(--tb-space-3);
        font-weight: 450;
      }
      select {
        inline-size: auto;
      }
      td.notable {
        color: var(--tb-warning);
        font-weight: 650;
      }
      .counts th:nth-child(2),
      .counts td:nth-child(2) {
        text-align: start;
      }
    `,
  ];

  @property({ attribute: false }) state: TrafficState | undefined;
  /** What the owner wants to keep [MB]. */
  @property({ type: Number }) megabytes = 4;

  private readonly request = new OutcomeController(this);

  override render() {
    const { traffic: t, wire } = this.text;
    const { rates: r } = t;
    const { state } = this;
    if (!state) return nothing;
    const f = this.format;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">${r.title}</h2></div>
        <div class="scroller" tabindex="0" role="region" aria-label=${r.title}>
          <table>
            <thead>
              <tr>
                ${[r.flow, r.perSecond, r.bytesPerSecond, r.total, r.damaged].map((name) => html`<th scope="col">${name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${state.flows.map(
                (flow) => html`
                  <tr>
                    <th scope="row">${t.filter.links[flow.wire]}, ${wire.directions[flow.direction]}</th>
                    <td>${f.number(Math.round(10 * flow.piecesPerSecond) / 10)}</td>
                    <td>${f.count(flow.bytesPerSecond)}</td>
                    <td>${f.count(flow.pieces)}</td>
                    <td class=${flow.damaged > 0 ? 'notable' : ''}>${f.count(flow.damaged)}</td>
                  </tr>
                `,
              )}
            </tbody>
          </table>
        </div>
        <div class="kept">
          <span>
            ${r.kept(f.bytes(state.keptBytes), f.bytes(state.mostBytes))}${state.since === undefined ? nothing : html`, ${r.since(f.clockSeconds(state.wallTime - state.now + state.since))}`}
          </span>
          <label>
            ${r.size}
            <select ?disabled=${this.request.busy} @change=${this.onSize}>
              ${[...new Set([...MEGABYTES, this.megabytes])]
                .sort((a, b) => a - b)
                .map((size) => html`<option value=${size} ?selected=${size === this.megabytes}>${f.bytes(size * 1_000_000)}</option>`)}
            </select>
          </label>
          ${this.request.failure === undefined ? nothing : html`<span role="alert">${r.sizeFailed}</span>`}
        </div>
        <details>
          <summary><tb-icon small name="open"></tb-icon>${r.counts}</summary>
          ${this.counts(state.counts)}
        </details>
      </section>
    `;
  }

  private counts(counts: readonly TrafficCount[]) {
    const { rates: r } = this.text.traffic;
    const { column } = r;
    const f = this.format;
    const rows = [...counts].sort((a, b) => a.wire.localeCompare(b.wire) || a.kind.localeCompare(b.kind) || a.key.localeCompare(b.key));
    return html`
      <div class="scroller" tabindex="0" role="region" aria-label=${r.counts}>
        <table class="counts">
          <thead>
            <tr>
              ${[column.what, column.direction, column.count, column.bytes, column.interval].map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) => html`
                <tr>
                  <th scope="row">${this.name(row)}</th>
                  <td>${row.wire === 'port' ? '' : this.text.wire.directions[row.direction]}</td>
                  <td>${f.count(row.count)}</td>
                  <td>${f.count(row.bytes)}</td>
                  <td>${f.milliseconds(row.intervalMs)}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  private name({ kind, key, wire: link }: TrafficCount): string {
    const { traffic: t, wire } = this.text;
    switch (kind) {
      case 'frame':
        return `${key} ${wire.frameNames[key as NamedFrame] ?? wire.unnamed}`;
      case 'request':
        return t.commands[key as keyof typeof t.commands] ?? key;
      case 'reply':
        return t.reply(t.commands[key as keyof typeof t.commands] ?? key);
      case 'command':
        return t.adapterCommands[key] ?? key;
      case 'answer':
        return t.answers[key] ?? key;
      case 'port':
      case 'refusal':
      case 'damaged':
        return `${t.kinds[kind]}, ${kind === 'port' ? key : t.filter.links[link]}`;
    }
  }

  private onSize(event: Event): void {
    const keptMegabytes = Number((event.target as HTMLSelectElement).value);
    void this.request.run(() => this.ui.bridge.configure({ traffic: { keptMegabytes } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-traffic-rates': TbTrafficRates;
  }
}

import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { AdapterView, PackView } from '../../bridge/contract';
import type { Counter } from '../components/tb-counters';
import { UNKNOWN } from '../format/format';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import { INTRO } from '../styles/intro';
import type { WireTab } from '../text/keys-traffic';
import type { TabEvent } from '../components/tb-tabs';
import '../components/tb-counters';
import '../components/tb-gx-mirror';
import '../components/tb-laboratory';
import '../components/tb-tabs';
import '../components/tb-traffic';
import '../components/tb-traffic-files';
import '../components/tb-wire-table';

const WIRE_TABS: readonly WireTab[] = ['now', 'traffic', 'requests', 'mirror', 'files'];

/** What is on the wire, byte for byte, and how well both links carry it. */
@customElement('tb-wire-page')
export class TbWirePage extends TbElement {
  static override styles = [
    BASE,
    INTRO,
    css`
      .stack {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
    `,
  ];

  private readonly links = new SelectController(
    this,
    ({ view, worker }) => (view && worker !== 'silent' ? { packs: view.packs, adapter: view.adapter } : { packs: [], adapter: undefined }),
    'figures',
  );

  @state() private tab: WireTab = 'now';

  override render() {
    const { traffic: t, pages } = this.text;
    return html`
      <h1 tabindex="-1">${pages.wire}</h1>
      <p class="intro quiet">${t.intros[this.tab]}</p>
      <tb-tabs
        .tabs=${WIRE_TABS.map((id) => ({ id, name: t.tabs[id] }))}
        chosen=${this.tab}
        label=${t.tabList}
        @tb-tab=${(event: TabEvent) => (this.tab = event.detail as WireTab)}
        >${this.panel()}</tb-tabs
      >
    `;
  }

  private panel() {
    switch (this.tab) {
      case 'now':
        return this.present();
      case 'traffic':
        return html`<tb-traffic></tb-traffic>`;
      case 'requests':
        return html`<tb-laboratory></tb-laboratory>`;
      case 'mirror':
        return html`<tb-gx-mirror></tb-gx-mirror>`;
      case 'files':
        return html`<tb-traffic-files></tb-traffic-files>`;
    }
  }

  private present() {
    const { packs, adapter } = this.links.value;
    const { wire: t, cells } = this.text;
    const open = packs.filter(({ counters }) => counters !== undefined);
    return html`
      <div class="stack">
        <tb-wire-table></tb-wire-table>
        ${
          open.length === 0
            ? html`<tb-counters heading=${t.bmsCounters}></tb-counters>`
            : open.map(
                (pack) =>
                  html`<tb-counters
                    heading=${open.length > 1 ? `${t.bmsCounters} · ${cells.pack(pack.id)}` : t.bmsCounters}
                    .counters=${this.bms(pack)}
                  ></tb-counters>`,
              )
        }
        <tb-counters heading=${t.canCounters} .counters=${adapter ? this.can(adapter) : []}></tb-counters>
      </div>
    `;
  }

  private bms({ counters, rejected, lastRejection }: PackView): readonly Counter[] {
    if (!counters) return [];
    const { bms: t } = this.text.wire;
    const f = this.format;
    const count = (key: 'requests' | 'replies' | 'timeouts' | 'repeats' | 'refusals' | 'skippedBytes' | 'unexpectedReplies'): Counter => ({
      name: t[key],
      value: f.count(counters[key]),
    });
    return [
      count('requests'),
      count('replies'),
      { name: t.lastLatencyMs, value: f.milliseconds(counters.lastLatencyMs) },
      { name: t.longestLatencyMs, value: f.milliseconds(counters.longestLatencyMs) },
      count('timeouts'),
      count('repeats'),
      count('refusals'),
      count('skippedBytes'),
      count('unexpectedReplies'),
      { name: t.rejected, value: f.count(rejected), notable: rejected > 0 },
      ...(lastRejection === undefined
        ? []
        : [{ name: t.lastRejection, value: this.text.plausibility.checks[lastRejection.problem.check](lastRejection.problem, f) }]),
    ];
  }

  private can(adapter: AdapterView): readonly Counter[] {
    const { can: t, bus, acknowledges } = this.text.wire;
    const count = (
      key: 'sent' | 'acknowledged' | 'refused' | 'unacknowledged' | 'dropped' | 'replaced' | 'received' | 'invalidLines' | 'queued',
    ): Counter => ({ name: t[key], value: this.format.count(adapter[key]) });
    return [
      { name: t.version, value: adapter.version ?? UNKNOWN },
      { name: t.serialNumber, value: adapter.serialNumber ?? UNKNOWN },
      { name: t.acknowledges, value: acknowledges[adapter.acknowledges] },
      { name: t.bus, value: bus[adapter.bus], notable: adapter.bus === 'passive' || adapter.bus === 'bus-off' },
      count('sent'),
      count('acknowledged'),
      count('received'),
      count('queued'),
      { ...count('refused'), notable: adapter.refused > 0 },
      count('unacknowledged'),
      { ...count('dropped'), notable: adapter.dropped > 0 },
      count('replaced'),
      count('invalidLines'),
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-wire-page': TbWirePage;
  }
}

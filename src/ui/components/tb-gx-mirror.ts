import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Finding, GxPages, MirrorAlarm, MirrorAlarmName, MirrorView, Mirrored } from '../../bridge/traffic-contract';
import { UNKNOWN, type Quantity } from '../format/format';
import type { Tone } from '../state/chain';
import { LatestController } from '../state/latest-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { FACTS } from '../styles/facts';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { identifierOf } from '../text/traffic';
import './tb-icon';
import './tb-state-mark';

const EVERY_MS = 1_000;
/** The slowest frames come every 10 s: a value that is twice as old has missed one. */
const OLD_AFTER_MS = 21_000;

const VERDICT_TONES: Readonly<Record<Finding['verdict'], Tone>> = { ok: 'ok', warning: 'warning', violated: 'alarm', open: 'idle' };
const ALARM_TONES: readonly Tone[] = ['ok', 'warning', 'alarm'];

type TextRow<P extends keyof GxPages> = readonly [name: keyof GxPages[P] & string, quantity: Quantity | 'text' | 'count'];

const OVERVIEW: readonly TextRow<'overview'>[] = [
  ['name', 'text'],
  ['voltage', 'voltage'],
  ['current', 'current'],
  ['power', 'power'],
  ['soc', 'wholePercent'],
  ['soh', 'wholePercent'],
  ['temperature', 'temperature'],
];
const DETAILS: readonly TextRow<'details'>[] = [
  ['minCellVoltage', 'cellVoltage'],
  ['minCellVoltageId', 'text'],
  ['maxCellVoltage', 'cellVoltage'],
  ['maxCellVoltageId', 'text'],
  ['minCellTemperature', 'temperature'],
  ['minCellTemperatureId', 'text'],
  ['maxCellTemperature', 'temperature'],
  ['maxCellTemperatureId', 'text'],
  ['modulesOnline', 'count'],
  ['modulesOffline', 'count'],
  ['modulesBlockingCharge', 'count'],
  ['modulesBlockingDischarge', 'count'],
  ['installed', 'capacity'],
  ['available', 'capacity'],
  ['family', 'text'],
  ['firmware', 'text'],
  ['serial', 'text'],
];
const HISTORY: readonly TextRow<'history'>[] = [
  ['chargedEnergy', 'energyKwh'],
  ['dischargedEnergy', 'energyKwh'],
];
const PARAMETERS: readonly TextRow<'parameters'>[] = [
  ['maxChargeVoltage', 'voltageLimit'],
  ['maxChargeCurrent', 'currentLimit'],
  ['maxDischargeCurrent', 'currentLimit'],
  ['batteryLowVoltage', 'voltageLimit'],
];

/** What a GX makes of the frames on the wire: decoded a second time, by other hands, and held against the protocol. */
@customElement('tb-gx-mirror')
export class TbGxMirror extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    FACTS,
    css`
      :host {
        container-type: inline-size;
      }
      .pages {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr));
        gap: var(--tb-space-4);
        align-items: start;
      }
      h2 {
        margin-block-end: var(--tb-space-3);
      }
      dl > div:last-child {
        border: 0;
      }
      .old dd {
        color: var(--tb-old);
      }
      .age {
        font-size: var(--tb-text-small);
        font-weight: 450;
      }
      .column {
        display: grid;
        gap: var(--tb-space-4);
      }
      .conformance {
        margin-block-start: var(--tb-space-4);
      }
      .rule {
        display: grid;
        grid-template-columns: 10rem minmax(0, 1fr) auto;
        gap: var(--tb-space-1) var(--tb-space-4);
        padding-block: var(--tb-space-2);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
      }
      .rule:last-child {
        border: 0;
      }
      .rule .name {
        font-weight: 550;
      }
      .measured {
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .verdict {
        text-align: end;
      }
      @container (max-width: 44rem) {
        .rule {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .rule .name {
          order: -2;
        }
        .rule .verdict {
          order: -1;
        }
        .rule .what {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @state() private turn = 0;

  private readonly displays = new SelectController(this, ({ view }) => view?.window.role === 'display');
  private readonly mirror = new LatestController<MirrorView>(this);
  private ticking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ticking = setInterval(() => this.turn++, EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  override willUpdate(): void {
    this.mirror.ask('mirror', String(this.turn), () => this.ui.traffic.mirror());
  }

  override render() {
    const { mirror: t } = this.text.traffic;
    const view = this.mirror.answer;
    if (!view) return nothing;
    const { pages, now } = view;
    if (!pages) return html`<p class="card quiet">${this.displays.value ? this.text.traffic.elsewhere : t.empty}</p>`;
    return html`
      ${view.of === 'received' ? html`<p class="quiet">${t.foreign}</p>` : nothing}
      <div class="pages">
        <div class="column">
          ${this.page('overview', OVERVIEW, pages.overview, now)} ${this.page('parameters', PARAMETERS, pages.parameters, now)}
        </div>
        ${this.page('details', DETAILS, pages.details, now)}
        <div class="column">${this.alarms(pages)} ${this.page('history', HISTORY, pages.history, now)}</div>
      </div>
      ${this.conformance(view.findings)}
    `;
  }

  private page<P extends 'overview' | 'details' | 'history' | 'parameters'>(
    page: P,
    rows: readonly TextRow<P>[],
    values: GxPages[P],
    now: number,
  ) {
    const { mirror: t } = this.text.traffic;
    const names: Readonly<Record<string, string>> = t.values;
    return html`
      <section class="card" aria-labelledby=${page}>
        <h2 id=${page}>${t.pages[page]}</h2>
        <dl>
          ${rows.map(([name, quantity]) => {
            const { value, at } = values[name] as Mirrored<number | string>;
            const age = at === undefined ? undefined : now - at;
            const old = age !== undefined && age > OLD_AFTER_MS;
            return html`
              <div class=${old ? 'old' : ''}>
                <dt>${names[name]}</dt>
                <dd>
                  ${this.value(value, quantity)} ${old ? html`<span class="age">${t.age(this.format.duration(age))}</span>` : nothing}
                </dd>
              </div>
            `;
          })}
        </dl>
      </section>
    `;
  }

  private value(value: number | string | undefined, quantity: Quantity | 'text' | 'count'): string {
    if (value === undefined || value === '') return UNKNOWN;
    if (typeof value === 'string') return value;
    return quantity === 'text' || quantity === 'count' ? this.format.count(value) : this.format.measure(quantity, value);
  }

  private alarms({ alarms }: GxPages) {
    const { mirror: t } = this.text.traffic;
    return html`
      <section class="card" aria-labelledby="alarms">
        <h2 id="alarms">${t.pages.alarms}</h2>
        <dl>
          ${(Object.entries(t.alarms) as [MirrorAlarmName, string][]).map(
            ([name, words]) =>
              html`<div>
                <dt>${words}</dt>
                <dd>${this.alarm(alarms?.[name])}</dd>
              </div>`,
          )}
        </dl>
      </section>
    `;
  }

  private alarm(level: MirrorAlarm) {
    if (level === undefined) return UNKNOWN;
    return html`<tb-state-mark .tone=${ALARM_TONES[level] ?? 'idle'}>${this.text.traffic.mirror.levels[level]}</tb-state-mark>`;
  }

  private conformance(findings: readonly Finding[]) {
    const { mirror: t } = this.text.traffic;
    return html`
      <section class="card conformance" aria-labelledby="conformance">
        <h2 id="conformance">${t.conformance}</h2>
        <div role="list">
          ${findings.map((finding) => {
            const { name, text } = t.rules[finding.rule];
            return html`
              <div class="rule" role="listitem">
                <span class="name">${name}</span>
                <span class="what">${text} <span class="measured">${this.measured(finding)}</span></span>
                <span class="verdict"
                  ><tb-state-mark .tone=${VERDICT_TONES[finding.verdict]}>${t.verdicts[finding.verdict]}</tb-state-mark></span
                >
              </div>
            `;
          })}
        </div>
      </section>
    `;
  }

  private measured({ rule, worst, ids, breaches }: Finding): string {
    const { mirror: t } = this.text.traffic;
    const f = this.format;
    const parts = [
      ...(worst === undefined ? [] : [rule === 'rate' ? t.mostRate(f.count(worst)) : t.worst(f.milliseconds(worst))]),
      ...(ids.length === 0 ? [] : [ids.map((id) => identifierOf({ id, extended: false })).join(', ')]),
      ...(breaches === 0 || rule === 'wanted' || rule === 'optional' ? [] : [t.breaches(f.count(breaches))]),
    ];
    return parts.join(' · ');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-gx-mirror': TbGxMirror;
  }
}

import { css, html, nothing, svg } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { PackReading } from '../../battery/pack';
import type { PackId } from '../../battery/units';
import { directionOf, type Direction } from '../format/direction';
import { UNKNOWN } from '../format/format';
import { type Snapshot, ageOf, freshnessAt } from '../state/bridge-store';
import { isShown } from '../state/freshness';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD } from '../styles/shared';
import './tb-age-note';
import './tb-figure';
import './tb-icon';

function selectBattery(snapshot: Snapshot) {
  const { view } = snapshot;
  const freshness = freshnessAt(snapshot, view?.batteryAt);
  return {
    freshness,
    // Told only of what is not fresh.
    age: freshness === 'fresh' ? undefined : ageOf(snapshot, view?.batteryAt),
    battery: isShown(freshness) ? view?.battery : undefined,
    energy: isShown(freshness) ? view?.energy : undefined,
    packs: (view?.packs ?? []).map(({ id, reading, readAt }) => ({
      id,
      reading: isShown(freshnessAt(snapshot, readAt)) ? reading : undefined,
    })),
  };
}

/** State of charge as the one large figure; voltage, current, power and temperatures below it. */
@customElement('tb-battery-card')
export class TbBatteryCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    css`
      .card {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      .soc {
        margin-block-end: var(--tb-space-4);
      }
      .bar {
        display: block;
        width: 100%;
        height: 0.75rem;
        border-radius: 0.375rem;
        fill: var(--tb-fill);
      }
      .bar.charging {
        fill: var(--tb-accent);
      }
      .bar .track {
        fill: var(--tb-track);
      }
      .old .bar {
        fill: var(--tb-old);
      }
      .triple {
        display: grid;
        grid-template-columns: repeat(3, auto);
        justify-content: space-between;
        gap: var(--tb-space-4);
        margin-block: var(--tb-space-5);
      }
      dt {
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .direction {
        display: flex;
        align-items: center;
        gap: var(--tb-space-1);
        min-height: 1.25rem;
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .direction.charging {
        color: var(--tb-accent);
      }
      .rows {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr));
        gap: var(--tb-space-3) var(--tb-space-4);
        margin-block-start: auto;
        padding-block-start: var(--tb-space-4);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      .rows dd {
        font-weight: 500;
      }
      .rows dd.note {
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
        font-weight: 450;
      }
      .old dd {
        color: var(--tb-old);
      }
      @media (forced-colors: active) {
        .bar {
          border: 1px solid var(--tb-edge);
        }
      }
      @media (max-width: 22rem) {
        .triple {
          grid-template-columns: 1fr 1fr;
        }
      }
    `,
  ];

  private readonly state = new SelectController(this, selectBattery, 'figures');

  override render() {
    const { battery, freshness, age } = this.state.value;
    const { overview: t } = this.text;
    const f = this.format;
    const old = freshness === 'old';
    const soc = battery?.stateOfCharge;
    const direction = battery && directionOf(battery.current);
    return html`
      <section class="card ${old ? 'old' : ''}" aria-labelledby="title">
        <div class="head">
          <h2 id="title">${t.stateOfCharge}</h2>
          <tb-age-note freshness=${freshness} .age=${age}></tb-age-note>
        </div>
        <p class="soc"><tb-figure size="hero" .figure=${f.figure('percent', soc)} ?old=${old}></tb-figure></p>
        ${this.bar(soc, direction)}
        <dl class="triple">
          <div>
            <dt>${t.voltage}</dt>
            <dd><tb-figure .figure=${f.figure('voltage', battery?.voltage)} ?old=${old}></tb-figure></dd>
          </div>
          <div>
            <dt>${t.current}</dt>
            <dd><tb-figure .figure=${f.figure('current', battery?.current)} ?old=${old}></tb-figure></dd>
            <dd class="direction ${direction ?? ''}">${direction ? t.direction[direction] : nothing}</dd>
          </div>
          <div>
            <dt>${t.power}</dt>
            <dd>
              <tb-figure .figure=${f.figure('power', battery && battery.voltage * battery.current)} ?old=${old}></tb-figure>
            </dd>
          </div>
        </dl>
        <dl class="rows">${this.energy()} ${this.rows()}</dl>
      </section>
    `;
  }

  private bar(soc: number | undefined, direction: Direction | undefined) {
    const track = svg`<rect class="track" width="100%" height="100%" />`;
    if (soc === undefined) return html`<svg class="bar" aria-hidden="true">${track}</svg>`;
    return html`
      <svg
        class="bar ${direction ?? ''}"
        role="meter"
        aria-label=${this.text.overview.stateOfCharge}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${soc.toFixed(1)}
        aria-valuetext=${this.format.measure('percent', soc)}
      >
        ${track}
        <rect width="${Math.min(100, Math.max(0, soc))}%" height="100%" />
      </svg>
    `;
  }

  /** Of today, and how long it goes on like this: no time while the battery rests. */
  private energy() {
    const { battery, energy } = this.state.value;
    const { overview: t } = this.text;
    const f = this.format;
    if (!battery) return nothing;
    const row = (name: string, value: string, note?: string) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
        ${note === undefined ? nothing : html`<dd class="note">${note}</dd>`}
      </div>`;
    const time = (seconds: number | undefined): string => (seconds === undefined ? UNKNOWN : f.span(Math.round(seconds / 60) * 60));
    const from = energy?.today.countedFrom;
    const note = from === undefined ? undefined : t.countedFrom(f.clock(from));
    return html`
      ${battery.current < 0 ? row(t.timeToEmpty, time(energy?.timeToEmpty)) : row(t.timeToFull, time(energy?.timeToFull))}
      ${row(t.charged, f.measure('energy', energy?.today.energyIn), note)}
      ${row(t.discharged, f.measure('energy', energy?.today.energyOut), note)}
    `;
  }

  private status({ status, statusCode }: PackReading): string {
    const { onlineStatus, unknownStatus } = this.text.overview;
    return status === 'unknown' ? unknownStatus(`0x${statusCode.toString(16).toUpperCase()}`) : onlineStatus[status];
  }

  /** Temperatures and status of every pack, then what is known of the battery as a whole. */
  private rows() {
    const { battery, packs } = this.state.value;
    const { overview: t } = this.text;
    const f = this.format;
    const row = (name: string, value: string) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`;
    const temperatures = packs.flatMap(({ id, reading }) => temperaturesOf(id, reading));
    const named = (name: string, pack: PackId): string => (packs.length > 1 ? `${name} · ${this.text.cells.pack(pack)}` : name);
    return [
      ...temperatures.map(({ pack, sensor, celsius }) => row(named(t.sensors[sensor], pack), f.measure('temperature', celsius))),
      temperatures.length === 0 ? row(t.temperatures, f.measure('temperature', undefined)) : nothing,
      battery?.stateOfHealth === undefined ? nothing : row(t.stateOfHealth, f.measure('percent', battery.stateOfHealth)),
      ...packs.map(({ id, reading }) => (reading ? row(named(t.bmsStatus, id), this.status(reading)) : nothing)),
      battery ? row(t.capacity, f.measure('capacity', battery.capacity)) : nothing,
    ];
  }
}

function temperaturesOf(pack: PackId, reading: PackReading | undefined) {
  if (!reading) return [];
  const all = [
    { pack, sensor: 'external1', celsius: reading.externalTemp1 },
    { pack, sensor: 'external2', celsius: reading.externalTemp2 },
    { pack, sensor: 'internal', celsius: reading.internalTemp },
  ] as const;
  return all.filter(({ celsius }) => celsius !== undefined);
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-battery-card': TbBatteryCard;
  }
}

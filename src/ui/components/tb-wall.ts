import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Limits } from '../../control/limits';
import { type Snapshot, ageOf, freshnessAt } from '../state/bridge-store';
import { cellAxis } from '../state/cell-axis';
import { isShown } from '../state/freshness';
import { withheldBy } from '../state/in-control';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { WakeLock, type WakeLockState } from '../state/wake-lock';
import { BASE, CONTROLS } from '../styles/shared';
import { reasonSentence } from '../text/sentences';
import './tb-age-note';
import './tb-cell-bars';
import './tb-icon';

const LIMITS = ['cvl', 'ccl', 'dcl'] as const satisfies readonly (keyof Limits)[];

function selectWall(snapshot: Snapshot) {
  const { view } = snapshot;
  const freshness = freshnessAt(snapshot, view?.batteryAt);
  const shown = isShown(freshness);
  const [pack] = view?.packs ?? [];
  const withheld = withheldBy(view);
  return {
    freshness,
    age: ageOf(snapshot, view?.batteryAt),
    battery: shown ? view?.battery : undefined,
    // Limits that nobody sends any more are not shown as if they held.
    limits: isShown(withheld ? freshness : freshnessAt(snapshot, view?.limitsSentAt)) ? view?.limits : undefined,
    withheld,
    energy: shown ? view?.energy : undefined,
    severalPacks: (view?.packs.length ?? 0) > 1,
    cells: shown ? pack?.reading?.cells : undefined,
    settings: pack?.settings,
    minute: view && Math.floor(view.wallTime / 60_000),
  };
}

/** What matters, large enough for the other side of the cabin, with a palette for the night. */
@customElement('tb-wall')
export class TbWall extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr) auto;
        flex: 1 1 0;
        /* Sizes follow what the bands leave, so that nothing is cut off below. */
        container-type: size;
        min-block-size: 26rem;
        padding: clamp(0.75rem, 2.5vmin, 2.5rem);
        background: var(--tb-ground);
        color: var(--tb-text);
      }
      :host([night]) {
        --tb-ground: oklch(0.1 0.01 30);
        --tb-surface: oklch(0.1 0.01 30);
        --tb-raised: oklch(0.17 0.02 30);
        --tb-track: oklch(0.22 0.03 30);
        --tb-hairline: oklch(0.24 0.03 30);
        --tb-edge: oklch(0.5 0.06 30);
        --tb-text: oklch(0.64 0.12 32);
        --tb-quiet: oklch(0.56 0.09 32);
        --tb-old: oklch(0.5 0.07 32);
        --tb-fill: oklch(0.56 0.1 32);
        --tb-accent: oklch(0.62 0.13 36);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-2) var(--tb-space-4);
        color: var(--tb-quiet);
        font-size: clamp(1rem, 3cqmin, 2.25rem);
      }
      .clock {
        font-variant-numeric: tabular-nums;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-2);
        margin-inline-start: auto;
      }
      .buttons button {
        border-color: transparent;
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .main {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: clamp(1rem, 5cqmin, 5rem);
        align-items: center;
      }
      .soc {
        font-size: clamp(5rem, min(34cqmin, 20cqw), 26rem);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        letter-spacing: -0.03em;
        line-height: 1;
      }
      .unit {
        color: var(--tb-quiet);
        font-size: 0.4em;
        font-weight: 450;
        letter-spacing: 0;
      }
      .power {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.6em;
        align-items: baseline;
        font-size: clamp(1.75rem, min(9cqmin, 5.5cqw), 7rem);
        font-weight: 550;
        font-variant-numeric: tabular-nums;
      }
      .words {
        color: var(--tb-quiet);
        font-size: clamp(1.125rem, min(4.4cqmin, 3cqw), 3.5rem);
      }
      .limit {
        padding-block: clamp(0.25rem, 1.4cqmin, 1.5rem);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
      }
      .limit:last-child {
        border: 0;
      }
      .figure {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.5em;
        align-items: baseline;
        justify-content: space-between;
        font-size: clamp(1.75rem, min(9cqmin, 5.5cqw), 7rem);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        line-height: 1.15;
      }
      .figure .name {
        color: var(--tb-quiet);
        font-size: 0.55em;
        font-weight: 550;
      }
      .limit .words {
        font-size: clamp(1rem, min(3cqmin, 2.2cqw), 2.25rem);
        line-height: 1.3;
      }
      .withheld {
        color: var(--tb-warning);
        font-size: clamp(1rem, min(3cqmin, 2.2cqw), 2.25rem);
      }
      .old .soc,
      .old .power,
      .old .figure {
        color: var(--tb-old);
      }
      @media (orientation: landscape) {
        @container (max-height: 38rem) {
          tb-cell-bars {
            display: none;
          }
        }
      }
      @media (orientation: portrait) {
        :host {
          container-type: inline-size;
        }
        .main {
          grid-template-columns: minmax(0, 1fr);
          align-content: center;
        }
        .soc {
          font-size: clamp(5rem, 30vw, 26rem);
        }
        .power,
        .figure {
          font-size: clamp(1.75rem, 9vw, 7rem);
        }
      }
    `,
  ];

  @state() private awake: WakeLockState = 'off';

  private readonly state = new SelectController(this, selectWall, 'figures');
  private readonly wakeLock = new WakeLock((state) => (this.awake = state));

  override connectedCallback(): void {
    super.connectedCallback();
    this.wakeLock.hold();
    this.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.wakeLock.release();
    this.removeEventListener('keydown', this.onKey);
  }

  override willUpdate(): void {
    this.toggleAttribute('night', this.ui.preferences.night);
  }

  override render() {
    const { battery, freshness, age, limits, withheld, minute, cells, settings } = this.state.value;
    const { overview, wall: t, cells: c, limits: l } = this.text;
    const f = this.format;
    const { night } = this.ui.preferences;
    const axis =
      cells &&
      cellAxis(
        cells.map(({ voltage }) => voltage),
        settings ? [settings] : [],
      );
    const soc = f.figure('wholePercent', battery && Math.floor(battery.stateOfCharge));
    const power = f.figure('power', battery && battery.voltage * battery.current);
    return html`
      <header>
        <span class="clock">${minute === undefined ? nothing : f.clock(minute * 60_000)}</span>
        <tb-age-note freshness=${freshness} .age=${age}></tb-age-note>
        <div class="buttons">
          <span class="small" role="status">${this.awake === 'off' ? nothing : t.awake[this.awake]}</span>
          <button aria-pressed=${night} @click=${() => (this.ui.preferences.night = !night)}>${t.night}</button>
          <button @click=${this.leave}>${t.leave}</button>
        </div>
      </header>
      <div class="main ${freshness === 'old' ? 'old' : ''}">
        <section aria-label=${overview.stateOfCharge}>
          <p class="soc">${soc.digits}<span class="unit"> ${soc.unit}</span></p>
          <p class="power">
            <span>${power.digits}<span class="unit"> ${power.unit}</span></span>
            <span>${f.measure('current', battery?.current)}</span>
          </p>
          <p class="words">${this.direction()}</p>
        </section>
        <section aria-label=${withheld ? l.withheldTitle : l.title}>
          ${withheld ? html`<p class="withheld">${l.withheld[withheld]}</p>` : nothing}
          ${LIMITS.map((name) => {
            const limit = limits?.[name];
            const figure = f.figure(name === 'cvl' ? 'voltageLimit' : 'currentLimit', limit?.value);
            return html`
              <div class="limit">
                <p class="figure">
                  <span class="name">${name.toUpperCase()}</span><span>${figure.digits}<span class="unit"> ${figure.unit}</span></span>
                </p>
                <p class="words">${limit ? this.reason(limit) : nothing}</p>
              </div>
            `;
          })}
        </section>
      </div>
      ${
        cells && axis
          ? html`<tb-cell-bars
              .cells=${cells}
              .settings=${settings}
              .axis=${axis}
              label=${c.title}
              ?old=${freshness === 'old'}
            ></tb-cell-bars>`
          : nothing
      }
    `;
  }

  private direction(): string {
    const { battery, energy } = this.state.value;
    const { overview: t } = this.text;
    if (!battery) return this.state.value.freshness === 'lost' ? t.lostNote(this.format.duration(this.state.value.age)) : t.neverNote;
    const word =
      Math.abs(battery.current) < 0.05 ? t.direction.resting : battery.current > 0 ? t.direction.charging : t.direction.discharging;
    const left = energy?.timeToFull ?? energy?.timeToEmpty;
    if (left === undefined) return word;
    const time = this.format.span(left);
    return `${word}, ${energy?.timeToFull === undefined ? t.emptyIn(time) : t.fullIn(time)}`;
  }

  private reason({ reason }: Limits[(typeof LIMITS)[number]]): string {
    return reasonSentence(this.text, reason, { format: this.format, severalPacks: this.state.value.severalPacks });
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.leave();
  };

  private leave(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    location.hash = '#/overview';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-wall': TbWall;
  }
}

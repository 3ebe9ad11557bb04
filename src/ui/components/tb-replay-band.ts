import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BAND } from '../styles/band';
import { BASE, CONTROLS } from '../styles/shared';
import './tb-failure';
import './tb-icon';

const SPEEDS = [1, 2, 5, 10, 30, 100] as const;
const LIMITS = ['cvl', 'ccl', 'dcl'] as const;

/** Says on every page that a recording is being played, and lets it be stopped, sped up and moved in time. */
@customElement('tb-replay-band')
export class TbReplayBand extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    BAND,
    css`
      .words {
        flex: 1 1 16rem;
      }
      .controls {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-2);
      }
      .controls label {
        display: flex;
        align-items: center;
        gap: var(--tb-space-2);
        font-weight: 450;
      }
      select {
        inline-size: auto;
      }
      input[type='range'] {
        inline-size: clamp(6rem, 16vw, 14rem);
        block-size: var(--tb-target);
        accent-color: var(--tb-simulated);
      }
      .position {
        min-inline-size: 8rem;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  private readonly state = new SelectController(
    this,
    ({ view }) => ({ replay: view?.mode === 'replay' ? view.replay : undefined, limits: view?.limits, isReplay: view?.mode === 'replay' }),
    'figures',
  );
  private readonly outcome = new OutcomeController(this);

  override render() {
    const { replay, isReplay } = this.state.value;
    if (!isReplay) return nothing;
    const { replay: t } = this.text.traffic;
    const f = this.format;
    return html`
      <section class="band" aria-label=${t.word}>
        <strong><tb-icon small name="history"></tb-icon>${t.word}</strong>
        <span class="words">
          ${replay ? t.band(replay.name, f.moment(replay.startedAt + replay.positionMs)) : t.stopped} ${this.comparison()}
        </span>
        <div class="controls">
          ${
            replay
              ? html`
                  <span class="position"
                    >${t.states[replay.state]} ${t.position(f.span(replay.positionMs / 1000), f.span(replay.durationMs / 1000))}</span
                  >
                  <input
                    type="range"
                    min="0"
                    max=${replay.durationMs}
                    step="1000"
                    aria-label=${t.slider}
                    aria-valuetext=${f.span(replay.positionMs / 1000)}
                    .value=${String(replay.positionMs)}
                    @change=${(event: Event) => void this.goTo(Number((event.target as HTMLInputElement).value))}
                  />
                  ${
                    replay.state === 'playing'
                      ? html`<button @click=${() => void this.ui.traffic.pause()}>${t.pause}</button>`
                      : html`<button ?disabled=${replay.state === 'ended'} @click=${() => void this.ui.traffic.play()}>${t.play}</button>`
                  }
                  <label
                    >${t.speed}<select
                      @change=${(event: Event) => void this.ui.traffic.setSpeed(Number((event.target as HTMLSelectElement).value))}
                    >
                      ${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === replay.speed}>×${speed}</option>`)}
                    </select></label
                  >
                `
              : nothing
          }
          <button ?disabled=${this.outcome.busy} @click=${() => void this.outcome.run(() => this.ui.bridge.endReplay())}>${t.end}</button>
        </div>
        <tb-failure .failure=${this.outcome.failure}></tb-failure>
      </section>
    `;
  }

  /** What was sent then, where the bridge of today decides otherwise. */
  private comparison() {
    const { replay, limits } = this.state.value;
    const recorded = replay?.recordedLimits;
    if (!recorded || !limits) return nothing;
    const { replay: t } = this.text.traffic;
    const other = LIMITS.filter((name) => Math.abs(Math.floor(limits[name].value * 10 + 1e-6) / 10 - recorded[name]) > 0.05);
    if (other.length === 0) return html`<br />${t.same}`;
    const values = other.map(
      (name) => `${name.toUpperCase()} ${this.format.measure(name === 'cvl' ? 'voltageLimit' : 'currentLimit', recorded[name])}`,
    );
    return html`<br />${t.other(values.join(', '))}`;
  }

  /** Back in time takes another run from the beginning. */
  private async goTo(position: number): Promise<void> {
    await this.outcome.run(async () => {
      if (!(await this.ui.traffic.goTo(position))) return this.ui.bridge.start('replay');
      return undefined;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-replay-band': TbReplayBand;
  }
}

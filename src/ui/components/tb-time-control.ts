import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { STEP_PAN, STEP_ZOOM } from '../charts/gestures';
import { TbElement } from '../state/tb-element';
import { SPANS, SPAN_NAMES, type TimeWindow, between, liveWindow, panned, spanOf, zoomed } from '../state/time-window';
import { BASE, CONTROLS } from '../styles/shared';
import { TEXT_FIELD } from '../styles/field';
import { WindowEvent } from './window-event';
import './tb-icon';

/**
 * Chooses the stretch of time that all charts of a page show.
 * @fires tb-window
 */
@customElement('tb-time-control')
export class TbTimeControl extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    TEXT_FIELD,
    css`
      .row,
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-2);
      }
      .spans {
        display: flex;
        flex-wrap: wrap;
        border: var(--tb-line) solid var(--tb-edge);
        border-radius: var(--tb-radius-2);
        overflow: hidden;
      }
      .spans button {
        padding-inline: var(--tb-space-3);
        border: 0;
        border-radius: 0;
        font-weight: 450;
      }
      .spans button:focus-visible {
        outline-offset: -2px;
      }
      button[aria-pressed='true'] {
        background: var(--tb-raised);
        color: var(--tb-accent);
        font-weight: 600;
      }
      @media (forced-colors: active) {
        button[aria-pressed='true'] {
          text-decoration: underline 2px;
        }
      }
      .step {
        min-width: var(--tb-target);
        padding: 0;
      }
      form {
        align-items: end;
        padding-block-end: var(--tb-space-3);
      }
    `,
  ];

  @property({ attribute: false }) window!: TimeWindow;
  /** The present moment [ms since 1970]. */
  @property({ type: Number }) now = 0;

  @state() private refused = false;

  override render() {
    const { control: t } = this.text.history;
    const { window: shown, now } = this;
    const span = spanOf(shown);
    return html`
      <div role="group" aria-label=${t.name}>
        <div class="row">
          <div class="spans">
            ${SPAN_NAMES.map(
              (name) =>
                html`<button aria-pressed=${name === span} @click=${() => this.choose(this.ofSpan(SPANS[name]))}>${t.spans[name]}</button>`,
            )}
          </div>
          ${this.step('earlier', t.earlier, () => panned(shown, -STEP_PAN, now))}
          ${this.step('open', t.later, () => panned(shown, STEP_PAN, now), shown.live)}
          ${this.step('plus', t.closer, () => zoomed(shown, 1 / STEP_ZOOM, 0.5, now))}
          ${this.step('minus', t.wider, () => zoomed(shown, STEP_ZOOM, 0.5, now))}
          <button
            class=${shown.live ? '' : 'main'}
            aria-pressed=${shown.live}
            @click=${() => this.choose(liveWindow(shown.to - shown.from, now))}
          >
            ${shown.live ? t.live : t.backToLive}
          </button>
        </div>
        <details>
          <summary><tb-icon small name="open"></tb-icon>${t.own}</summary>
          <form @submit=${this.own}>
            <label>${t.from}<br /><input name="from" type="datetime-local" required .value=${local(shown.from)} /></label>
            <label>${t.to}<br /><input name="to" type="datetime-local" required .value=${local(shown.to)} /></label>
            <button type="submit">${t.show}</button>
            ${this.refused ? html`<p role="alert">${t.order}</p>` : ''}
          </form>
        </details>
      </div>
    `;
  }

  private step(icon: 'earlier' | 'open' | 'plus' | 'minus', label: string, next: () => TimeWindow, disabled = false) {
    return html`<button class="step" aria-label=${label} title=${label} ?disabled=${disabled} @click=${() => this.choose(next())}>
      <tb-icon small name=${icon}></tb-icon>
    </button>`;
  }

  /** A stretch of this length that ends where the present one does. */
  private ofSpan(span: number): TimeWindow {
    return this.window.live ? liveWindow(span, this.now) : between(this.window.to - span, this.window.to, this.now);
  }

  private own(event: SubmitEvent): void {
    event.preventDefault();
    const { elements } = event.target as HTMLFormElement;
    const moment = (name: string): number => new Date((elements.namedItem(name) as HTMLInputElement).value).getTime();
    const [from, to] = [moment('from'), moment('to')];
    this.refused = !(from < to);
    if (!this.refused) this.choose(between(from, to, this.now));
  }

  private choose(window: TimeWindow): void {
    this.dispatchEvent(new WindowEvent(window));
  }
}

/** Local time to the minute, as the field wants it. */
function local(time: number): string {
  const date = new Date(time);
  return new Date(time - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-time-control': TbTimeControl;
  }
}

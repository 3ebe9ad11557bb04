import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { controlsBattery } from '../state/in-control';
import { hashOf } from '../state/route';
import { SelectController } from '../state/select-controller';
import { serialSupported } from '../state/serial-support';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { INTRO } from '../styles/intro';
import '../components/tb-adapter-settings';
import '../components/tb-add-port';
import '../components/tb-first-steps';
import '../components/tb-gx-card';
import '../components/tb-icon';
import '../components/tb-manual-link';
import '../components/tb-operation-card';
import '../components/tb-plausibility-card';
import '../components/tb-port-card';
import '../components/tb-run-card';
import '../components/tb-watchdog-card';
import '../components/tb-window-card';

/** The one place for both links: adding ports, seeing what is behind them, connecting and disconnecting. */
@customElement('tb-connection-page')
export class TbConnectionPage extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    INTRO,
    css`
      :host {
        container-type: inline-size;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
      .stack {
        display: grid;
        align-content: start;
        gap: var(--tb-space-4);
      }
      .ports {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr));
        align-items: start;
        gap: var(--tb-space-4);
      }
      .rest {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
      }
      .unsupported {
        border-color: var(--tb-warning);
      }
      .unsupported p {
        max-width: 44rem;
        margin-block-start: var(--tb-space-2);
      }
      .first {
        margin-block-start: var(--tb-space-3);
      }
      h2.list {
        margin-block-end: calc(-1 * var(--tb-space-2));
      }
      .wide {
        grid-column: 1 / -1;
      }
      @container (min-width: 60rem) {
        .columns {
          grid-template: auto auto 1fr / minmax(0, 1fr) 21rem;
        }
        .side {
          grid-column: 2;
          grid-row: span 2;
        }
        .rest {
          grid-column: 1;
        }
      }
    `,
  ];

  private readonly state = new SelectController(
    this,
    ({ view, now }) => ({
      mode: view?.mode,
      ports: view?.ports ?? [],
      inControl: controlsBattery(view),
      // Only a countdown needs the time.
      now: view?.ports.some(({ retryAt }) => retryAt !== undefined) ? now : 0,
    }),
    'events',
  );

  override render() {
    const { mode, ports, inControl, now } = this.state.value;
    const { connection: t, pages } = this.text;
    return html`
      <h1 tabindex="-1">${pages.connection}</h1>
      <p class="intro quiet">${mode ? t.intro[mode] : this.text.starting}</p>
      <div class="columns">
        ${serialSupported() ? nothing : this.unsupported()}
        <tb-first-steps class="wide"></tb-first-steps>
        <div class="stack">
          <h2 class="list">${t.ports}</h2>
          <div class="ports">
            ${repeat(
              ports,
              ({ id }) => id,
              (port, index) =>
                html`<tb-port-card
                  .port=${port}
                  .number=${index + 1}
                  .simulated=${mode === 'simulation'}
                  .inControl=${inControl}
                  .now=${now}
                ></tb-port-card>`,
            )}
            ${ports.length === 0 ? html`<p class="quiet">${t.noPorts}</p>` : nothing}
          </div>
          ${mode === 'serial' && serialSupported() ? html`<tb-add-port></tb-add-port>` : nothing}
          <tb-operation-card></tb-operation-card>
        </div>
        <div class="stack side">
          <tb-run-card></tb-run-card>
          ${mode === 'replay' ? nothing : this.commissioning()}
          <tb-gx-card></tb-gx-card>
          <tb-adapter-settings></tb-adapter-settings>
        </div>
        <div class="stack rest">
          <tb-watchdog-card></tb-watchdog-card>
          <div class="stack">
            <tb-plausibility-card></tb-plausibility-card>
            <tb-window-card></tb-window-card>
          </div>
        </div>
      </div>
    `;
  }

  private commissioning() {
    const { card, open } = this.text.commissioning;
    return html`
      <section class="card" aria-labelledby="commissioning">
        <h2 id="commissioning">${card.title}</h2>
        <p class="small">${card.text}</p>
        <a class="button first" href=${hashOf('commissioning')}><tb-icon small name="commissioning"></tb-icon>${open}</a>
      </section>
    `;
  }

  private unsupported() {
    const { connection: t } = this.text;
    return html`
      <section class="card unsupported wide" aria-labelledby="unsupported">
        <h2 id="unsupported">${t.unsupportedTitle}</h2>
        ${t.unsupported.map((text) => html`<p>${text}</p>`)}
        <tb-manual-link section="browsers"></tb-manual-link>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-connection-page': TbConnectionPage;
  }
}

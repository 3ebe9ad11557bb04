import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import './tb-icon';

/** Why the bridge is not running yet, and where to go. Draws nothing while it runs; failures are the banner's. */
@customElement('tb-phase-note')
export class TbPhaseNote extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      .card {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--tb-space-4);
      }
      ul {
        margin-block-start: var(--tb-space-3);
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--tb-space-2);
      }
      li tb-icon {
        color: var(--tb-quiet);
      }
    `,
  ];

  private readonly state = new SelectController(this, ({ view, worker }) => {
    if (!view || worker === 'silent') return undefined;
    const { phase, waitingFor } = view;
    return phase === 'waiting' || phase === 'stopped' ? { phase, waitingFor } : undefined;
  });

  override willUpdate(): void {
    // Without a word to say it takes no place in the grid either.
    this.hidden = this.state.value === undefined;
  }

  override render() {
    if (!this.state.value) return nothing;
    const { phase, waitingFor } = this.state.value;
    const { title, text } = this.text.phases[phase];
    return html`
      <section class="card" aria-labelledby="title">
        <div>
          <h2 id="title">${title}</h2>
          <p class="quiet">${text}</p>
          ${
            phase === 'waiting' && waitingFor.length > 0
              ? html`<ul aria-label=${this.text.overview.waitingTitle}>
                  ${waitingFor.map((what) => html`<li><tb-icon small name="busy"></tb-icon>${this.text.waitingFor[what]}</li>`)}
                </ul>`
              : nothing
          }
        </div>
        <a class="button" href="#/connection">${this.text.overview.goToConnection}</a>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-phase-note': TbPhaseNote;
  }
}

import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import './tb-waiting-list';

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
    `,
  ];

  private readonly phase = new SelectController(this, ({ view, worker }) => {
    if (!view || worker === 'silent') return undefined;
    return view.phase === 'waiting' || view.phase === 'stopped' ? view.phase : undefined;
  });

  override willUpdate(): void {
    // Without a word to say it takes no place in the grid either.
    this.hidden = this.phase.value === undefined;
  }

  override render() {
    if (!this.phase.value) return nothing;
    const { title, text } = this.text.phases[this.phase.value];
    return html`
      <section class="card" aria-labelledby="title">
        <div>
          <h2 id="title">${title}</h2>
          <p class="quiet">${text}</p>
          <tb-waiting-list></tb-waiting-list>
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

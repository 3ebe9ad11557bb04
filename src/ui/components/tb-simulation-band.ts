import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import './tb-icon';

/** Says on every page that nothing here is real. */
@customElement('tb-simulation-band')
export class TbSimulationBand extends TbElement {
  static override styles = [
    BASE,
    css`
      p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--tb-space-3);
        padding: var(--tb-space-2) var(--tb-space-5);
        border-block-end: 2px solid var(--tb-simulated);
        background: repeating-linear-gradient(
          -45deg,
          var(--tb-simulated-soft) 0 1.5rem,
          color-mix(in oklch, var(--tb-simulated-soft), var(--tb-ground) 30%) 1.5rem 3rem
        );
        font-size: var(--tb-text-small);
      }
      strong {
        display: inline-flex;
        align-items: center;
        gap: var(--tb-space-2);
        color: var(--tb-simulated);
        font-size: var(--tb-text-body);
        font-weight: 650;
        letter-spacing: 0.02em;
      }
      @media (max-width: 44rem) {
        p {
          padding-inline: var(--tb-space-4);
        }
      }
    `,
  ];

  private readonly simulated = new SelectController(this, ({ view }) => view?.mode === 'simulation');

  override render() {
    if (!this.simulated.value) return nothing;
    const { word, band } = this.text.simulation;
    return html`
      <section aria-label=${word}>
        <p>
          <strong><tb-icon small name="simulator"></tb-icon>${word}</strong><span>${band}</span>
        </p>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-simulation-band': TbSimulationBand;
  }
}

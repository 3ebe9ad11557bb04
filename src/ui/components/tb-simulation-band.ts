import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BAND } from '../styles/band';
import { BASE } from '../styles/shared';
import './tb-icon';

/** Says on every page that nothing here is real. */
@customElement('tb-simulation-band')
export class TbSimulationBand extends TbElement {
  static override styles = [
    BASE,
    BAND,
    css`
      .band {
        row-gap: 0;
      }
    `,
  ];

  private readonly simulated = new SelectController(this, ({ view }) => view?.mode === 'simulation');
  private readonly apart = new SelectController(this, ({ view }) => view?.configurationApart === true);

  override render() {
    if (!this.simulated.value) return nothing;
    const { word, band, apart } = this.text.simulation;
    return html`
      <section aria-label=${word}>
        <p class="band">
          <strong><tb-icon small name="simulator"></tb-icon>${word}</strong
          ><span>${band}</span>${this.apart.value ? html`<span role="status">${apart}</span>` : nothing}
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

import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import '../components/tb-alarms-card';
import '../components/tb-battery-card';
import '../components/tb-cells-card';
import '../components/tb-limits-card';
import '../components/tb-phase-note';

/** Answers in three seconds: does the bridge run, is the battery fine, may it charge and discharge. */
@customElement('tb-overview-page')
export class TbOverviewPage extends TbElement {
  static override styles = [
    BASE,
    css`
      :host {
        container-type: inline-size;
      }
      .cards {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
      @container (min-width: 56rem) {
        .cards {
          grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
        }
        .wide {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  override render() {
    return html`
      <div class="cards">
        <tb-phase-note class="wide"></tb-phase-note>
        <tb-battery-card></tb-battery-card>
        <tb-limits-card></tb-limits-card>
        <tb-cells-card class="wide"></tb-cells-card>
        <tb-alarms-card class="wide"></tb-alarms-card>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-overview-page': TbOverviewPage;
  }
}

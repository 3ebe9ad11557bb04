import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import { loadAllTexts } from '../text/texts';
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
      .column {
        display: contents;
      }
      tb-recent {
        order: 1;
      }
      @container (min-width: 56rem) {
        .cards {
          grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
        }
        .column {
          display: flex;
          flex-direction: column;
          gap: var(--tb-space-4);
        }
        .wide {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  override firstUpdated(): void {
    // Charts are the heaviest part of the app, and the figures do not wait for them, nor for their words.
    void loadAllTexts(this.ui.preferences.language).then(() => import('../components/tb-recent'));
  }

  override render() {
    return html`
      <div class="cards">
        <tb-phase-note class="wide"></tb-phase-note>
        <div class="column">
          <tb-battery-card></tb-battery-card>
          <tb-recent></tb-recent>
        </div>
        <div class="column">
          <tb-limits-card></tb-limits-card>
          <tb-alarms-card></tb-alarms-card>
        </div>
        <tb-cells-card class="wide"></tb-cells-card>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-overview-page': TbOverviewPage;
  }
}

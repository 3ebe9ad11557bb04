import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { SelectController } from '../state/select-controller';
import { firstDrawings } from '../state/slices';
import { TbElement } from '../state/tb-element';
import { untilLoaded } from '../state/until-loaded';
import { isFound } from '../state/when-found';
import { whenIdle } from '../state/when-idle';
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
      /* Laid out while they are drawn, a little with every frame: all at once is the longest task of the start. */
      .cards[hidden] {
        visibility: hidden;
        block-size: 0;
        overflow: hidden;
      }
      tb-phase-note {
        margin-block-end: var(--tb-space-4);
      }
      .column {
        display: contents;
      }
      tb-recent {
        order: 1;
      }
      /* The place of the chart until its code is there. */
      tb-recent:not(:defined) {
        display: block;
        min-block-size: 11.75rem;
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

  private readonly bridgeFound = new SelectController(this, isFound);
  /** Cards that were drawn once stay: nothing jumps to and fro. */
  private full = false;
  /** They are drawn in slices, and shown as a whole. */
  @state() private whole = true;

  override willUpdate(): void {
    if (this.full || !this.bridgeFound.value) return;
    this.full = true;
    const drawn = firstDrawings.settled();
    this.whole = !drawn;
    void drawn?.then(() => (this.whole = true));
  }

  override firstUpdated(): void {
    // Charts are the heaviest part of the app, and the figures do not wait for them, nor for their words.
    void whenIdle().then(() =>
      untilLoaded(async () => {
        await loadAllTexts(this.ui.preferences.language);
        return Promise.all([import('../components/tb-recent'), import('../components/tb-spoken-values')]);
      }),
    );
  }

  override render() {
    return html`
      <tb-spoken-values></tb-spoken-values>
      <tb-phase-note></tb-phase-note>
      ${this.full ? html`<div class="cards" ?hidden=${!this.whole}>${this.cards()}</div>` : nothing}
    `;
  }

  private cards() {
    return html`
      <div class="column">
        <tb-battery-card></tb-battery-card>
        <tb-recent></tb-recent>
      </div>
      <div class="column">
        <tb-limits-card></tb-limits-card>
        <tb-alarms-card></tb-alarms-card>
      </div>
      <tb-cells-card class="wide"></tb-cells-card>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-overview-page': TbOverviewPage;
  }
}

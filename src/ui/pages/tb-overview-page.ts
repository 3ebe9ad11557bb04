import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Snapshot } from '../state/bridge-store';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { untilLoaded } from '../state/until-loaded';
import { whenIdle } from '../state/when-idle';
import { BASE } from '../styles/shared';
import { loadAllTexts } from '../text/texts';
import '../components/tb-alarms-card';
import '../components/tb-battery-card';
import '../components/tb-cells-card';
import '../components/tb-limits-card';
import '../components/tb-phase-note';

/** So long a bridge that has just begun is given to find its battery before empty figures are drawn [ms]. */
const FINDS_WITHIN = 5_000;

/** Whether there is more to show than what the bridge waits for; what is known is never held back. */
function isMoreKnown({ view, now, worker }: Snapshot): boolean {
  if (worker === 'silent') return true;
  if (!view) return false;
  return view.phase !== 'waiting' || view.packs.length > 0 || now - (view.operation?.since ?? now) >= FINDS_WITHIN;
}

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

  private readonly known = new SelectController(this, isMoreKnown);
  /** Cards that were drawn once stay: nothing jumps to and fro. */
  private full = false;

  override willUpdate(): void {
    this.full ||= this.known.value;
  }

  override firstUpdated(): void {
    // Charts are the heaviest part of the app, and the figures do not wait for them, nor for their words.
    void whenIdle().then(() =>
      untilLoaded(async () => {
        await loadAllTexts(this.ui.preferences.language);
        return import('../components/tb-recent');
      }),
    );
  }

  override render() {
    return html`
      <div class="cards">
        <tb-phase-note class="wide"></tb-phase-note>
        ${this.full ? this.cards() : nothing}
      </div>
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

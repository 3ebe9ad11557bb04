import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PackReading } from '../../battery/pack';
import type { Rejection } from '../../battery/plausibility';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { FACTS } from '../styles/facts';
import { BASE, CARD } from '../styles/shared';
import './tb-manual-link';

/** Readings that were not acted on: how many, and what the last one said. */
@customElement('tb-plausibility-card')
export class TbPlausibilityCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    FACTS,
    css`
      h2 {
        margin-block-end: var(--tb-space-2);
      }
      .pack + .pack {
        margin-block-start: var(--tb-space-4);
      }
      dl {
        margin-block-start: var(--tb-space-3);
      }
      .last {
        margin-block-start: var(--tb-space-4);
        padding-inline-start: var(--tb-space-3);
        border-inline-start: 3px solid var(--tb-warning);
      }
    `,
  ];

  private readonly state = new SelectController(this, ({ view, now }) => ({
    packs: (view?.packs ?? []).map(({ id, rejected, lastRejection }) => ({ id, rejected, lastRejection })),
    // Only an age needs the time.
    now: view?.packs.some(({ lastRejection }) => lastRejection !== undefined) ? now : 0,
  }));

  override render() {
    const { packs, now } = this.state.value;
    const { plausibility: t } = this.text;
    if (packs.length === 0) return nothing;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        <p class="small quiet">${t.help}</p>
        <tb-manual-link section="implausible"></tb-manual-link>
        ${repeat(
          packs,
          ({ id }) => id,
          ({ id, rejected, lastRejection }) => html`
            <div class="pack">
              <dl>
                <div>
                  <dt>${t.rejected}${packs.length > 1 ? ` (${id})` : ''}</dt>
                  <dd>${rejected === 0 ? t.none : this.format.count(rejected)}</dd>
                </div>
              </dl>
              ${lastRejection ? this.last(lastRejection, now) : nothing}
            </div>
          `,
        )}
      </section>
    `;
  }

  private last({ at, problem, reading }: Rejection, now: number) {
    const { plausibility: t } = this.text;
    const f = this.format;
    return html`
      <div class="last">
        <p><strong>${t.lastTitle}</strong> <span class="quiet">${t.ago(f.duration(Math.max(0, now - at)))}</span></p>
        <p>${t.checks[problem.check](problem, f)}</p>
        <dl class="small">
          ${this.values(reading).map(
            ([name, value]) => html`
              <div>
                <dt>${t.values[name]}</dt>
                <dd>${value}</dd>
              </div>
            `,
          )}
        </dl>
      </div>
    `;
  }

  private values(reading: PackReading) {
    const f = this.format;
    const temperatures = [reading.internalTemp, reading.externalTemp1, reading.externalTemp2].filter((each) => each !== undefined);
    return [
      ['packVoltage', f.measure('voltage', reading.packVoltage)],
      ['packCurrent', f.measure('current', reading.packCurrent)],
      ['lowestCell', f.measure('cellVoltage', reading.minCellVoltage)],
      ['highestCell', f.measure('cellVoltage', reading.maxCellVoltage)],
      ['stateOfCharge', f.measure('percent', reading.stateOfCharge)],
      ['temperatures', temperatures.map((each) => f.measure('temperature', each)).join(' · ')],
    ] as const;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-plausibility-card': TbPlausibilityCard;
  }
}

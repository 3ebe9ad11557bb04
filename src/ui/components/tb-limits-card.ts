import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Ms } from '../../battery/units';
import type { ChargeView } from '../../bridge/contract';
import type { Limit, Limits } from '../../control/limits';
import { type Snapshot, ageOf, freshnessAt } from '../state/bridge-store';
import { type Chain, chainOf } from '../state/chain';
import { type Freshness, isShown } from '../state/freshness';
import { type Withheld, withheldBy } from '../state/in-control';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD } from '../styles/shared';
import type { LimitName } from './tb-limit-row';
import './tb-charge-note';
import './tb-limit-row';
import './tb-state-mark';

const NAMES: readonly LimitName[] = ['cvl', 'ccl', 'dcl'];

interface Sent {
  readonly worker: Snapshot['worker'];
  readonly withheld: Withheld | undefined;
  readonly freshness: Freshness;
  readonly age: Ms | undefined;
  readonly limits: Limits | undefined;
  readonly charge: ChargeView | undefined;
  /** Whether the cells were measured recently enough to be named. */
  readonly measured: boolean;
  readonly severalPacks: boolean;
  readonly gx: Chain['gx'];
  readonly victron: boolean;
}

/** What counts is what reached the adapter, where anything may: without a recent frame, or reading, there is no limit to show. */
function selectLimits(snapshot: Snapshot): Sent {
  const { view } = snapshot;
  const withheld = withheldBy(view);
  const freshness = freshnessAt(snapshot, withheld ? view?.batteryAt : view?.limitsSentAt);
  return {
    worker: snapshot.worker,
    withheld,
    freshness,
    age: ageOf(snapshot, view?.limitsSentAt),
    limits: isShown(freshness) ? view?.limits : undefined,
    charge: isShown(freshness) ? view?.charge : undefined,
    measured: isShown(freshnessAt(snapshot, view?.batteryAt)),
    severalPacks: (view?.packs.length ?? 0) > 1,
    gx: chainOf(snapshot).gx,
    victron: view?.gx.victron ?? false,
  };
}

/** What other rules would allow rests on measurements, and goes with them. */
function explained(limit: Limit | undefined, measured: boolean): Limit | undefined {
  return limit && !measured ? { ...limit, others: [] } : limit;
}

/** Where the charge is, CVL, CCL and DCL as they are on the wire, each with its reason, and whether the GX is there to hear them. */
@customElement('tb-limits-card')
export class TbLimitsCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    css`
      .card {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      tb-charge-note,
      tb-limit-row {
        padding-block: var(--tb-space-3) var(--tb-space-2);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      .head {
        margin-block-end: var(--tb-space-3);
      }
      .gx {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-2);
        margin-block-start: auto;
        padding-block-start: var(--tb-space-4);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      .lost {
        color: var(--tb-alarm);
        font-weight: 550;
      }
    `,
  ];

  /** Beside the path of the charge: without it, and with what every rule allows. */
  @property({ type: Boolean }) detailed = false;

  private readonly state = new SelectController(this, selectLimits, 'figures');

  override render() {
    const { limits, withheld, charge, measured, freshness, severalPacks, gx, victron } = this.state.value;
    const { limits: t } = this.text;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">${withheld ? t.withheldTitle : t.title}</h2>
          ${this.sent()}
        </div>
        ${
          charge && !this.detailed
            ? html`<tb-charge-note
                .charge=${charge}
                ?measured=${measured}
                ?old=${freshness === 'old'}
                ?severalPacks=${severalPacks}
              ></tb-charge-note>`
            : nothing
        }
        ${NAMES.map(
          (name) =>
            html`<tb-limit-row
              name=${name}
              .limit=${explained(limits?.[name], measured)}
              ?old=${freshness === 'old'}
              .severalPacks=${severalPacks}
              ?detailed=${this.detailed}
            ></tb-limit-row>`,
        )}
        <p class="gx">
          <tb-state-mark tone=${gx.tone}>${t.gx[gx.state](this.format.duration(gx.age))}</tb-state-mark>
          ${gx.state === 'heard' && victron ? html`<span class="small quiet">${t.gxVictron}</span>` : nothing}
        </p>
      </section>
    `;
  }

  private sent() {
    const { freshness, age, worker, withheld } = this.state.value;
    const { limits: t } = this.text;
    if (worker === 'silent') return html`<p class="small lost">${t.notKnown}</p>`;
    if (withheld) return html`<p class="small quiet">${t.withheld[withheld]}</p>`;
    const text = this.format.duration(age);
    switch (freshness) {
      case 'none':
        return html`<p class="small quiet">${t.neverSent}</p>`;
      case 'fresh':
      case 'old':
        return html`<p class="small quiet">${t.sent(text)}</p>`;
      case 'lost':
        return html`<p class="small lost">${t.lastSent(text)}</p>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-limits-card': TbLimitsCard;
  }
}

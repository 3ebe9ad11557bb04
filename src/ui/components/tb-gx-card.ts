import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ageOf } from '../state/bridge-store';
import { chainOf } from '../state/chain';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { FACTS } from '../styles/facts';
import { BASE, CARD } from '../styles/shared';
import './tb-manual-link';
import './tb-state-mark';

/** Whether the GX is there, since when, on what bus, and who else speaks for a battery on it. */
@customElement('tb-gx-card')
export class TbGxCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    FACTS,
    css`
      h3 {
        margin-block-start: var(--tb-space-4);
      }
      dl {
        margin-block-start: var(--tb-space-3);
      }
      .state {
        margin-block: var(--tb-space-2);
      }
    `,
  ];

  private readonly state = new SelectController(
    this,
    (snapshot) => {
      const { view, now } = snapshot;
      const { gx } = chainOf(snapshot);
      const known = view && gx.state !== 'unknown' ? view : undefined;
      return {
        gx,
        victron: known?.gx.victron ?? false,
        supervision: known?.supervision,
        adapter: known?.adapter,
        foreign: known?.supervision.foreign.map((frame) => ({ ...frame, age: ageOf(snapshot, frame.at) })) ?? [],
        /** From the worker's clock to the wall's. */
        wallLead: view ? view.wallTime - view.now : 0,
        now,
      };
    },
    'figures',
  );

  override render() {
    const { gxCard: t } = this.text;
    const { gx, foreign } = this.state.value;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        <p class="state"><tb-state-mark tone=${gx.tone}>${t.states[gx.state](this.format.duration(gx.age))}</tb-state-mark></p>
        <p class="small quiet">${t.help}</p>
        <tb-manual-link section="gx-settings"></tb-manual-link>
        <dl class="small">
          ${this.facts().map(
            ([name, value]) =>
              html`<div>
                <dt>${name}</dt>
                <dd>${value}</dd>
              </div>`,
          )}
        </dl>
        <h3>${t.foreignTitle}</h3>
        ${
          foreign.length === 0
            ? html`<p class="small quiet">${t.foreignNone}</p>`
            : html`<p class="small"><tb-state-mark tone="alarm">${t.foreignHelp}</tb-state-mark></p>
                <dl class="small">
                  ${foreign.map(
                    ({ id, count, age }) =>
                      html`<div>
                        <dt class="mono">${t.foreign(`0x${id.toString(16).toUpperCase()}`, this.format.count(count))}</dt>
                        <dd>${t.ago(this.format.duration(age))}</dd>
                      </div>`,
                  )}
                </dl>`
        }
      </section>
    `;
  }

  private facts(): readonly (readonly [string, string])[] {
    const { format } = this;
    const { gxCard: t } = this.text;
    const { victron, supervision, adapter, wallLead, gx } = this.state.value;
    if (!supervision) return [];
    const { heardSince, losses, lastLoss, signs } = supervision;
    const isHeard = gx.state === 'heard' || gx.state === 'quiet';
    const facts: (readonly [string, string])[] = [
      [t.facts.identity, victron ? t.victron : t.unidentified],
      [t.facts.since, heardSince === undefined || !isHeard ? '—' : format.clockSeconds(heardSince + wallLead)],
      [t.facts.losses, format.count(losses)],
      [
        t.facts.lastLoss,
        lastLoss ? t.loss(format.clockSeconds(lastLoss.from + wallLead), format.span((lastLoss.to - lastLoss.from) / 1000)) : t.never,
      ],
      [t.facts.signs, format.count(signs)],
    ];
    if (!adapter) return facts;
    return [
      ...facts,
      [t.facts.bus, t.bus[adapter.bus]],
      [t.facts.sent, format.count(adapter.sent)],
      [t.facts.refused, format.count(adapter.refused)],
      [t.facts.dropped, format.count(adapter.dropped)],
      [t.facts.queued, format.count(adapter.queued)],
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-gx-card': TbGxCard;
  }
}

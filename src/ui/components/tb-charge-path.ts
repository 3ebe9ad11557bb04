import { css, html, nothing, svg } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { ChargeView } from '../../bridge/contract';
import type { PhaseKind } from '../../control/limits';
import { freshnessAt } from '../state/bridge-store';
import { isShown } from '../state/freshness';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD } from '../styles/shared';
import './tb-charge-note';
import './tb-icon';

/** The way from empty to full, by what ends the charge. */
const PATHS = {
  voltage: ['bulk', 'absorption', 'float'],
  soc: ['bulk', 'transition', 'float-approach', 'float'],
  off: ['fixed'],
} as const satisfies Record<string, readonly PhaseKind[]>;

function pathOf(kind: PhaseKind, mode: 'voltage' | 'soc'): readonly PhaseKind[] {
  return kind === 'fixed' ? PATHS.off : PATHS[mode];
}

/** The states of the charge as a path with where it is, why, and what it waits for. */
@customElement('tb-charge-path')
export class TbChargePath extends TbElement {
  static override styles = [
    BASE,
    CARD,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(6rem, 1fr));
        gap: var(--tb-space-2);
        margin-block-end: var(--tb-space-4);
      }
      li {
        display: flex;
        flex-direction: column;
        gap: var(--tb-space-1);
        padding-block-start: var(--tb-space-2);
        border-block-start: 3px solid var(--tb-track);
        color: var(--tb-quiet);
      }
      li.past {
        border-color: var(--tb-fill);
      }
      li[aria-current] {
        border-color: var(--tb-accent);
        color: var(--tb-text);
        font-weight: 600;
      }
      li .name {
        display: flex;
        align-items: center;
        gap: var(--tb-space-1);
      }
      li svg {
        inline-size: 100%;
        block-size: 6px;
      }
      li rect {
        fill: var(--tb-track);
      }
      li rect + rect {
        fill: var(--tb-accent);
      }
      li small {
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
        font-weight: 450;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  private readonly state = new SelectController(
    this,
    (snapshot) => {
      const { view } = snapshot;
      const freshness = freshnessAt(snapshot, view?.batteryAt);
      const measured = isShown(freshness);
      return {
        charge: measured ? view?.charge : undefined,
        mode: view?.parameters?.active.mode ?? ('voltage' as const),
        old: freshness === 'old',
        severalPacks: (view?.packs.length ?? 0) > 1,
      };
    },
    'figures',
  );

  override render() {
    const { path: t } = this.text.chargePage;
    const { charge, mode, old, severalPacks } = this.state.value;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">${t.title}</h2></div>
        ${
          charge
            ? html`
                ${this.path(charge, mode)}
                <tb-charge-note .charge=${charge} measured ?old=${old} ?severalPacks=${severalPacks}></tb-charge-note>
              `
            : html`<p class="quiet">${t.unknown}</p>`
        }
      </section>
    `;
  }

  private path({ phase }: ChargeView, mode: 'voltage' | 'soc') {
    const { path: t } = this.text.chargePage;
    const { phases } = this.text.charge;
    const kinds = pathOf(phase.kind, mode);
    const here = kinds.indexOf(phase.kind);
    const hold = phase.waitsFor.find((wait) => wait.wait === 'absorption-hold');
    return html`
      <ol aria-label=${t.steps}>
        ${kinds.map(
          (kind, index) => html`
            <li class=${index < here ? 'past' : ''} aria-current=${index === here ? 'step' : nothing}>
              <span class="name">
                ${index < here ? html`<tb-icon small name="check"></tb-icon>` : nothing}
                ${index === here ? html`<tb-icon small name="ok"></tb-icon>` : nothing} ${phases[kind]}
              </span>
              ${index === here && hold && hold.held > 0 ? this.hold(hold.held, hold.of) : nothing}
            </li>
          `,
        )}
      </ol>
    `;
  }

  private hold(held: number, of: number) {
    const share = Math.min(held / of, 1) * 100;
    return html`
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<rect width="100" height="6" rx="1" /><rect width=${share} height="6" rx="1" />`}
      </svg>
      <small>${this.text.chargePage.path.hold(this.format.span(held), this.format.span(of))}</small>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-charge-path': TbChargePath;
  }
}

import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { SelectController } from '../state/select-controller';
import { serialSupported } from '../state/serial-support';
import { TbElement } from '../state/tb-element';
import { BASE, CARD } from '../styles/shared';
import { STEP } from '../styles/step';
import type { Section } from '../manual/sections';
import './tb-icon';
import './tb-manual-link';

const SECTIONS: readonly Section[] = ['browsers', 'bms-cable', 'can-adapter', 'first-start'];

/** The way from nothing to a running bridge, and how far along it is. Gone once everything is in place. */
@customElement('tb-first-steps')
export class TbFirstSteps extends TbElement {
  static override styles = [
    BASE,
    CARD,
    STEP,
    css`
      h2 {
        margin-block-end: var(--tb-space-4);
      }
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr));
        gap: var(--tb-space-4);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-content: start;
        gap: 0 var(--tb-space-3);
      }
      .done .badge {
        border-color: var(--tb-quiet);
        color: var(--tb-text);
      }
      h3 {
        padding-block-start: 0.25rem;
        line-height: 1.5rem;
      }
      .later h3 {
        color: var(--tb-quiet);
      }
      p,
      tb-manual-link {
        grid-column: 2;
      }
    `,
  ];

  private readonly reached = new SelectController(this, ({ view }) => {
    if (view?.mode !== 'serial') return undefined;
    const has = (role: 'bms' | 'can'): boolean => view.ports.some((port) => port.role === role && port.state !== 'closed');
    return [serialSupported(), has('bms'), has('can'), view.phase === 'live' || view.phase === 'stale' || view.phase === 'silent'];
  });

  override willUpdate(): void {
    // Without a step to show it takes no place in the grid either.
    this.hidden = this.reached.value?.every(Boolean) ?? true;
  }

  override render() {
    const reached = this.reached.value;
    if (!reached || reached.every(Boolean)) return nothing;
    const { connection: t } = this.text;
    const now = reached.indexOf(false);
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.stepsTitle}</h2>
        <ol>
          ${t.steps.map(({ title, text }, index) => {
            const state = reached[index] ? 'done' : index === now ? 'now' : 'later';
            return html`
              <li class=${state} aria-current=${state === 'now' ? 'step' : nothing}>
                <span class="badge" aria-hidden="true">
                  ${state === 'done' ? html`<tb-icon small name="check"></tb-icon>` : this.format.count(index + 1)}
                </span>
                <h3>${title}<span class="unseen"> (${t.stepStates[state]})</span></h3>
                <p class="small quiet">${text}</p>
                ${state === 'done' ? nothing : html`<tb-manual-link .section=${SECTIONS[index]}></tb-manual-link>`}
              </li>
            `;
          })}
        </ol>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-first-steps': TbFirstSteps;
  }
}

import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Configuration } from '../../configuration/configuration';
import type { WindowView } from '../../bridge/windows-contract';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import './tb-failure';
import './tb-manual-link';

const CHOICES = ['by-hand', 'automatic'] as const satisfies readonly Configuration['watchdog']['takeOver'][];

/** Which window this is, and what happens when the one that sends is closed. */
@customElement('tb-window-card')
export class TbWindowCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      h2 {
        margin-block-end: var(--tb-space-2);
      }
      label {
        margin-block: var(--tb-space-4) var(--tb-space-1);
        font-size: var(--tb-text-small);
      }
      #help {
        margin-block-start: var(--tb-space-1);
      }
    `,
  ];

  private readonly state = new SelectController(this, ({ view }) => ({
    real: view?.mode === 'serial',
    own: view?.window,
    choice: view?.configuration.watchdog.takeOver,
  }));
  private readonly outcome = new OutcomeController(this);

  override render() {
    const { real, own, choice } = this.state.value;
    if (!real || !own || !choice) return nothing;
    const { windows: t } = this.text;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        <p class="small">${this.sentence(own)}</p>
        <tb-manual-link section="windows"></tb-manual-link>
        <label for="choice">${t.choice}</label>
        <select id="choice" aria-describedby="help" ?disabled=${this.outcome.busy} @change=${(event: Event) => this.choose(event)}>
          ${CHOICES.map((each) => html`<option value=${each} .selected=${each === choice}>${t.choices[each]}</option>`)}
        </select>
        <p id="help" class="small quiet">${t.choiceHelp}</p>
        <tb-failure .failure=${this.outcome.failure}></tb-failure>
      </section>
    `;
  }

  private sentence(own: WindowView): string {
    const { windows: t } = this.text;
    const f = this.format;
    if (own.number === undefined || (own.role === 'sender' && own.displays === 0)) return t.alone;
    if (own.role === 'sender') return t.sends(f.count(own.number), f.count(own.displays));
    return own.role === 'display' ? `${t.own(f.count(own.number))} ${t.display(f.count(own.sender))}` : t.own(f.count(own.number));
  }

  private choose({ currentTarget }: Event): void {
    const takeOver = CHOICES.find((each) => currentTarget instanceof HTMLSelectElement && each === currentTarget.value);
    if (takeOver) void this.outcome.run(() => this.ui.bridge.configure({ watchdog: { takeOver } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-window-card': TbWindowCard;
  }
}

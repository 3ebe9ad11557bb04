import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { CommandName, CommandState, CommandView } from '../../../bridge/workshop-contract';
import type { Tone } from '../../state/chain';
import { OutcomeController } from '../../state/outcome-controller';
import { TbElement } from '../../state/tb-element';
import { BASE, CARD, CONTROLS } from '../../styles/shared';
import type { TbConfirm } from '../tb-confirm';
import '../tb-confirm';
import '../tb-failure';
import '../tb-state-mark';

const COMMANDS: readonly CommandName[] = ['clearEvents', 'clearStatistics', 'restart'];
const TONES: Readonly<Record<CommandState, Tone>> = {
  sending: 'busy',
  proving: 'busy',
  proven: 'ok',
  'not-done': 'warning',
  refused: 'warning',
  unknown: 'warning',
};

/** What a BMS can be told to do, each with a question before and a proof after. */
@customElement('tb-bms-commands')
export class TbBmsCommands extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      .command {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--tb-space-1) var(--tb-space-4);
        align-items: center;
        padding-block: var(--tb-space-2);
      }
      .state {
        grid-column: 1 / -1;
      }
      h2 {
        margin-block-end: var(--tb-space-2);
      }
    `,
  ];

  @property({ attribute: false }) command: CommandView | undefined;
  @property({ type: Boolean }) locked = false;
  @query('tb-confirm') private readonly confirm!: TbConfirm;

  private readonly outcome = new OutcomeController(this);

  override render() {
    const { device: t } = this.text.workshop;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.commandsTitle}</h2>
        <p class="small quiet">${t.commandsHelp}</p>
        ${COMMANDS.map((command) => this.row(command))}
        <tb-failure .failure=${this.outcome.failure}></tb-failure>
        <tb-confirm></tb-confirm>
      </section>
    `;
  }

  private row(name: CommandName) {
    const { device: t } = this.text.workshop;
    const { action, help } = t.commands[name];
    const own = this.command?.command === name ? this.command : undefined;
    return html`
      <div class="command">
        <p class="small quiet">${help}</p>
        <button ?disabled=${this.locked || this.outcome.busy} @click=${() => void this.ask(name)}>${action}</button>
        <div class="state" role="status">
          ${own ? html`<tb-state-mark tone=${TONES[own.state]}>${t.states[own.state]}</tb-state-mark>` : nothing}
        </div>
      </div>
    `;
  }

  private async ask(name: CommandName): Promise<void> {
    const { title, text, action } = this.text.workshop.device.commands[name];
    const agreed = await this.confirm.ask({ title, text, action: action.replace('…', '') });
    if (agreed) await this.outcome.run(() => this.ui.workshop.command(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-bms-commands': TbBmsCommands;
  }
}

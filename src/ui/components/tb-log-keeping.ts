import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Mode } from '../../bridge/contract';
import type { LineStorage } from '../../bridge/log-contract';
import type { ConfigurationChange } from '../../configuration/configuration';
import { LEVELS } from '../log/log-filter';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { FOLDED } from '../styles/folded';
import { TEXT_FIELD } from '../styles/field';
import { CHECK } from '../styles/check';
import type { TbConfirm } from './tb-confirm';
import './tb-confirm';
import './tb-failure';
import './tb-icon';

/** What is written to the log and how much of it is kept. @fires tb-cleared */
@customElement('tb-log-keeping')
export class TbLogKeeping extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    FOLDED,
    TEXT_FIELD,
    CHECK,
    css`
      p {
        margin-block: var(--tb-space-2);
      }
      .warning {
        color: var(--tb-warning);
      }
      .card button {
        margin-block-end: var(--tb-space-3);
      }
      .fields {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--tb-space-3) var(--tb-space-4);
        margin-block: var(--tb-space-3);
      }
      label {
        font-size: var(--tb-text-small);
      }
      select {
        width: auto;
      }
      input[type='number'] {
        display: block;
        width: 7rem;
      }
    `,
  ];

  @property({ attribute: false }) mode: Mode = 'serial';
  @property({ attribute: false }) storage: LineStorage | undefined;

  @query('tb-confirm') private readonly confirm!: TbConfirm;

  private readonly log = new SelectController(this, ({ view }) => view?.configuration.log);
  private readonly storing = new SelectController(this, ({ view }) => view?.configuration.storage.enabled);
  private readonly outcome = new OutcomeController(this);

  override render() {
    const { keeping: t } = this.text.log;
    const { storage } = this;
    const isOff = this.storing.value === false || this.log.value?.stored === false;
    const state = isOff ? 'off' : storage?.state;
    const f = this.format;
    return html`
      <section class="card folded">
        <details ?open=${state === 'memory'}>
          <summary><tb-icon small name="open"></tb-icon>${t.title}</summary>
          ${
            storage && state
              ? html`<p class=${state === 'memory' ? 'warning' : 'quiet'}>${t.states[state]}</p>
                  <p>${t.size(f.count(storage.lines), f.bytes(storage.bytes), f.bytes(storage.mostBytes))}</p>
                  ${storage.oldest === undefined ? nothing : html`<p class="quiet">${t.oldest(f.moment(storage.oldest))}</p>`}
                  ${storage.droppedLines > 0 ? html`<p class="warning">${t.lost(f.count(storage.droppedLines))}</p>` : nothing}`
              : nothing
          }
          ${this.fields()}
          <button @click=${() => this.clear()}>${t.clear}</button>
          <tb-failure .failure=${this.outcome.failure}></tb-failure>
        </details>
      </section>
      <tb-confirm></tb-confirm>
    `;
  }

  private fields() {
    const { keeping: t, levels } = this.text.log;
    const log = this.log.value;
    if (!log) return nothing;
    return html`
      <div class="fields">
        <div>
          <label for="level">${t.level}</label>
          <select
            id="level"
            aria-describedby="level-help"
            ?disabled=${this.outcome.busy}
            @change=${({ target }: Event) => {
              const level = LEVELS.find((known) => known === (target as HTMLSelectElement).value);
              if (level) this.configure({ level });
            }}
          >
            ${LEVELS.map((level) => html`<option value=${level} .selected=${level === log.level}>${levels[level]}</option>`)}
          </select>
        </div>
        ${this.number('segmentKilobytes', log.segmentKilobytes)} ${this.number('segmentCount', log.segmentCount)}
        ${this.number('incidents', log.incidents)}
        <label class="check">
          <input
            type="checkbox"
            .checked=${log.limitChanges}
            @change=${({ target }: Event) => this.configure({ limitChanges: (target as HTMLInputElement).checked })}
          />
          ${t.limitChanges}
        </label>
      </div>
      <p id="level-help" class="small quiet">${t.levelHelp}</p>
    `;
  }

  private number(key: 'segmentKilobytes' | 'segmentCount' | 'incidents', value: number) {
    return html`<div>
      <label for=${key}>${key === 'incidents' ? this.text.files.incidents.keep : this.text.log.keeping[key]}</label>
      <input
        id=${key}
        type="number"
        inputmode="numeric"
        .value=${String(value)}
        @change=${({ target }: Event) => this.configure({ [key]: Number((target as HTMLInputElement).value) })}
      />
    </div>`;
  }

  private configure(log: ConfigurationChange['log'] & object): void {
    void this.outcome.run(() => this.ui.bridge.configure({ log }));
  }

  private async clear(): Promise<void> {
    if (!(await this.confirm.ask(this.text.log.keeping.clearConfirm))) return;
    await this.outcome.run(() => this.ui.log.clear(this.mode));
    this.dispatchEvent(new Event('tb-cleared'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-log-keeping': TbLogKeeping;
  }
}

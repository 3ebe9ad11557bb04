import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Considered, ParametersView, ParameterTable } from '../../bridge/charge-contract';
import type { ParameterGroup, ParameterKey, ParameterRow, ParameterTableKey } from '../../control/law/parameter-table';
import type { ChargeSettings, WishViolation } from '../../control/owner';
import { type Draft, wishedBy } from '../state/draft';
import { TbElement } from '../state/tb-element';
import { GROUPED } from '../styles/grouped';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { concerns, violationSentence } from '../text/charge-page';
import './tb-derating';
import './tb-icon';
import './tb-parameter-row';

/** The owner has chosen something that is no figure. */
export class ChoiceEvent extends CustomEvent<Partial<Pick<ChargeSettings, 'mode' | 'chemistry' | 'enabled' | 'feedIn'>>> {
  constructor(change: Partial<Pick<ChargeSettings, 'mode' | 'chemistry' | 'enabled' | 'feedIn'>>) {
    super('tb-choice', { detail: change, bubbles: true, composed: true });
  }
}

const GROUPS: readonly ParameterGroup[] = ['maxima', 'charge', 'discharge', 'absorption', 'imbalance', 'overshoot', 'rates', 'soc-mode'];
const MODES = ['voltage', 'soc'] as const;
const CHEMISTRIES = ['LFP', 'NMC', 'LTO'] as const;
/** Of most interest; the others wait to be opened. */
const OPEN: ReadonlySet<string> = new Set(['maxima', 'charge']);

/** Where the battery is on the axis of each derating table. */
export type WorkingPoints = { readonly [K in ParameterTableKey]: readonly number[] };

/**
 * Everything that can be set of the charge control, in groups, with what the BMS gives and what breaks a rule.
 * @fires tb-parameter
 * @fires tb-table
 * @fires tb-choice
 */
@customElement('tb-charge-parameters')
export class TbChargeParameters extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    GROUPED,
    css`
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
        gap: var(--tb-space-4);
        margin-block: var(--tb-space-4);
      }
      .choices p {
        margin-block-start: var(--tb-space-1);
      }
      .choices label {
        margin-block-end: var(--tb-space-1);
        font-size: var(--tb-text-small);
      }
      .refused {
        margin-block: var(--tb-space-3);
        padding: var(--tb-space-3);
        border-radius: var(--tb-radius-2);
        background: var(--tb-warning-soft);
      }
      .refused li {
        margin-block-start: var(--tb-space-1);
      }
      .wrong {
        color: var(--tb-alarm);
        font-size: var(--tb-text-small);
        font-weight: 550;
      }
      .tables {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
        gap: 0 var(--tb-space-6);
      }
    `,
  ];

  @property({ attribute: false }) stored!: ChargeSettings;
  @property({ attribute: false }) draft!: Draft<ChargeSettings>;
  @property({ attribute: false }) table!: ParameterTable;
  @property({ attribute: false }) view: ParametersView | undefined;
  @property({ attribute: false }) considered: Considered | undefined;
  @property({ attribute: false }) points!: WorkingPoints;
  @property({ type: Boolean }) simulated = false;

  override render() {
    const { parameters: t } = this.text.chargePage;
    const wished = wishedBy(this.stored, this.draft);
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        <p class="quiet">${t.help} ${this.simulated ? t.shared : nothing}</p>
        ${this.view ? nothing : html`<p class="quiet">${t.unknown}</p>`} ${this.refused()} ${this.choices(wished)}
        ${GROUPS.map((group) => this.group(group, wished))} ${this.tables(wished)}
      </section>
    `;
  }

  private get violations(): readonly WishViolation[] {
    return this.considered?.violations ?? [];
  }

  private sentences(key: string): readonly string[] {
    return this.violations
      .filter((violation) => concerns(violation).includes(key))
      .map((violation) => violationSentence(this.text, violation, this.format, this.table));
  }

  private refused() {
    const refused = this.view?.refused ?? [];
    if (refused.length === 0) return nothing;
    return html`
      <div class="refused">
        <p>${this.text.chargePage.parameters.refused}</p>
        <ul>
          ${refused.map((violation) => html`<li>${violationSentence(this.text, violation, this.format, this.table)}</li>`)}
        </ul>
      </div>
    `;
  }

  private choices({ mode, chemistry, enabled, feedIn }: ChargeSettings) {
    const { parameters: t, draft } = this.text.chargePage;
    const guessed = this.view?.fromBms.chemistry;
    const wrong = this.sentences('chemistry');
    return html`
      <div class="choices">
        <div>
          <label for="mode">${t.mode}</label>
          <select id="mode" aria-describedby="mode-help" @change=${this.onMode}>
            ${MODES.map((one) => html`<option value=${one} .selected=${one === mode}>${t.modes[one]}</option>`)}
          </select>
          <p id="mode-help" class="small quiet">${t.modeHelp}</p>
        </div>
        <div>
          <label for="chemistry">${t.chemistry}</label>
          <select id="chemistry" aria-describedby="chemistry-help" @change=${this.onChemistry}>
            <option value="automatic" .selected=${chemistry === 'automatic'}>${t.automatic(guessed ?? '—')}</option>
            ${CHEMISTRIES.map((one) => html`<option value=${one} .selected=${one === chemistry}>${t.chemistries[one]}</option>`)}
          </select>
          <p id="chemistry-help" class="small quiet">${t.chemistryHelp}</p>
          ${wrong.length > 0 ? html`<p class="wrong">${wrong.join(' ')}</p>` : nothing}
        </div>
        <div>
          <label for="enabled">${t.enabled}</label>
          <select id="enabled" aria-describedby="enabled-help" @change=${this.onEnabled}>
            <option value="on" .selected=${enabled}>${draft.on}</option>
            <option value="off" .selected=${!enabled}>${draft.off}</option>
          </select>
          <p id="enabled-help" class="small quiet">${t.enabledHelp}</p>
        </div>
        <div>
          <label for="feed-in">${t.feedIn}</label>
          <select id="feed-in" aria-describedby="feed-in-help" @change=${this.onFeedIn}>
            <option value="off" .selected=${!feedIn}>${draft.no}</option>
            <option value="on" .selected=${feedIn}>${draft.yes}</option>
          </select>
          <p id="feed-in-help" class="small quiet">${t.feedInHelp}</p>
        </div>
      </div>
    `;
  }

  private group(group: ParameterGroup, wished: ChargeSettings) {
    const { title, help } = this.text.chargePage.parameters.groups[group];
    const rows = (Object.entries(this.table.numbers) as [ParameterKey, ParameterRow][]).filter(([, row]) => row.group === group);
    const keys = rows.map(([key]) => key);
    return html`
      <details ?open=${OPEN.has(group)}>
        ${this.summary(title, keys, wished)}
        <p class="small quiet">${help}</p>
        ${rows.map(
          ([key, row]) =>
            html`<tb-parameter-row
              id=${key}
              .key=${key}
              .words=${this.text.chargePage.parameters.names[key]}
              .row=${row}
              .own=${wished[key]}
              .otherwise=${this.view?.fromBms[key]}
              .effective=${(this.considered?.parameters ?? this.view?.active)?.[key]}
              .wrong=${this.draft.wrong[key]}
              .broken=${this.sentences(key)}
            ></tb-parameter-row>`,
        )}
      </details>
    `;
  }

  private tables(wished: ChargeSettings) {
    const { title, help } = this.text.chargePage.parameters.groups.tables;
    const { tables } = this.table;
    return html`
      <details open>
        ${this.summary(title, tables, wished)}
        <p class="small quiet">${help}</p>
        <div class="tables">
          ${tables.map(
            (key) =>
              html`<tb-derating
                id=${key}
                .key=${key}
                .active=${this.view?.active[key]}
                .changed=${(this.considered?.parameters ?? this.view?.active)?.[key]}
                .own=${wished[key]}
                .now=${this.points[key]}
                .broken=${this.sentences(key)}
              ></tb-derating>`,
          )}
        </div>
      </details>
    `;
  }

  private summary(title: string, keys: readonly (ParameterKey | ParameterTableKey)[], wished: ChargeSettings) {
    const { parameters: t, draft } = this.text.chargePage;
    const own = keys.filter((key) => wished[key] !== null).length;
    const broken =
      this.violations.filter((violation) => concerns(violation).some((key) => keys.some((one) => one === key))).length +
      keys.filter((key) => Object.hasOwn(this.draft.wrong, key)).length;
    return html`
      <summary>
        <tb-icon small name="open"></tb-icon>
        <h3>${title}</h3>
        ${broken > 0 ? html`<span class="broken">${draft.broken(this.format.count(broken))}</span>` : nothing}
        ${own > 0 ? html`<span class="own">${t.changed(this.format.count(own))}</span>` : nothing}
      </summary>
    `;
  }

  private onMode({ currentTarget }: Event): void {
    const mode = MODES.find((one) => currentTarget instanceof HTMLSelectElement && currentTarget.value === one);
    if (mode) this.dispatchEvent(new ChoiceEvent({ mode }));
  }

  private onChemistry({ currentTarget }: Event): void {
    if (!(currentTarget instanceof HTMLSelectElement)) return;
    const chemistry = CHEMISTRIES.find((one) => currentTarget.value === one) ?? 'automatic';
    this.dispatchEvent(new ChoiceEvent({ chemistry }));
  }

  private onEnabled({ currentTarget }: Event): void {
    if (currentTarget instanceof HTMLSelectElement) this.dispatchEvent(new ChoiceEvent({ enabled: currentTarget.value === 'on' }));
  }

  private onFeedIn({ currentTarget }: Event): void {
    if (currentTarget instanceof HTMLSelectElement) this.dispatchEvent(new ChoiceEvent({ feedIn: currentTarget.value === 'on' }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-charge-parameters': TbChargeParameters;
  }
}

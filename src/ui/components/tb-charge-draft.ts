import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Considered, ParameterTable } from '../../bridge/charge-contract';
import type { Fault } from '../../bridge/contract';
import type { ParameterKey } from '../../control/law/parameter-table';
import type { ChargeSettings } from '../../control/owner';
import { fieldMeasure } from '../format/parameter';
import { type ChargeDraft, hasWrongFields } from '../state/charge-draft';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { violationSentence } from '../text/charge-page';
import './tb-failure';

/**
 * What is about to change, which rules it would break, and what can be done with it.
 * @fires tb-try
 * @fires tb-apply
 * @fires tb-discard
 */
@customElement('tb-charge-draft')
export class TbChargeDraft extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      .card {
        border-color: var(--tb-accent);
        box-shadow: 0 -0.25rem 1rem oklch(0.1 0.01 250 / 25%);
      }
      .body {
        max-height: 30vh;
        overflow-y: auto;
      }
      .head {
        margin-block-end: var(--tb-space-2);
      }
      .changes {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--tb-space-4);
        font-variant-numeric: tabular-nums;
      }
      .broken {
        color: var(--tb-alarm);
        font-weight: 550;
      }
      .broken li,
      .verdict {
        margin-block-start: var(--tb-space-1);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: var(--tb-space-3);
        margin-block-start: var(--tb-space-3);
      }
    `,
  ];

  @property({ attribute: false }) stored!: ChargeSettings;
  @property({ attribute: false }) draft!: ChargeDraft;
  @property({ attribute: false }) table!: ParameterTable;
  @property({ attribute: false }) considered: Considered | undefined;
  /** What is considered are the changes as they are now. */
  @property({ type: Boolean }) checked = false;
  /** A battery is known, so that rules can be checked. */
  @property({ type: Boolean }) known = false;
  /** The changes run in a trial already. */
  @property({ type: Boolean }) tried = false;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) failure: Fault | 'unreachable' | undefined;

  override render() {
    const { draft: t } = this.text.chargePage;
    const { considered, known } = this;
    const violations = considered?.violations ?? [];
    const ready = !hasWrongFields(this.draft) && (!known || (this.checked && considered !== undefined && violations.length === 0));
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">${t.title}</h2></div>
        <div class="body">
          <ul class="changes small">
            ${Object.keys(this.draft.values).map((key) => html`<li>${this.change(key as keyof ChargeSettings)}</li>`)}
          </ul>
          ${known ? nothing : html`<p class="verdict small quiet">${t.waiting}</p>`}
          ${
            violations.length > 0
              ? html`<ul class="broken small" role="status">
                  ${violations.map((violation) => html`<li>${violationSentence(this.text, violation, this.format, this.table)}</li>`)}
                </ul>`
              : nothing
          }
          ${known && ready ? html`<p class="verdict small quiet" role="status">${t.ready}</p>` : nothing}
          <tb-failure .failure=${this.failure}></tb-failure>
        </div>
        <div class="buttons">
          <button ?disabled=${this.busy} @click=${() => this.tell('tb-discard')}>${t.discard}</button>
          ${
            known && !this.tried
              ? html`<button ?disabled=${this.busy || !ready} @click=${() => this.tell('tb-try')}>${t.tryFirst}</button>`
              : nothing
          }
          <button class="main" ?disabled=${this.busy || !ready} @click=${() => this.tell('tb-apply')}>${t.apply}</button>
        </div>
      </section>
    `;
  }

  private change(key: keyof ChargeSettings): string {
    const { draft: t, parameters } = this.text.chargePage;
    const words = (settings: Partial<ChargeSettings>): string => this.words(key, settings);
    const after = this.draft.values;
    if (key === 'mode' || key === 'chemistry' || key === 'enabled' || key === 'feedIn')
      return t.change(t.switches[key], words(this.stored), words(after));
    const name = Object.hasOwn(parameters.tables, key)
      ? parameters.tables[key as keyof typeof parameters.tables].name
      : parameters.names[key as ParameterKey].name;
    return t.change(name, words(this.stored), words(after));
  }

  private words(key: keyof ChargeSettings, settings: Partial<ChargeSettings>): string {
    const { draft: t, parameters } = this.text.chargePage;
    if (key === 'mode') return parameters.modes[settings.mode ?? 'voltage'];
    if (key === 'chemistry') {
      const { chemistry = 'automatic' } = settings;
      return chemistry === 'automatic' ? t.fromBms : chemistry;
    }
    if (key === 'enabled') return settings.enabled ? t.on : t.off;
    if (key === 'feedIn') return settings.feedIn ? t.yes : t.no;
    const value = settings[key] ?? null;
    if (value === null) return t.fromBms;
    return typeof value === 'number' ? fieldMeasure(this.table.numbers[key as ParameterKey].kind, value, this.format) : t.table;
  }

  private tell(name: 'tb-try' | 'tb-apply' | 'tb-discard'): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-charge-draft': TbChargeDraft;
  }
}

import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Considered, ParameterTable } from '../../bridge/charge-contract';
import type { ParameterKey } from '../../control/law/parameter-table';
import type { ChargeSettings } from '../../control/owner';
import { fieldMeasure } from '../format/parameter';
import { type Draft, hasWrongFields } from '../state/draft';
import type { Failure } from '../state/outcome-controller';
import { TbElement } from '../state/tb-element';
import { violationSentence } from '../text/charge-page';
import './tb-draft';

/**
 * Changes of the charge control in words. Fires what `tb-draft` fires.
 */
@customElement('tb-charge-draft')
export class TbChargeDraft extends TbElement {
  @property({ attribute: false }) stored!: ChargeSettings;
  @property({ attribute: false }) draft!: Draft<ChargeSettings>;
  @property({ attribute: false }) table!: ParameterTable;
  @property({ attribute: false }) considered: Considered | undefined;
  /** What is considered are the changes as they are now. */
  @property({ type: Boolean }) checked = false;
  /** A battery is known, so that rules can be checked. */
  @property({ type: Boolean }) known = false;
  /** The changes run in a trial already. */
  @property({ type: Boolean }) tried = false;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) failure: Failure | undefined;

  override render() {
    const { considered, known } = this;
    const violations = considered?.violations ?? [];
    const ready = !hasWrongFields(this.draft) && (!known || (this.checked && considered !== undefined && violations.length === 0));
    return html`<tb-draft
      .changes=${Object.keys(this.draft.values).map((key) => this.change(key as keyof ChargeSettings))}
      .broken=${violations.map((violation) => violationSentence(this.text, violation, this.format, this.table))}
      ?ready=${ready}
      ?known=${known}
      ?busy=${this.busy}
      ?triable=${known && !this.tried}
      .failure=${this.failure}
    ></tb-draft>`;
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
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-charge-draft': TbChargeDraft;
  }
}

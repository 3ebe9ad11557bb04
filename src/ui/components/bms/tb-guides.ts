import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SettingView } from '../../../bridge/workshop-contract';
import type { GuideAnswers, GuideName } from '../../../workshop/guides';
import type { PinFunction, PinUse } from '../../../workshop/pins';
import type { Changes, SettingId } from '../../../workshop/settings';
import { rawText } from '../../format/setting-format';
import { GUIDE_SECTIONS } from '../../manual/places';
import { TbElement } from '../../state/tb-element';
import { BASE, CARD, CONTROLS } from '../../styles/shared';
import { TEXT_FIELD } from '../../styles/field';
import '../tb-manual-link';
import './tb-pin-map';

const CHEMISTRIES = ['LFP', 'NMC', 'LTO'] as const;
const FUNCTIONS = [
  'loadSwitchType',
  'chargerSwitchType',
  'singlePortSwitchType',
  'ignitionInput',
  'chargerDetectionInput',
  'prechargePin',
  'speedSensorInput',
] as const satisfies readonly PinFunction[];

/** The common jobs, each a few questions that end in a list of changes. @fires propose-changes */
@customElement('tb-guides')
export class TbGuides extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TEXT_FIELD,
    css`
      .guides {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
        align-items: start;
        gap: var(--tb-space-4);
      }
      p {
        margin-block-end: var(--tb-space-3);
      }
      form {
        display: grid;
        gap: var(--tb-space-3);
      }
      label {
        margin-block-end: var(--tb-space-1);
        font-size: var(--tb-text-small);
        font-weight: 450;
      }
      input {
        width: 100%;
      }
      li {
        margin-block-start: var(--tb-space-1);
        padding-inline-start: var(--tb-space-3);
        border-inline-start: 3px solid var(--tb-warning);
      }
      .wiring {
        margin: 0;
      }
      [role='status'] {
        margin: 0;
      }
      button {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) settings: readonly SettingView[] = [];
  @property({ attribute: false }) pins: readonly PinUse[] = [];
  @property({ type: Boolean }) locked = false;

  @state() private wiredFunction: PinFunction = 'loadSwitchType';
  /** Guide whose changes are so already. */
  @state() private already: GuideName | undefined;

  override render() {
    const { guides: t } = this.text.workshop;
    return html`
      <p class="quiet">${t.intro}</p>
      <div class="guides">
        ${this.guide('pack', html`${this.chemistry()} ${this.number('cells', t.cells, this.value('seriesCells'), 4, 16, 1)}`, (form) => ({
          guide: 'pack',
          chemistry: CHEMISTRIES.find((one) => one === form.get('chemistry')) ?? 'LFP',
          cells: numberOf(form, 'cells'),
        }))}
        ${this.guide('capacity', this.number('capacity', t.capacity, this.value('batteryCapacity'), 0.1, 655, 0.1), (form) => ({
          guide: 'capacity',
          capacity: numberOf(form, 'capacity'),
        }))}
        ${this.guide(
          'currents',
          html`
            ${this.number('charge', t.charge, nineTenths(this.value('chargeOverCurrentCutoff')), 1, 750, 1)}
            ${this.number('discharge', t.discharge, nineTenths(this.value('dischargeOverCurrentCutoff')), 1, 750, 1)}
            ${this.has('peakDischargeCurrentCutoff') ? this.number('peak', t.peak, this.value('peakDischargeCurrentCutoff'), 1, 1000, 1) : nothing}
          `,
          (form) => ({
            guide: 'currents',
            charge: numberOf(form, 'charge'),
            discharge: numberOf(form, 'discharge'),
            peak: form.has('peak') ? numberOf(form, 'peak') : numberOf(form, 'discharge'),
          }),
        )}
        ${this.guide('peripherals', this.wiring(), (form) => ({
          guide: 'peripherals',
          function: this.wiredFunction,
          choice: textOf(form, 'choice'),
        }))}
        ${this.guide('state-of-charge', this.number('percent', t.percent, 100, 0, 100, 0.1), (form) => ({
          guide: 'state-of-charge',
          percent: numberOf(form, 'percent'),
        }))}
        ${this.guide('broadcast-off', nothing, () => ({ guide: 'broadcast-off' }))}
      </div>
    `;
  }

  private guide(name: GuideName, fields: TemplateResult | typeof nothing, answers: (form: FormData) => GuideAnswers) {
    const { guides: t } = this.text.workshop;
    return html`
      <section class="card" aria-labelledby=${name}>
        <h2 id=${name}>${t.titles[name]}</h2>
        <p class="small quiet">${t.help[name]}</p>
        <tb-manual-link .section=${GUIDE_SECTIONS[name]}></tb-manual-link>
        <form
          @submit=${(event: SubmitEvent) => {
            event.preventDefault();
            void this.go(answers(new FormData(event.currentTarget as HTMLFormElement)));
          }}
        >
          ${fields}
          <button type="submit" ?disabled=${this.locked}>${t.go}</button>
          <p role="status" class="small">${this.already === name ? t.already : nothing}</p>
        </form>
      </section>
    `;
  }

  private chemistry() {
    const { guides: t } = this.text.workshop;
    return html`<div>
      <label for="chemistry">${t.chemistry}</label>
      <select id="chemistry" name="chemistry">
        ${CHEMISTRIES.map((one) => html`<option value=${one}>${t.chemistries[one]}</option>`)}
      </select>
    </div>`;
  }

  private number(name: string, label: string, value: number | undefined, min: number, max: number, step: number) {
    return html`<div>
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        type="number"
        required
        inputmode="decimal"
        min=${min}
        max=${max}
        step=${step}
        .value=${value === undefined ? '' : `${value}`}
      />
    </div>`;
  }

  private wiring() {
    const { guides: t, settings: names } = this.text.workshop;
    const functions = FUNCTIONS.filter((id) => this.has(id));
    const setting = this.view(this.wiredFunction);
    return html`
      <div>
        <label for="function">${t.function}</label>
        <select
          id="function"
          @change=${(event: Event) => {
            const { value } = event.currentTarget as HTMLSelectElement;
            this.wiredFunction = FUNCTIONS.find((id) => id === value) ?? this.wiredFunction;
          }}
        >
          ${functions.map((id) => html`<option value=${id} .selected=${id === this.wiredFunction}>${names[id].name}</option>`)}
        </select>
      </div>
      <div>
        <label for="choice">${t.pin}</label>
        <select id="choice" name="choice">
          ${(setting?.choices ?? []).map(
            ([name, raw]) =>
              html`<option value=${name} .selected=${raw === setting?.current}>
                ${setting ? rawText(setting, raw, this.text, this.format) : name}
              </option>`,
          )}
        </select>
      </div>
      <p class="wiring small">${t.wiring[this.wiredFunction]}</p>
      <tb-pin-map .pins=${this.pins}></tb-pin-map>
      <ul class="small">
        ${t.wiringRules.map((rule) => html`<li>${rule}</li>`)}
      </ul>
    `;
  }

  private view(id: SettingId): SettingView | undefined {
    return this.settings.find((setting) => setting.id === id);
  }

  private has(id: SettingId): boolean {
    return this.view(id) !== undefined;
  }

  /** In its unit. */
  private value(id: SettingId): number | undefined {
    const view = this.view(id);
    return view && view.current / view.perUnit;
  }

  private async go(answers: GuideAnswers): Promise<void> {
    this.already = undefined;
    const changes = await this.ui.workshop.guide(answers);
    if (!changes) return;
    if (Object.keys(changes).length === 0) this.already = answers.guide;
    else this.dispatchEvent(new CustomEvent<Changes>('propose-changes', { detail: changes, bubbles: true, composed: true }));
  }
}

/** The current that the bridge sends under a cutoff. */
function nineTenths(cutoff: number | undefined): number | undefined {
  return cutoff === undefined ? undefined : Math.floor(cutoff * 0.9);
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

function numberOf(form: FormData, name: string): number {
  return Number(textOf(form, name));
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-guides': TbGuides;
  }
}

import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ThresholdsView } from '../../bridge/alarms-contract';
import type { RaisedLevel } from '../../control/alarms/alarm';
import type { AlarmSettings, ThresholdViolation } from '../../control/alarms/settings';
import type { WatchedCode } from '../../control/alarms/table';
import { hysteresisKind, THRESHOLD_KINDS } from '../format/thresholds';
import { type Draft, type FieldRow, hasWrongFields, isEmpty, NO_DRAFT, typed, wishedBy } from '../state/draft';
import { LatestController } from '../state/latest-controller';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { GROUPED } from '../styles/grouped';
import { settingName, settingValue, thresholdName, thresholdSentence } from '../text/option-words';
import './tb-draft';
import './tb-icon';
import './tb-parameter-row';
import type { ParameterEvent } from './tb-parameter-row';

const GROUPS = {
  voltage: ['cellOverVoltage', 'cellUnderVoltage', 'packOverVoltage', 'packUnderVoltage'],
  current: ['chargeOverCurrent', 'dischargeOverCurrent', 'limitLow'],
  temperature: ['chargeTooCold', 'chargeTooHot', 'underTemperature', 'overTemperature'],
  state: ['imbalance', 'chargeLow', 'chargeHigh', 'healthLow'],
} as const satisfies Record<string, readonly WatchedCode[]>;

const LEVELS = [
  ['warning', 'Warning'],
  ['alarm', 'Alarm'],
] as const;

/** Ranges of the section of the configuration [s]. */
const TIMES = {
  debounce: { kind: 'time', least: 0, most: 60, byDefault: 10 },
  minimumOn: { kind: 'time', least: 1, most: 60, byDefault: 5 },
} as const satisfies Record<string, FieldRow & { readonly byDefault: number }>;

type Key = Extract<keyof AlarmSettings, string>;

interface Field {
  readonly key: Key;
  readonly words: { readonly name: string; readonly help: string };
  readonly row: FieldRow;
  /** What holds while the owner wants nothing else, and what would be in force. */
  readonly otherwise: number | undefined;
  readonly inForce: number | undefined;
  readonly broken: readonly string[];
}

/** From which value on, and after how long, the owner is told; checked while it is typed, in force only once it is applied. */
@customElement('tb-alarm-thresholds')
export class TbAlarmThresholds extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    GROUPED,
    css`
      .help {
        margin-block-end: var(--tb-space-4);
        max-width: 44rem;
      }
      tb-draft {
        position: sticky;
        inset-block-end: var(--tb-space-3);
        z-index: 1;
        margin-block-start: var(--tb-space-4);
      }
      @media (max-width: 44rem) {
        tb-draft {
          inset-block-end: 4.5rem;
        }
      }
    `,
  ];

  @state() private draft: Draft<AlarmSettings> = NO_DRAFT;

  private readonly state = new SelectController(this, ({ view }) => ({
    stored: view?.configuration.alarms,
    parameters: view?.parameters?.active,
  }));
  private readonly considering = new LatestController<{ readonly wished: string; readonly view: ThresholdsView }>(this);
  private readonly outcome = new OutcomeController(this);

  override willUpdate(): void {
    const { stored, parameters } = this.state.value;
    if (!stored) return;
    const wishes = wishedBy(stored, this.draft);
    this.considering.ask('thresholds', JSON.stringify([wishes, parameters]), async () => ({
      wished: JSON.stringify(wishes),
      view: await this.ui.alarms.thresholds(wishes),
    }));
  }

  override render() {
    const { thresholds: t } = this.text.alarmPage;
    const { stored } = this.state.value;
    const view = this.considering.answer?.view;
    if (!stored || !view) return nothing;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        <p class="quiet help">${t.help}</p>
        ${(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) =>
          this.group(
            t.groups[group],
            GROUPS[group].flatMap((code) => this.fields(code, view)),
            stored,
          ),
        )}
        ${this.group(t.groups.times, this.times(stored), stored)}
      </section>
      ${isEmpty(this.draft) ? nothing : this.bar(stored, view)}
    `;
  }

  private group(title: string, fields: readonly Field[], stored: AlarmSettings) {
    const { draft: d, parameters } = this.text.chargePage;
    const { thresholds: t } = this.text.alarmPage;
    const wished = wishedBy(stored, this.draft);
    const own = fields.filter(({ key }) => this.isOwn(wished, key)).length;
    const broken = fields.filter(({ key, broken }) => broken.length > 0 || this.draft.wrong[key]).length;
    return html`
      <details>
        <summary>
          <tb-icon small name="open"></tb-icon>
          <h3>${title}</h3>
          ${broken > 0 ? html`<span class="broken">${d.broken(this.format.count(broken))}</span>` : nothing}
          ${own > 0 ? html`<span class="own">${parameters.changed(this.format.count(own))}</span>` : nothing}
        </summary>
        ${fields.map(
          ({ key, words, row, otherwise, inForce, broken: sentences }) =>
            html`<tb-parameter-row
              id=${key}
              .key=${key}
              .words=${words}
              .row=${row}
              .own=${this.isOwn(wished, key) ? wished[key] : null}
              .otherwise=${otherwise}
              .origin=${(value: string | undefined) => (value === undefined ? t.noneOtherwise : t.otherwise(value))}
              .effective=${inForce}
              .wrong=${this.draft.wrong[key]}
              .broken=${sentences}
              @tb-parameter=${(event: ParameterEvent) => this.type(key, row, event.detail.text)}
            ></tb-parameter-row>`,
        )}
      </details>
    `;
  }

  private fields(code: WatchedCode, { watches, violations }: ThresholdsView): readonly Field[] {
    const { thresholds: t } = this.text.alarmPage;
    const watch = watches[code];
    const { least, most, mostHysteresis, fromBms, inForce, side, bounded } = watch;
    const levels = LEVELS.map(([level, name]): Field => {
      return {
        key: `${code}${name}`,
        words: {
          name: thresholdName(this.text, { code, part: level }),
          help: `${t.about[code]} ${t.told[side]}${bounded ? ` ${t.bounded}` : ''}`,
        },
        row: { kind: THRESHOLD_KINDS[code], least, most },
        otherwise: fromBms?.[level].at,
        inForce: inForce?.[level].at,
        broken: violations.filter((violation) => isAbout(violation, code, level)).map((violation) => this.sentence(violation)),
      };
    });
    const hysteresis: Field = {
      key: `${code}Hysteresis`,
      words: { name: thresholdName(this.text, { code, part: 'hysteresis' }), help: t.hysteresisHelp },
      row: { kind: hysteresisKind(code), least: 0, most: mostHysteresis },
      otherwise: fromBms?.hysteresis,
      inForce: inForce?.hysteresis,
      broken: [],
    };
    return [...levels, hysteresis];
  }

  private times(stored: AlarmSettings): readonly Field[] {
    const { options } = this.text.settings;
    const wished = wishedBy(stored, this.draft);
    return (['debounce', 'minimumOn'] as const).map((key) => ({
      key,
      words: options[`alarms.${key}`],
      row: TIMES[key],
      otherwise: TIMES[key].byDefault,
      inForce: wished[key],
      broken: [],
    }));
  }

  private bar(stored: AlarmSettings, { violations, known }: ThresholdsView) {
    const isAnswered = this.considering.answer?.wished === JSON.stringify(wishedBy(stored, this.draft));
    return html`<tb-draft
      .changes=${Object.keys(this.draft.values).map((key) => this.change(key as Key, stored))}
      .broken=${violations.map((violation) => this.sentence(violation))}
      ?ready=${!hasWrongFields(this.draft) && isAnswered && violations.length === 0}
      ?known=${known}
      ?busy=${this.outcome.busy}
      .failure=${this.outcome.failure}
      @tb-apply=${() => void this.apply()}
      @tb-discard=${this.discard}
    ></tb-draft>`;
  }

  private change(key: Key, stored: AlarmSettings): string {
    const words = { text: this.text, format: this.format, table: undefined };
    const value = (of: unknown): string => settingValue(words, `alarms.${key}`, of);
    return this.text.chargePage.draft.change(settingName(words, `alarms.${key}`), value(stored[key]), value(this.draft.values[key]));
  }

  private sentence(violation: ThresholdViolation): string {
    return thresholdSentence(this.text, violation, this.format);
  }

  private isOwn(wished: AlarmSettings, key: Key): boolean {
    return key === 'debounce' || key === 'minimumOn' ? wished[key] !== TIMES[key].byDefault : wished[key] !== null;
  }

  private type(key: Key, row: FieldRow, text: string): void {
    const { stored } = this.state.value;
    if (!stored) return;
    const empty = key === 'debounce' || key === 'minimumOn' ? TIMES[key].byDefault : null;
    this.draft = typed(this.draft, stored, key, row, text, empty);
  }

  private async apply(): Promise<void> {
    const { values } = this.draft;
    await this.outcome.run(() => this.ui.bridge.configure({ alarms: values }));
    if (this.outcome.failure === undefined) this.draft = NO_DRAFT;
  }

  private discard(): void {
    this.draft = NO_DRAFT;
    this.outcome.failure = undefined;
  }
}

function isAbout(violation: ThresholdViolation, code: WatchedCode, level: RaisedLevel): boolean {
  if (violation.code !== code) return false;
  return violation.rule === 'beyond-battery' ? violation.level === level : level === 'warning';
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-alarm-thresholds': TbAlarmThresholds;
  }
}

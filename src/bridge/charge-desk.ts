import type { PackSettings } from '../battery/pack';
import type { Ms } from '../battery/units';
import { changeConfiguration, DEFAULT_CONFIGURATION } from '../configuration/configuration';
import { adviceFor } from '../control/advice/rules';
import { PARAMETERS, PARAMETER_TABLES, type ParameterTableKey } from '../control/law/parameter-table';
import { consider, FROM_THE_BMS, parametersOf, type ChargeSettings, type WishViolation } from '../control/owner';
import type { Known } from '../control/state';
import type { Clock } from '../links/clock';
import type { Day } from '../rehearsal/day';
import type {
  ChargeApi,
  Considered,
  ParametersView,
  ParameterTable,
  RehearsalAnswer,
  RehearsalRequest,
  TrialView,
} from './charge-contract';
import { Shadow } from './charge-shadow';
import type { Outcome } from './contract';
import { Errand } from './errand';
import { Part } from './part';

/** What is known of the battery at this moment. */
export interface ChargeSource {
  /** By the clock of its readings: a recording has one of its own. */
  readonly now: Ms;
  readonly batterySettings: PackSettings | undefined;
  readonly known: Known | undefined;
}

/** Steps of a rehearsed day between two looks at the clock. */
const STEPS_AT_ONCE = 60;

/** Where the page asks about the charge control: nothing here decides what is sent. */
export class ChargeDesk implements ChargeApi {
  private source: ChargeSource | undefined;
  private drawn: { readonly of: readonly unknown[]; readonly view: ParametersView } | undefined;
  private shadow: { readonly law: Shadow; readonly settings: PackSettings } | undefined;
  private rehearsing: { readonly days: readonly Day[]; readonly errand: Errand } | undefined;
  private active: ChargeSettings = FROM_THE_BMS;
  private readonly days = new Part('rehearsal', () => import('../rehearsal/day'));

  constructor(
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  /** A battery to talk about, or none any more. */
  follow(source: ChargeSource | undefined): void {
    this.source = source;
    this.drawn = undefined;
    this.shadow = undefined;
    this.rehearsing?.errand.cancel();
  }

  /** Something has happened to the battery. */
  observe(): void {
    const { shadow, source } = this;
    if (!shadow || !source) return;
    const { batterySettings: settings, known } = source;
    if (settings && settings !== shadow.settings) this.shadow = this.refitted(shadow.law, settings);
    this.shadow?.law.follow(known, source.now);
  }

  /** Settings that were read anew are mostly the same; others may make the wishes wrong, which ends the trial. */
  private refitted(law: Shadow, settings: PackSettings): ChargeDesk['shadow'] {
    const { parameters, violations } = consider(settings, law.wishes);
    if (violations.length > 0) return undefined;
    law.parameters = parameters;
    return { law, settings };
  }

  get trial(): TrialView | undefined {
    return this.shadow?.law.view;
  }

  /** Share of the day that is over. */
  get rehearsal(): number | undefined {
    return this.rehearsing && this.rehearsing.days.reduce((sum, { share }) => sum + share, 0) / this.rehearsing.days.length;
  }

  table(): Promise<ParameterTable> {
    return Promise.resolve({ numbers: PARAMETERS, tables: Object.keys(PARAMETER_TABLES) as ParameterTableKey[] });
  }

  consider(wishes: ChargeSettings): Promise<Considered | undefined> {
    const settings = this.source?.batterySettings;
    if (!settings || !isUnderstood(wishes)) return Promise.resolve(undefined);
    const { parameters, violations } = consider(settings, wishes);
    const battery = this.source?.known?.combined.battery;
    return Promise.resolve({ parameters, violations, advice: adviceFor({ parameters, settings, battery }) });
  }

  tryOut(wishes: ChargeSettings): Promise<Outcome> {
    const { source } = this;
    const settings = source?.batterySettings;
    const wrong = !settings ? 'no battery is known' : this.whyNot(settings, wishes);
    if (!source || !settings || wrong !== undefined) {
      const fault = { code: 'configuration-invalid', severity: 'warning', detail: wrong ?? '', subject: undefined } as const;
      return Promise.resolve({ ok: false, fault: { ...fault, since: this.clock.now() } });
    }
    const { known, now } = source;
    const law = new Shadow(wishes, consider(settings, wishes).parameters, known, now);
    law.follow(known, now);
    this.shadow = { law, settings };
    this.changed();
    return Promise.resolve({ ok: true });
  }

  endTrial(): Promise<void> {
    this.shadow = undefined;
    this.changed();
    return Promise.resolve();
  }

  async rehearse({ wishes, plan }: RehearsalRequest): Promise<RehearsalAnswer | undefined> {
    this.rehearsing?.errand.cancel();
    const { Day } = await this.days.get();
    const settings = this.source?.batterySettings;
    const now = settings && parametersOf(settings, this.active);
    if (!settings || !now?.ok || this.whyNot(settings, wishes) !== undefined) return undefined;
    const active = new Day(now.parameters, settings, plan);
    const wished = new Day(consider(settings, wishes).parameters, settings, plan);
    const errand = new Errand(this.clock);
    const mine = { days: [active, wished], errand };
    this.rehearsing = mine;
    const done = await errand.run(() => {
      active.run(STEPS_AT_ONCE);
      wished.run(STEPS_AT_ONCE);
      this.changed();
      return wished.share >= 1;
    });
    if (this.rehearsing === mine) this.rehearsing = undefined;
    this.changed();
    return done ? { active: active.result, wished: wished.result } : undefined;
  }

  cancelRehearsal(): Promise<void> {
    this.rehearsing?.errand.cancel();
    return Promise.resolve();
  }

  /** The rules that these wishes break with the battery of the moment; none while no battery is known. */
  violations(wishes: ChargeSettings): readonly WishViolation[] {
    const settings = this.source?.batterySettings;
    return settings ? consider(settings, wishes).violations : [];
  }

  /** Drawn anew only when something changed that it depends on. @param wishes - what the owner has set */
  parameters(wishes: ChargeSettings): ParametersView | undefined {
    this.active = wishes;
    const { batterySettings: settings, known } = this.source ?? {};
    if (!settings) return undefined;
    const coldest = known?.combined.battery.coldest;
    const of = [settings, wishes, coldest?.sensor];
    if (this.drawn?.of.every((part, index) => part === of[index])) return this.drawn.view;
    const derived = parametersOf(settings, wishes);
    if (!derived.ok) return undefined;
    const view: ParametersView = {
      active: derived.parameters,
      fromBms: consider(settings, FROM_THE_BMS).parameters,
      refused: derived.refused,
      advice: adviceFor({ parameters: derived.parameters, settings, battery: coldest && { coldest } }),
    };
    this.drawn = { of, view };
    return view;
  }

  private whyNot(settings: PackSettings, wishes: ChargeSettings): string | undefined {
    if (!isUnderstood(wishes)) return 'a value is out of its range';
    const { violations } = consider(settings, wishes);
    return violations.length > 0 ? JSON.stringify(violations) : undefined;
  }
}

/** Whether every value is one that could be stored. */
function isUnderstood(wishes: ChargeSettings): boolean {
  return changeConfiguration(DEFAULT_CONFIGURATION, { charge: wishes }).ok;
}

import type { PackSettings } from '../battery/pack';
import { changeConfiguration, DEFAULT_CONFIGURATION } from '../configuration/configuration';
import { adviceFor } from '../control/advice/rules';
import { PARAMETERS, PARAMETER_TABLES, type ParameterTableKey } from '../control/law/parameter-table';
import { consider, FROM_THE_BMS, parametersOf, type ChargeSettings, type WishViolation } from '../control/owner';
import type { Known } from '../control/state';
import type { ChargeApi, Considered, ParametersView, ParameterTable } from './charge-contract';

/** What is known of the battery at this moment. */
export interface ChargeSource {
  readonly batterySettings: PackSettings | undefined;
  readonly known: Known | undefined;
}

/** Where the page asks about the charge control: nothing here decides what is sent. */
export class ChargeDesk implements ChargeApi {
  private source: ChargeSource | undefined;
  private drawn: { readonly of: readonly unknown[]; readonly view: ParametersView } | undefined;

  /** A battery to talk about, or none any more. */
  follow(source: ChargeSource | undefined): void {
    this.source = source;
    this.drawn = undefined;
  }

  table(): Promise<ParameterTable> {
    return Promise.resolve({ numbers: PARAMETERS, tables: Object.keys(PARAMETER_TABLES) as ParameterTableKey[] });
  }

  consider(wishes: ChargeSettings): Promise<Considered | undefined> {
    const settings = this.source?.batterySettings;
    if (!settings || !changeConfiguration(DEFAULT_CONFIGURATION, { charge: wishes }).ok) return Promise.resolve(undefined);
    const { parameters, violations } = consider(settings, wishes);
    const battery = this.source?.known?.combined.battery;
    return Promise.resolve({ parameters, violations, advice: adviceFor({ parameters, settings, battery }) });
  }

  /** The rules that these wishes break with the battery of the moment; none while no battery is known. */
  violations(wishes: ChargeSettings): readonly WishViolation[] {
    const settings = this.source?.batterySettings;
    return settings ? consider(settings, wishes).violations : [];
  }

  /** Drawn anew only when something changed that it depends on. */
  parameters(wishes: ChargeSettings): ParametersView | undefined {
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
}

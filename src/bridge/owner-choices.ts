import { changeConfiguration, problemText, type Configuration, type ConfigurationChange } from '../configuration/configuration';
import { isSame } from '../configuration/json';
import type { ChargeSettings, WishViolation } from '../control/owner';
import type { StoredSettings } from '../storage/settings-store';
import type { BridgeParts } from './bridge-parts';
import type { ConfigurationHost } from './configuration-desk';
import type { FaultCode, Mode, Outcome } from './contract';
import type { KeptSettings } from './kept-settings';
import type { BridgeRuntime } from './runtime';
import type { Turns } from './turns';

const NOT_LIVE = { operation: 'observe', liveWith: undefined } as const;

/** What is there now. */
export interface Present {
  mode(): Mode;
  /** Of the bridge that runs. */
  runtime(): BridgeRuntime | undefined;
  /** This window has the ports, or will have them in a moment. */
  hasPorts(): boolean;
  /** Rules that these wishes break with the battery of the moment. */
  violations(wishes: ChargeSettings): readonly WishViolation[];
}

/** What the owner has chosen: who may change it beside other windows, where it is stored, and who follows it. */
export class OwnerChoices {
  constructor(
    private readonly parts: Pick<BridgeParts, 'clock' | 'ownership' | 'alarms' | 'history' | 'traffic' | 'storing'>,
    private readonly settings: KeptSettings,
    private readonly turns: Turns,
    private readonly present: Present,
  ) {}

  /** Takes a change whole or not at all. */
  configure(change: ConfigurationChange): Promise<Outcome> {
    return this.inTurn(async () => {
      await this.takeUp();
      const changed = changeConfiguration(this.settings.value.configuration, change);
      if (!changed.ok) return this.refused('configuration-invalid', changed.problems.map(problemText).join('; '));
      const { configuration } = changed;
      const violations = this.present.violations(configuration.charge);
      if ('charge' in change && violations.length > 0) return this.refused('configuration-invalid', JSON.stringify(violations));
      const thresholds = this.parts.alarms.violations(configuration.alarms);
      if ('alarms' in change && thresholds.length > 0) return this.refused('configuration-invalid', JSON.stringify(thresholds));
      return this.replace(configuration, {});
    });
  }

  /** Everything that runs here follows what is chosen. */
  adopt(): void {
    const { configuration } = this.settings.value;
    this.present.runtime()?.configure(configuration);
    this.parts.storing?.follow(configuration);
    this.parts.history.configure(configuration);
    this.parts.traffic?.present?.configure(configuration);
  }

  /**
   * Stores a change, unless another window has the ports: what that one runs on is not ours to change, and it would not know. A
   * simulation then goes on with settings of its own; whoever wants the real battery is refused.
   */
  async keep(change: Partial<StoredSettings>): Promise<Outcome> {
    if (this.present.hasPorts()) return this.settings.change(change);
    let outcome: Outcome = { ok: true };
    const isApart = this.settings.apart && change.configuration !== undefined;
    const isFree = !isApart && (await this.parts.ownership.whileFree(async () => (outcome = await this.settings.change(change))));
    if (isFree) return outcome;
    if (this.present.mode() === 'serial' && (change.configuration ?? change.operation)) return this.refused('other-window-sends', '');
    this.settings.hold(change);
    return { ok: true };
  }

  /** For those who import and export the configuration as a whole. */
  get host(): ConfigurationHost {
    const { settings, present, parts } = this;
    return {
      get stored() {
        return settings.value;
      },
      get batterySettings() {
        return present.runtime()?.batterySettings;
      },
      get sending() {
        return present.runtime()?.sending === true;
      },
      violations: (wishes) => present.violations(wishes),
      thresholdViolations: (wishes) => parts.alarms.violations(wishes),
      refresh: () => this.takeUp(),
      replace: (configuration, also) => this.replace(configuration, also),
      inTurn: (work) => this.inTurn(work),
    };
  }

  private async replace(configuration: Configuration, also: Partial<StoredSettings>): Promise<Outcome> {
    const saved = await this.keep({ ...also, ...(configuration.can.listenOnly && NOT_LIVE), configuration });
    if (saved.ok || saved.fault.code !== 'other-window-sends') this.adopt();
    return saved;
  }

  /** What becomes of the configuration depends on what it was: no other window changes it meanwhile, and none may beside the one that has the ports. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.turns.take(() => (this.present.hasPorts() ? work() : this.parts.ownership.alone(work)));
  }

  /** What other windows have stored holds here too, unless this one has the ports, or settings of its own. */
  private async takeUp(): Promise<void> {
    if (this.present.hasPorts() || this.settings.apart) return;
    const before = this.settings.value.configuration;
    await this.settings.refresh();
    if (!isSame(before, this.settings.value.configuration)) this.adopt();
  }

  private refused(code: FaultCode, detail: string): Outcome {
    return { ok: false, fault: { code, severity: 'warning', detail, subject: undefined, since: this.parts.clock.now() } };
  }
}

import { activeEvents, type BmsEvent } from '../../src/battery/bms-events';
import { combine } from '../../src/battery/combine';
import type { PackSettings } from '../../src/battery/pack';
import { followAlarms, raisedAlarms, type AlarmsState } from '../../src/control/alarms/follow';
import { DEFAULT_ALARM_SETTINGS, type AlarmSettings } from '../../src/control/alarms/settings';
import type { AlarmContext } from '../../src/control/alarms/table';
import type { Alarm } from '../../src/control/alarms/alarm';
import { parametersOf } from '../../src/control/owner';
import type { Limits } from '../../src/control/limits';
import type { LawFlags } from '../../src/control/law/state';
import { LFP_SETTINGS, reading, type ReadingChange } from './pack-fixtures';

const NO_FLAGS: LawFlags = {
  stale: false,
  overVoltage: false,
  underVoltage: false,
  chargeTemperature: false,
  dischargeTemperature: false,
  chargeFault: false,
  dischargeFault: false,
  imbalance: false,
  absorptionTimeout: false,
  chargeBlocked: false,
  dischargeBlocked: false,
};

const derived = new Map<PackSettings, ReturnType<typeof parametersOf>>();

/** Deriving takes longer than everything else here. */
function parametersFor(settings: PackSettings): ReturnType<typeof parametersOf> {
  const known = derived.get(settings) ?? parametersOf(settings);
  derived.set(settings, known);
  return known;
}

interface Evidence {
  readonly flags?: Partial<LawFlags>;
  readonly log?: readonly BmsEvent[];
  readonly settings?: PackSettings;
  readonly limits?: Limits;
}

/** What alarms see of a battery that reads so. */
export function context(
  change: ReadingChange = {},
  { flags = {}, log = [], settings = LFP_SETTINGS, limits }: Evidence = {},
): AlarmContext {
  const read = reading({ count: settings.seriesCells, ...change });
  const combined = combine([{ id: 'pack-1', settings, reading: read }]);
  const law = parametersFor(settings);
  if (!combined || !law.ok) throw new Error('the fixture makes no battery');
  return {
    battery: combined.battery,
    settings,
    parameters: law.parameters,
    flags: { ...NO_FLAGS, ...flags },
    limits,
    events: activeEvents(log, read.status),
  };
}

/** Alarms of a battery that is looked at once a second. */
export class AlarmWatch {
  private state: AlarmsState | undefined;
  at = 0;

  constructor(private readonly settings: Partial<AlarmSettings> = {}) {}

  /** Shows the same for so many seconds, and tells what is raised then. */
  see(seen: AlarmContext, seconds = 1, everyMs = 1000): readonly Alarm[] {
    for (let shown = 0; shown < seconds * 1000; shown += everyMs) {
      this.at += everyMs;
      this.state = followAlarms(this.state, seen, { ...DEFAULT_ALARM_SETTINGS, ...this.settings }, this.at);
    }
    return this.state ? raisedAlarms(this.state) : [];
  }
}

import type { OnlineStatus } from './pack';

export type BmsEventClass = 'fault' | 'warning' | 'information' | 'unknown';

/** Every event that the vendor lists. */
export type BmsEventKey =
  | 'underVoltageCutoff'
  | 'overVoltageCutoff'
  | 'overTemperatureCutoff'
  | 'dischargeOverCurrentCutoff'
  | 'chargeOverCurrentCutoff'
  | 'regenerationOverCurrentCutoff'
  | 'lowTemperatureCutoff'
  | 'chargerSwitchError'
  | 'loadSwitchError'
  | 'singlePortSwitchError'
  | 'currentSensorLost'
  | 'currentSensorFound'
  | 'fullyDischargedCutoff'
  | 'lowTemperatureChargeCutoff'
  | 'chargerVoltageTooHigh'
  | 'chargerVoltageTooLow'
  | 'systemStarted'
  | 'chargingStarted'
  | 'chargingDone'
  | 'chargerConnected'
  | 'chargerDisconnected'
  | 'dualPortActivated'
  | 'singlePortActivated'
  | 'overTemperatureRecovered'
  | 'lowTemperatureChargeRecovered'
  | 'lowTemperatureRecovered'
  | 'chargeOverCurrentRecovered'
  | 'dischargeOverCurrentRecovered'
  | 'regenerationOverCurrentRecovered'
  | 'overVoltageRecovered'
  | 'fullyDischargedRecovered'
  | 'underVoltageRecovered'
  | 'currentSensorConnected'
  | 'currentSensorDisconnected';

/** One entry of the log that a BMS keeps itself. */
export interface BmsEvent {
  readonly code: number;
  /** `undefined` for a code that the vendor does not list. */
  readonly key: BmsEventKey | undefined;
  readonly class: BmsEventClass;
  /** When it happened, on the lifetime counter of the BMS [s]. */
  readonly time: number;
  /** Codes of what is over with it; a restart ends all, and what still holds is logged anew. */
  readonly ends: readonly number[] | 'all';
}

/**
 * Faults and warnings that hold now, oldest first. No register says which they are: they are the entries of the log (oldest first)
 * that no later one ends. A fault shows in the online status, so a status without fault overrules an entry whose end is missing.
 * The list may be empty while the status says fault: then the log was cleared, and only the status is known.
 */
export function activeEvents(log: readonly BmsEvent[], status: OnlineStatus): readonly BmsEvent[] {
  const active = new Map<number, BmsEvent>();
  for (const event of log) {
    if (event.ends === 'all') active.clear();
    else for (const code of event.ends) active.delete(code);
    if (event.class !== 'fault' && event.class !== 'warning') continue;
    active.delete(event.code);
    active.set(event.code, event);
  }
  return [...active.values()].filter((event) => event.class === 'warning' || status === 'fault');
}

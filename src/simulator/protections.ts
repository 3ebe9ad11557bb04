import type { EventKey } from '../protocols/tinybms/events';
import type { ActiveSettings } from './tinybms-settings';

/** What protections look at. */
export interface Watched {
  /** Lowest and highest cell [V]. */
  readonly lowest: number;
  readonly highest: number;
  /** [A], positive while charging. */
  readonly current: number;
  /** Of the battery [°C]. */
  readonly coldest: number;
  readonly hottest: number;
}

/** Counters of protections among the statistics. */
export type ProtectionCounter =
  'underVoltageCount' | 'overVoltageCount' | 'dischargeOverCurrentCount' | 'chargeOverCurrentCount' | 'overHeatCount';

interface ProtectionRow {
  readonly tripped: EventKey;
  readonly recovered: EventKey;
  /** A fault shows in the online status, a warning does not. */
  readonly severity: 'fault' | 'warning';
  readonly blocksCharge: boolean;
  readonly blocksDischarge: boolean;
  readonly counter?: ProtectionCounter;
  readonly trips: (now: Watched, settings: ActiveSettings) => boolean;
  /** How long the condition must last [s]; default: no time at all. */
  readonly patience?: (now: Watched, settings: ActiveSettings) => number;
  readonly clears: (now: Watched, settings: ActiveSettings) => boolean;
}

/** The vendor gives thresholds only; hysteresis and patience are of the usual size. */
const PROTECTIONS: readonly ProtectionRow[] = [
  {
    tripped: 'overVoltageCutoff',
    recovered: 'overVoltageRecovered',
    severity: 'fault',
    blocksCharge: true,
    blocksDischarge: false,
    counter: 'overVoltageCount',
    trips: (now, settings) => now.highest >= settings.overVoltage,
    clears: (now, settings) => now.highest < settings.overVoltage - 0.05,
  },
  {
    // Needs a charger to recover.
    tripped: 'underVoltageCutoff',
    recovered: 'underVoltageRecovered',
    severity: 'fault',
    blocksCharge: false,
    blocksDischarge: true,
    counter: 'underVoltageCount',
    trips: (now, settings) => now.lowest <= settings.underVoltage,
    clears: (now, settings) => now.lowest > settings.underVoltage && now.current > 0.1,
  },
  {
    tripped: 'fullyDischargedCutoff',
    recovered: 'fullyDischargedRecovered',
    severity: 'warning',
    blocksCharge: false,
    blocksDischarge: true,
    trips: (now, settings) => now.lowest <= settings.fullyDischarged,
    patience: () => 2,
    clears: (now, settings) => now.lowest >= settings.fullyDischarged + 0.15,
  },
  {
    tripped: 'overTemperatureCutoff',
    recovered: 'overTemperatureRecovered',
    severity: 'fault',
    blocksCharge: true,
    blocksDischarge: true,
    counter: 'overHeatCount',
    trips: (now, settings) => now.hottest >= settings.overHeat,
    clears: (now, settings) => now.hottest < settings.overHeat - 5,
  },
  {
    tripped: 'lowTemperatureChargeCutoff',
    recovered: 'lowTemperatureChargeRecovered',
    severity: 'warning',
    blocksCharge: true,
    blocksDischarge: false,
    trips: (now, settings) => now.coldest < settings.lowTemperature,
    clears: (now, settings) => now.coldest >= settings.lowTemperature + 2,
  },
  {
    tripped: 'lowTemperatureCutoff',
    recovered: 'lowTemperatureRecovered',
    severity: 'fault',
    blocksCharge: true,
    blocksDischarge: true,
    trips: (now) => now.coldest < -40,
    clears: (now) => now.coldest >= -38,
  },
  {
    tripped: 'dischargeOverCurrentCutoff',
    recovered: 'dischargeOverCurrentRecovered',
    severity: 'fault',
    blocksCharge: false,
    blocksDischarge: true,
    counter: 'dischargeOverCurrentCount',
    trips: (now, settings) => -now.current > settings.dischargeOverCurrent,
    patience: (now, settings) => (-now.current > settings.peakDischarge ? 0 : settings.dischargeTimeout),
    clears: () => true,
  },
  {
    tripped: 'chargeOverCurrentCutoff',
    recovered: 'chargeOverCurrentRecovered',
    severity: 'fault',
    blocksCharge: true,
    blocksDischarge: false,
    counter: 'chargeOverCurrentCount',
    trips: (now, settings) => now.current > settings.chargeOverCurrent,
    patience: () => 1,
    clears: () => true,
  },
];

/** What has changed with one look. */
export interface ProtectionChange {
  readonly event: EventKey;
  readonly counter: ProtectionCounter | undefined;
}

/** The protections of one BMS: each trips when its condition has lasted, and recovers when it has been gone for the recovery time. */
export class Protections {
  private readonly tripped = new Array<boolean>(PROTECTIONS.length).fill(false);
  /** How long the condition has held that would change the state [s]. */
  private readonly held = new Float64Array(PROTECTIONS.length);

  get fault(): boolean {
    return this.some((row) => row.severity === 'fault');
  }

  get blocksCharge(): boolean {
    return this.some((row) => row.blocksCharge);
  }

  get blocksDischarge(): boolean {
    return this.some((row) => row.blocksDischarge);
  }

  look(now: Watched, settings: ActiveSettings, seconds: number): readonly ProtectionChange[] {
    let changes: ProtectionChange[] | undefined;
    for (let index = 0; index < PROTECTIONS.length; index++) {
      const row = PROTECTIONS[index];
      if (row === undefined) continue;
      const active = this.tripped[index] === true;
      if (active ? !row.clears(now, settings) : !row.trips(now, settings)) {
        this.held[index] = 0;
        continue;
      }
      const held = (this.held[index] ?? 0) + seconds;
      this.held[index] = held;
      if (active ? !isRecovered(held, settings) : held <= (row.patience?.(now, settings) ?? 0)) continue;
      this.tripped[index] = !active;
      this.held[index] = 0;
      changes ??= [];
      changes.push({ event: active ? row.recovered : row.tripped, counter: active ? undefined : row.counter });
    }
    return changes ?? [];
  }

  /** A restart forgets everything; what still holds trips again. */
  reset(): void {
    this.tripped.fill(false);
    this.held.fill(0);
  }

  private some(test: (row: ProtectionRow) => boolean): boolean {
    return PROTECTIONS.some((row, index) => this.tripped[index] === true && test(row));
  }
}

function isRecovered(held: number, { automaticRecovery }: ActiveSettings): boolean {
  return automaticRecovery > 0 && held >= automaticRecovery;
}

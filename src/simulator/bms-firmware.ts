import type { Ms } from '../battery/units';
import { ONLINE_STATUS, RESET_CAUSE, WAKEUP_CAUSE } from '../protocols/tinybms/enumerations';
import { EventRing } from './event-ring';
import type { FaultBoard } from './faults';
import type { WorldOptions } from './options';
import type { PackModel } from './pack-model';
import { Protections } from './protections';
import { Sensors, type Measured } from './sensors';
import { Statistics } from './statistics';
import type { ActiveSettings, TinyBmsSettings } from './tinybms-settings';

/** How often the BMS measures. Source: TinyBMS protocol, measurement rate. */
export const MEASURING_MS: Ms = 100;
const SECONDS = MEASURING_MS / 1000;

/** From here on current counts as flowing [A]. */
const FLOWING = 0.3;
/** Bleed current of a cell that is being balanced [A]. */
const BLEED = 0.1;
/** A charger counts as connected or gone when it has been so for as long [s]. */
const CHARGER_PATIENCE = 10;
/** The full state ends when so much has been taken out [%]. */
const FULL_UNTIL = 98;
/** The current is low enough for so long that charging is over [s]. */
const FULL_PATIENCE = 30;

/** What runs inside a TinyBMS, apart from its conversation: measuring, counting, protecting, balancing, remembering. */
export class BmsFirmware {
  measured: Measured;
  /** [%] */
  stateOfCharge: number;
  stateOfHealth = 98.4;
  /** Bit k belongs to cell k, counted from 0. */
  wantsBalancing = 0;
  balancing = 0;
  statistics: Statistics;
  readonly events = new EventRing();
  resetCause: number = RESET_CAUSE.porPdr;
  wakeupCause: number = WAKEUP_CAUSE.uart;

  private readonly protections = new Protections();
  private readonly sensors: Sensors;
  private index = 0;
  private charger = { connected: false, held: 0 };
  private isFull = false;
  private fullFor = 0;
  private sensorLost = false;
  private restedFor = Infinity;

  constructor(
    private readonly pack: PackModel,
    readonly settings: TinyBmsSettings,
    private readonly faults: FaultBoard,
    private readonly options: Pick<WorldOptions, 'seed' | 'lifetime' | 'externalSensors' | 'stateOfCharge'>,
  ) {
    this.sensors = new Sensors(pack, faults, options.seed, options.externalSensors);
    this.stateOfCharge = options.stateOfCharge;
    this.statistics = new Statistics(Math.max(0, options.lifetime - 86_400));
    this.measured = this.sensors.measure(0, settings.active);
    for (const event of ['systemStarted', 'dualPortActivated'] as const) this.events.add(event, Math.max(0, options.lifetime - 7200));
  }

  /** Number of the newest measurement. */
  get measurement(): number {
    return this.index;
  }

  /** Seconds since the device was first switched on. */
  get lifetime(): number {
    return this.options.lifetime + Math.floor(this.index * SECONDS);
  }

  get allowsCharge(): boolean {
    return !this.sensorLost && !this.protections.blocksCharge;
  }

  get allowsDischarge(): boolean {
    return !this.sensorLost && !this.protections.blocksDischarge;
  }

  /** Code of register 50. */
  get onlineStatus(): number {
    if (this.sensorLost || this.protections.fault) return ONLINE_STATUS.fault;
    if (this.measured.current < -FLOWING) return ONLINE_STATUS.discharging;
    if (this.isFull) return ONLINE_STATUS.fullyCharged;
    return this.measured.current > FLOWING ? ONLINE_STATUS.charging : ONLINE_STATUS.idle;
  }

  /** How long there has been no current and no charger, which keep the device awake [s]. */
  get idleFor(): number {
    return this.restedFor;
  }

  /** Remaining time at this current [s]; very large at rest. */
  get timeLeft(): number {
    const { current } = this.measured;
    const { capacity } = this.settings.active;
    const share = current > 0 ? 100 - this.stateOfCharge : this.stateOfCharge;
    return Math.min(((share / 100) * capacity * 3600) / Math.max(Math.abs(current), 0.01), 99_999_999);
  }

  /** The next measurement, `MEASURING_MS` after the one before, and everything that follows from it. */
  measure(): void {
    this.index++;
    const settings = this.settings.active;
    const measured = this.sensors.measure(this.index, settings);
    this.measured = measured;
    this.statistics.look(measured);
    this.stateOfCharge = clampPercent(this.stateOfCharge + (measured.current * SECONDS) / (settings.capacity * 36));
    for (const { event, counter } of this.protections.look(measured, settings, SECONDS)) {
      this.log(event);
      if (counter) this.statistics[counter]++;
      if (event === 'fullyDischargedCutoff') this.stateOfCharge = 0;
    }
    this.restedFor = this.charger.connected || Math.abs(measured.current) > FLOWING ? 0 : this.restedFor + SECONDS;
    this.watchSensor();
    this.watchCharger(measured, settings);
    this.balance(measured, settings);
  }

  /** Takes the values of the two registers that set a state once. */
  takeSetStates(): void {
    this.stateOfCharge = this.settings.takeOnce('setStateOfCharge') ?? this.stateOfCharge;
    this.stateOfHealth = this.settings.takeOnce('setStateOfHealth') ?? this.stateOfHealth;
  }

  clearEvents(): void {
    this.events.clear();
  }

  clearStatistics(): void {
    this.statistics = new Statistics(this.lifetime);
  }

  /** Starts anew; what was counted and logged stays. */
  restart(): void {
    this.protections.reset();
    this.resetCause = RESET_CAUSE.software;
    this.log('systemStarted');
    this.log(this.settings.lowByte('operationMode') === 1 ? 'singlePortActivated' : 'dualPortActivated');
  }

  private log(event: Parameters<EventRing['add']>[0]): void {
    this.events.add(event, this.lifetime);
  }

  private watchSensor(): void {
    const lost = this.faults.has('bms-fault-state');
    if (lost === this.sensorLost) return;
    this.sensorLost = lost;
    if (lost) this.log('currentSensorLost');
    else this.restart();
  }

  /** A charger is recognised by its current. */
  private watchCharger(measured: Measured, settings: ActiveSettings): void {
    const { charger } = this;
    const seen = measured.current > FLOWING || (this.isFull && measured.current > -FLOWING);
    charger.held = seen === charger.connected ? 0 : charger.held + SECONDS;
    if (charger.held > CHARGER_PATIENCE) {
      this.charger = { connected: seen, held: 0 };
      this.log(seen ? 'chargerConnected' : 'chargerDisconnected');
      if (seen) {
        this.log('chargingStarted');
        this.statistics.chargingCount++;
      }
    }
    if (this.isFull) {
      this.isFull = this.stateOfCharge > FULL_UNTIL;
      return;
    }
    const ends = charger.connected && measured.highest >= settings.fullyCharged - 0.005 && measured.current <= settings.chargeFinished;
    this.fullFor = ends ? this.fullFor + SECONDS : 0;
    if (this.fullFor < FULL_PATIENCE) return;
    this.isFull = true;
    this.stateOfCharge = 100;
    this.statistics.fullChargeCount++;
    this.log('chargingDone');
  }

  /** Cells above the threshold that are ahead of the lowest are bled, unless the BMS is in fault. */
  private balance(measured: Measured, settings: ActiveSettings): void {
    const { cells, lowest, highest } = measured;
    this.wantsBalancing = 0;
    if (highest >= settings.earlyBalancing && highest - lowest >= settings.allowedDisbalance) {
      for (let cell = 0; cell < cells.length; cell++) {
        const voltage = cells[cell] ?? 0;
        if (voltage >= settings.earlyBalancing && voltage - lowest >= settings.allowedDisbalance) this.wantsBalancing |= 1 << cell;
      }
    }
    this.balancing = this.sensorLost || this.protections.fault ? 0 : this.wantsBalancing;
    for (let cell = 0; cell < cells.length; cell++) this.pack.bleeding[cell] = (this.balancing >>> cell) & 1 ? BLEED : 0;
  }
}

function clampPercent(percent: number): number {
  return Math.min(Math.max(percent, 0), 100);
}

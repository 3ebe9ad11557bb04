import type { Ms, PackId } from '../battery/units';
import { Agenda } from './agenda';
import { BmsFirmware, MEASURING_MS } from './bms-firmware';
import { CanBus, type BusRecord } from './can-bus';
import type { SimulatedDevice } from './device';
import { FaultBoard, type FaultName } from './faults';
import { ForeignBattery } from './foreign-battery';
import { GxDevice, type HeardLimits } from './gx-device';
import { checkOptions, DEFAULT_OPTIONS, type WorldOptions } from './options';
import { PackModel } from './pack-model';
import { flow, type Flow } from './power-flow';
import { SlcanDevice } from './slcan-device';
import { DIALECTS } from './slcan-dialects';
import { TinyBmsDevice } from './tinybms-device';
import { TinyBmsMemory } from './tinybms-memory';
import { TinyBmsSettings } from './tinybms-settings';
import { ViolationWatch, type Violation } from './violations';
import { Weather } from './weather';

export type { SimulatedDevice } from './device';
export { FAULTS, FAULT_NAMES, isFaultName, type FaultName } from './faults';
export { DEFAULT_OPTIONS, type WorldOptions } from './options';

/** A battery current of less than this is rest [A]. */
const RESTING = 0.2;
/** How fast the current of the battery follows what is wanted [A/s]; falls in amount are immediate. */
const RISE = 40;

/** What really is, whatever the devices say of it. Taken at the moment of reading. */
export interface Truth {
  readonly at: Ms;
  readonly packs: readonly PackTruth[];
  /** The first of the packs. */
  readonly pack: PackTruth;
  readonly gx: GxTruth;
  /** Frames on the bus, oldest first; bounded. */
  readonly bus: readonly BusRecord[];
  /** What the adapter's host did that no battery may do. */
  readonly violations: readonly Violation[];
}

export interface PackTruth {
  readonly id: PackId;
  /** [V], from the most negative cell up. */
  readonly cellVoltages: readonly number[];
  /** [%] */
  readonly cellStatesOfCharge: readonly number[];
  /** [V] */
  readonly voltage: number;
  /** [A], positive while charging. */
  readonly current: number;
  /** Mean of the cells [%]. */
  readonly stateOfCharge: number;
  /** Of the cells [°C]. */
  readonly temperature: number;
  readonly asleep: boolean;
  readonly allowsCharge: boolean;
  readonly allowsDischarge: boolean;
}

export interface GxTruth {
  readonly online: boolean;
  /** No limits are in force: none for three seconds, or none yet. */
  readonly timedOut: boolean;
  readonly charging: boolean;
  readonly discharging: boolean;
  /** [A] at the battery side. */
  readonly solarCurrent: number;
  readonly loadCurrent: number;
  readonly exportCurrent: number;
  readonly lastLimits: HeardLimits | undefined;
}

/** A battery with its BMS. */
export interface SimulatedPack {
  readonly id: PackId;
  readonly bms: TinyBmsDevice;
  readonly model: PackModel;
  readonly firmware: BmsFirmware;
}

/** A battery, its BMS, a CAN adapter and a GX with its installation, moved by the times it is told. */
export interface World {
  /** The BMS of the first pack. */
  readonly bms: SimulatedDevice;
  readonly can: SimulatedDevice;
  readonly packs: readonly SimulatedPack[];
  readonly options: WorldOptions;
  /** Lets everything happen up to `to`; an earlier time does nothing. */
  advance(to: Ms): void;
  /** When bytes may next come from a device. */
  nextDue(): Ms | undefined;
  /** Switches a fault at the moment up to which the world has advanced. */
  inject(fault: FaultName, active: boolean): void;
  readonly faults: readonly { readonly name: FaultName; readonly active: boolean }[];
  readonly truth: Truth;
}

/**
 * A world of its own; two with the same options and the same calls give the same bytes.
 * @throws RangeError for options that no TinyBMS could manage
 */
export function createWorld(options: Partial<WorldOptions> = {}): World {
  return new SimulatedWorld({ ...DEFAULT_OPTIONS, ...options });
}

class SimulatedWorld implements World {
  readonly bms: TinyBmsDevice;
  readonly can: SlcanDevice;
  readonly packs: readonly SimulatedPack[];
  private readonly pack: SimulatedPack;
  private readonly agenda: Agenda;
  private readonly board = new FaultBoard();
  private readonly bus = new CanBus();
  private readonly gx: GxDevice;
  private readonly weather: Weather;
  private readonly watch = new ViolationWatch();
  private flow: Flow = { battery: 0, solar: 0, load: 0, exported: 0 };
  private steppedTo: Ms;

  constructor(readonly options: WorldOptions) {
    checkOptions(options);
    const advance = (to: Ms): void => this.advance(to);
    this.agenda = new Agenda(options.startAt);
    this.steppedTo = options.startAt;
    this.weather = new Weather(options);
    this.pack = this.createPack('pack-1', advance);
    this.packs = [this.pack];
    this.bms = this.pack.bms;
    this.can = new SlcanDevice(DIALECTS[options.adapter], this.bus, this.agenda, this.board, options, advance);
    this.gx = new GxDevice(this.bus, this.agenda, this.board, options);
    new ForeignBattery(this.bus, this.agenda, this.board, options);
    this.bus.onRecord = ({ sender, frame, at }) => sender === 'adapter' && this.watch.look(frame, at);
  }

  advance(to: Ms): void {
    this.agenda.runUntil(to, (at) => this.stepTo(at));
  }

  nextDue(): Ms | undefined {
    const due = [this.can.nextDue(), ...this.packs.map((pack) => pack.bms.nextDue())].filter((at) => at !== undefined);
    return due.length === 0 ? this.agenda.next : Math.min(...due);
  }

  inject(fault: FaultName, active: boolean): void {
    this.board.set(fault, active);
  }

  get faults(): World['faults'] {
    return this.board.list;
  }

  get truth(): Truth {
    const at = this.agenda.now;
    const packs = this.packs.map(truthOf);
    return { at, packs, pack: truthOf(this.pack), gx: this.gxTruth(at), bus: this.bus.log, violations: this.watch.found };
  }

  private gxTruth(at: Ms): GxTruth {
    const { battery, solar, load, exported } = this.flow;
    return {
      online: this.gx.isOnline,
      timedOut: this.gx.isTimedOut(at),
      charging: battery > RESTING,
      discharging: battery < -RESTING,
      solarCurrent: solar,
      loadCurrent: load,
      exportCurrent: exported,
      lastLimits: this.gx.lastLimits,
    };
  }

  private createPack(id: PackId, advance: (to: Ms) => void): SimulatedPack {
    const { options, board } = this;
    const model = new PackModel(options);
    const firmware = new BmsFirmware(model, new TinyBmsSettings(options), board, options);
    const memory = new TinyBmsMemory(firmware, board, options.seed);
    return { id, model, firmware, bms: new TinyBmsDevice(memory, firmware, this.agenda, board, options, advance) };
  }

  /** Physics and measurements, in steps of the BMS. */
  private stepTo(at: Ms): void {
    while (this.steppedTo + MEASURING_MS <= at) {
      this.steppedTo += MEASURING_MS;
      this.step(this.steppedTo);
    }
  }

  private step(at: Ms): void {
    const { model, firmware } = this.pack;
    const seconds = MEASURING_MS / 1000;
    const wanted = flow({
      installation: this.options.installation,
      charger: this.gx.chargerLimits,
      inverter: this.gx.inverterLimits,
      solar: this.weather.solar(at),
      load: this.weather.load(at),
      exportMost: this.options.exportMost,
      sourceVoltage: model.sourceVoltage,
      resistance: model.resistance,
      allowsCharge: firmware.allowsCharge,
      allowsDischarge: firmware.allowsDischarge,
    });
    // Chargers take their time to deliver more; what they deliver less, or the loads take, is there at once.
    const battery = Math.min(wanted.battery, Math.max(model.current, 0) + RISE * seconds);
    this.flow = { ...wanted, battery, solar: wanted.solar - (wanted.battery - battery) };
    model.step(battery, seconds);
    firmware.measure();
  }
}

function truthOf({ id, model, firmware, bms }: SimulatedPack): PackTruth {
  return {
    id,
    cellVoltages: model.cells.map((_, index) => model.cellVoltage(index)),
    cellStatesOfCharge: model.cells.map((cell) => cell.stateOfCharge),
    voltage: model.voltage,
    current: model.current,
    stateOfCharge: model.stateOfCharge,
    temperature: model.temperature,
    asleep: bms.isAsleep,
    allowsCharge: firmware.allowsCharge,
    allowsDischarge: firmware.allowsDischarge,
  };
}

import { CELL_SLOTS, EVENT_SLOTS, LIVE, type Register, STATISTICS, VERSION, WRITABLE } from '../protocols/tinybms/registers';
import { writeValue } from '../protocols/tinybms/words';
import { absurdCell } from './sensors';
import type { BmsFirmware } from './bms-firmware';
import type { FaultBoard } from './faults';
import { uniformAt } from './random';
import type { WriteOutcome } from './tinybms-settings';

/** First register of the event log. */
const LOG = 200;
/** Registers beyond are not in the map: one device was seen to answer them with junk. */
const END = 600;
const EVENT_BITS = 0xff_ffff;

/** Board v2.3, high power with a Hall sensor, firmware 243: the device of the extended version example. */
const IDENTITY: readonly number[] = [0x0302, 0x0301, 243, 0x0418];

/** The registers of one TinyBMS. Live values change with each measurement, so that all words of one moment belong together. */
export class TinyBmsMemory {
  private readonly image = new Uint16Array(LOG);
  private builtFor = -1;
  private readonly pinned = new Map<number, number>();
  private readonly identity: readonly number[];

  constructor(
    private readonly firmware: BmsFirmware,
    private readonly faults: FaultBoard,
    private readonly seed: number,
  ) {
    const serialNumber = Array.from({ length: 6 }, (_, index) => Math.floor(uniformAt(seed, index, 99) * 0x1_0000));
    this.identity = [...IDENTITY, ...serialNumber];
  }

  read(address: number): number {
    return this.pinned.get(address) ?? this.present(address);
  }

  /** `count` words from `address` on. */
  block(address: number, count: number): number[] {
    return Array.from({ length: count }, (_, index) => this.read(address + index));
  }

  /** What command 0x1D tells. */
  get settings(): BmsFirmware['settings'] {
    return this.firmware.settings;
  }

  write(pairs: readonly (readonly [address: number, word: number])[]): WriteOutcome {
    return this.firmware.settings.write(pairs);
  }

  /** Makes registers read these words whatever goes on inside. For worked examples and for odd devices. */
  pin(address: number, words: readonly number[]): void {
    words.forEach((word, index) => this.pinned.set(address + index, word));
  }

  unpin(): void {
    this.pinned.clear();
  }

  private present(address: number): number {
    if (address < LOG) return this.live()[address] ?? 0;
    if (address < LOG + 2 * EVENT_SLOTS) return this.logWord(address);
    if (address >= WRITABLE.first && address <= WRITABLE.last) return this.firmware.settings.read(address);
    if (address >= VERSION.hardwareVersion.address && address < END) return this.identity[address - VERSION.hardwareVersion.address] ?? 0;
    return address < END ? 0 : Math.floor(uniformAt(this.seed, address, 98) * 0x1_0000);
  }

  private logWord(address: number): number {
    const entry = this.firmware.events.content[(address - LOG) >>> 1];
    if (entry === undefined) return 0;
    const time = entry.time & EVENT_BITS;
    return (address - LOG) % 2 === 0 ? time & 0xffff : (entry.code << 8) | (time >>> 16);
  }

  private live(): Uint16Array {
    this.buildLive();
    return this.image;
  }

  private buildLive(): void {
    const { firmware, faults } = this;
    if (this.builtFor === firmware.measurement) return;
    this.builtFor = firmware.measurement;
    this.image.fill(0);
    const { measured } = firmware;
    const { cells } = measured;
    const firstSlot = CELL_SLOTS - cells.length;
    for (let cell = 0; cell < cells.length; cell++) {
      this.put({ ...LIVE.cellSlot01Voltage, address: firstSlot + cell }, cells[cell] ?? 0);
    }
    if (faults.has('bms-absurd-cell')) this.image[firstSlot + absurdCell(cells.length)] = 0xffff;
    this.put(LIVE.lifetimeCounter, firmware.lifetime);
    this.put(LIVE.estimatedTimeLeft, firmware.timeLeft);
    this.put(LIVE.packVoltage, measured.packVoltage);
    this.put(LIVE.packCurrent, faults.has('bms-absurd-current') ? 30_000 : measured.current);
    this.put(LIVE.minCellVoltage, measured.lowest);
    this.put(LIVE.maxCellVoltage, measured.highest);
    this.put(LIVE.externalTemp1, measured.external1);
    this.put(LIVE.externalTemp2, measured.external2);
    this.put(LIVE.stateOfHealth, firmware.stateOfHealth);
    this.put(LIVE.stateOfCharge, faults.has('soc-jump') ? jumped(firmware.stateOfCharge) : firmware.stateOfCharge);
    this.put(LIVE.internalTemp, measured.internal);
    this.put(LIVE.onlineStatus, firmware.onlineStatus);
    this.put(LIVE.balancingDecisionBits, firmware.wantsBalancing << firstSlot);
    this.put(LIVE.realBalancingBits, firmware.balancing << firstSlot);
    this.put(LIVE.detectedCells, cells.length - (faults.has('bms-wrong-cell-count') ? 1 : 0));
    this.buildStatistics();
  }

  private buildStatistics(): void {
    const { statistics, measured } = this.firmware;
    this.put(STATISTICS.maxDischargeCurrent, statistics.maxDischargeCurrent);
    this.put(STATISTICS.maxChargeCurrent, statistics.maxChargeCurrent);
    this.put(STATISTICS.maxCellVoltageDifference, statistics.maxCellVoltageDifference);
    this.put(STATISTICS.underVoltageCount, statistics.underVoltageCount);
    this.put(STATISTICS.overVoltageCount, statistics.overVoltageCount);
    this.put(STATISTICS.dischargeOverCurrentCount, statistics.dischargeOverCurrentCount);
    this.put(STATISTICS.chargeOverCurrentCount, statistics.chargeOverCurrentCount);
    this.put(STATISTICS.overHeatCount, statistics.overHeatCount);
    this.put(STATISTICS.chargingCount, statistics.chargingCount);
    this.put(STATISTICS.fullChargeCount, statistics.fullChargeCount);
    this.put(
      STATISTICS.packTemperatureExtremes,
      signedByte(statistics.minPackTemperature ?? measured.coldest) | (signedByte(statistics.maxPackTemperature ?? measured.hottest) << 8),
    );
    this.put(STATISTICS.lastResetAndWakeup, this.firmware.resetCause | (this.firmware.wakeupCause << 8));
    this.put(STATISTICS.statisticsClearedTimestamp, statistics.clearedAt);
  }

  /** Values beyond a register end at its last count, as a device's would. */
  private put(row: Register, value: number | undefined): void {
    const { address, type, perUnit = 1 } = row;
    if (value === undefined) {
      this.image[address] = row.absent ?? 0;
      return;
    }
    const lowest = row.min ?? (type === 'i16' ? -0x7fff : 0);
    const highest = row.max ?? (type === 'i16' ? 0x7fff : type === 'u32' ? 0xffff_ffff : 0xffff);
    const held = type === 'f32' ? value : Math.min(Math.max(value, lowest / perUnit), highest / perUnit);
    this.image.set(writeValue<Register>(row, held), address);
  }
}

/** 40 % away from the truth, on the side where there is room. */
function jumped(percent: number): number {
  return percent >= 50 ? percent - 40 : percent + 40;
}

function signedByte(celsius: number): number {
  return Math.min(Math.max(Math.round(celsius), -128), 127) & 0xff;
}

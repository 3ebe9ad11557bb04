import type { Measured } from './sensors';

/** Counters and maxima that a BMS keeps until they are cleared. Units as in the register map. */
export class Statistics {
  maxDischargeCurrent = 0;
  maxChargeCurrent = 0;
  maxCellVoltageDifference = 0;
  underVoltageCount = 0;
  overVoltageCount = 0;
  dischargeOverCurrentCount = 0;
  chargeOverCurrentCount = 0;
  overHeatCount = 0;
  chargingCount = 0;
  fullChargeCount = 0;
  minPackTemperature: number | undefined;
  maxPackTemperature: number | undefined;

  /** @param clearedAt lifetime counter [s] */
  constructor(readonly clearedAt: number) {}

  look(now: Measured): void {
    this.maxDischargeCurrent = Math.max(this.maxDischargeCurrent, -now.current);
    this.maxChargeCurrent = Math.max(this.maxChargeCurrent, now.current);
    this.maxCellVoltageDifference = Math.max(this.maxCellVoltageDifference, now.highest - now.lowest);
    this.minPackTemperature = Math.min(this.minPackTemperature ?? now.coldest, now.coldest);
    this.maxPackTemperature = Math.max(this.maxPackTemperature ?? now.hottest, now.hottest);
  }
}

/** One cell as its TinyBMS sees it. */
export interface Cell {
  /** 1 = most negative cell of the pack. */
  readonly number: number;
  /** [V] */
  readonly voltage: number;
  /** The BMS has decided that this cell should be balanced. */
  readonly wantsBalancing: boolean;
  /** The bleed resistor of this cell is on now. */
  readonly balancing: boolean;
}

/** Register 50. `unknown` is any code that the protocol does not name; the code itself is kept beside it. */
export type OnlineStatus = 'charging' | 'fullyCharged' | 'discharging' | 'regeneration' | 'idle' | 'fault' | 'unknown';

/** One complete set of live values of one TinyBMS, all taken from the same block read. */
export interface PackReading {
  /** [V] */
  readonly packVoltage: number;
  /** [A], positive while charging. */
  readonly packCurrent: number;
  /** Lowest and highest cell as the BMS itself reports them [V], 1 mV resolution. */
  readonly minCellVoltage: number;
  readonly maxCellVoltage: number;
  /** From the most negative cell up; as many as the BMS detects, never padded. */
  readonly cells: readonly Cell[];
  /** [%] */
  readonly stateOfCharge: number;
  /** [%]; `undefined` on firmware that reserves the register. */
  readonly stateOfHealth: number | undefined;
  /** Board temperature [°C]. */
  readonly internalTemp: number;
  /** External sensors [°C]; `undefined` where none is fitted. */
  readonly externalTemp1: number | undefined;
  readonly externalTemp2: number | undefined;
  readonly status: OnlineStatus;
  /** Register 50 as read. */
  readonly statusCode: number;
  /** Register 53. */
  readonly detectedCells: number;
  /** [s] */
  readonly lifetimeCounter: number;
}

/** The settings of one TinyBMS that limits and display depend on; names are those of the register map. */
export interface PackSettings {
  /** [V] per cell, register 300. */
  readonly fullyChargedVoltage: number;
  /** [V] per cell, register 301. */
  readonly fullyDischargedVoltage: number;
  /** [V] per cell, register 303. */
  readonly earlyBalancingThreshold: number;
  /** [A], register 304. */
  readonly chargeFinishedCurrent: number;
  /** [A], register 305; `undefined` on firmware that reserves the register. */
  readonly peakDischargeCurrentCutoff: number | undefined;
  /** [Ah], register 306. */
  readonly batteryCapacity: number;
  /** Register 307. */
  readonly seriesCells: number;
  /** [V], register 308. */
  readonly allowedDisbalance: number;
  /** [V] per cell, register 315. */
  readonly overVoltageCutoff: number;
  /** [V] per cell, register 316. */
  readonly underVoltageCutoff: number;
  /** [A], register 317. */
  readonly dischargeOverCurrentCutoff: number;
  /** [A], register 318. */
  readonly chargeOverCurrentCutoff: number;
  /** [°C], register 319. */
  readonly overHeatCutoff: number;
  /** [°C], register 320. */
  readonly lowTemperatureChargerCutoff: number;
  /** Register 342: 0 = the BMS sends no text of its own. */
  readonly broadcastTime: number;
}

/** Who a TinyBMS is; from registers 500 to 509. */
export interface PackIdentity {
  /** For instance "2.1". */
  readonly hardware: string;
  /** Public firmware release. */
  readonly publicFirmware: number;
  /** Internal firmware version, for instance 243. */
  readonly internalFirmware: number;
  /** 24 upper-case hexadecimal digits. */
  readonly serialNumber: string;
}

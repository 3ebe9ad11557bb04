import type { PackReading, PackSettings } from './pack';
import type { Ms } from './units';

/** No cell chemistry of the field is outside, whatever its state [V]. */
const CELL_RANGE = { above: 0.5, below: 5 };
/** Balance leads and power leads differ by the drop of fuse and shunt, not by more [share of the pack voltage]. */
const PACK_VOLTAGE_TOLERANCE = 0.05;
/** The BMS reports its extremes in whole millivolts and a moment apart from the cells [V]. */
const EXTREME_TOLERANCE = 0.05;
/** The largest sensor of the family measures 750 A. */
const LARGEST_CURRENT = 1000;
const TEMPERATURE_RANGE = { above: -60, below: 130 };

/** What can be wrong with a reading by itself, and beside the one before it. */
export type PlausibilityCheck =
  | 'cell-count'
  | 'cell-voltage'
  | 'pack-voltage'
  | 'extremes'
  | 'current'
  | 'charge'
  | 'temperature'
  | 'cell-jump'
  | 'current-jump'
  | 'charge-jump'
  | 'temperature-jump';

/** What a reading was rejected for; `detail` is for people who report it. */
export interface Implausibility {
  readonly check: PlausibilityCheck;
  readonly detail: string;
  /** Number of the cell, where the check is about one. */
  readonly cell?: number;
  /** What it read, in the unit of the check, and what it should have been near. */
  readonly value: number;
  readonly before?: number;
}

/** A reading that was not acted on. */
export interface Rejection {
  readonly at: Ms;
  readonly problem: Implausibility;
  readonly reading: PackReading;
}

/**
 * Says why no battery can be as this reading claims; `undefined` for a reading that may be acted on.
 * Guards the limits against a damaged frame that passes its checksum, a wrong cell count and a device that answers rubbish.
 */
export function implausibility(reading: PackReading, settings: PackSettings): Implausibility | undefined {
  const { cells, packVoltage, packCurrent, minCellVoltage, maxCellVoltage, stateOfCharge, stateOfHealth } = reading;
  if (reading.detectedCells !== settings.seriesCells || cells.length !== settings.seriesCells) {
    return {
      check: 'cell-count',
      value: reading.detectedCells,
      before: settings.seriesCells,
      detail: `the BMS detects ${reading.detectedCells} cells and is set to ${settings.seriesCells}`,
    };
  }
  for (const { number, voltage } of cells) {
    if (!inside(voltage, CELL_RANGE))
      return { check: 'cell-voltage', cell: number, value: voltage, detail: `cell ${number} at ${voltage} V` };
  }
  let sum = 0;
  let lowest = Infinity;
  let highest = -Infinity;
  for (const { voltage } of cells) {
    sum += voltage;
    lowest = Math.min(lowest, voltage);
    highest = Math.max(highest, voltage);
  }
  if (!(Math.abs(sum - packVoltage) <= PACK_VOLTAGE_TOLERANCE * sum)) {
    return {
      check: 'pack-voltage',
      value: packVoltage,
      before: sum,
      detail: `the cells add up to ${sum.toFixed(3)} V and the pack reads ${packVoltage} V`,
    };
  }
  if (!(Math.abs(lowest - minCellVoltage) <= EXTREME_TOLERANCE)) {
    return {
      check: 'extremes',
      value: minCellVoltage,
      before: lowest,
      detail: `lowest cell ${lowest} V and reported minimum ${minCellVoltage} V`,
    };
  }
  if (!(Math.abs(highest - maxCellVoltage) <= EXTREME_TOLERANCE)) {
    return {
      check: 'extremes',
      value: maxCellVoltage,
      before: highest,
      detail: `highest cell ${highest} V and reported maximum ${maxCellVoltage} V`,
    };
  }
  if (!(Math.abs(packCurrent) <= LARGEST_CURRENT)) return { check: 'current', value: packCurrent, detail: `current of ${packCurrent} A` };
  if (!isPercentage(stateOfCharge)) return { check: 'charge', value: stateOfCharge, detail: `state of charge of ${stateOfCharge} %` };
  if (stateOfHealth !== undefined && !isPercentage(stateOfHealth))
    return { check: 'charge', value: stateOfHealth, detail: `state of health of ${stateOfHealth} %` };
  for (const celsius of [reading.internalTemp, reading.externalTemp1, reading.externalTemp2]) {
    if (celsius !== undefined && !inside(celsius, TEMPERATURE_RANGE))
      return { check: 'temperature', value: celsius, detail: `temperature of ${celsius} °C` };
  }
  return undefined;
}

/**
 * Says why limits must not be derived from these settings; `undefined` when they may.
 * The order of the thresholds is the BMS's own rule: under-voltage < fully discharged < fully charged < over-voltage.
 */
export function unusableSettings(settings: PackSettings): string | undefined {
  const { seriesCells, underVoltageCutoff, fullyDischargedVoltage, fullyChargedVoltage, overVoltageCutoff } = settings;
  if (!Number.isInteger(seriesCells) || seriesCells < 4 || seriesCells > 16) return `series cells (register 307) read ${seriesCells}`;
  const thresholds = [underVoltageCutoff, fullyDischargedVoltage, fullyChargedVoltage, overVoltageCutoff];
  if (!thresholds.every((voltage) => inside(voltage, CELL_RANGE)))
    return `cell thresholds (registers 316, 301, 300, 315) read ${thresholds.join(', ')} V`;
  if (!(
    underVoltageCutoff < fullyDischargedVoltage &&
    fullyDischargedVoltage < fullyChargedVoltage &&
    fullyChargedVoltage < overVoltageCutoff
  )) {
    return `cell thresholds (registers 316, 301, 300, 315) are out of order: ${thresholds.join(', ')} V`;
  }
  if (!(settings.chargeOverCurrentCutoff > 0))
    return `charge over-current cutoff (register 318) reads ${settings.chargeOverCurrentCutoff} A`;
  if (!(settings.dischargeOverCurrentCutoff > 0))
    return `discharge over-current cutoff (register 317) reads ${settings.dischargeOverCurrentCutoff} A`;
  if (!(settings.batteryCapacity > 0)) return `battery capacity (register 306) reads ${settings.batteryCapacity} Ah`;
  if (!(settings.overHeatCutoff > settings.lowTemperatureChargerCutoff)) {
    return `temperature cutoffs (registers 319, 320) read ${settings.overHeatCutoff} and ${settings.lowTemperatureChargerCutoff} °C`;
  }
  return undefined;
}

function inside(value: number, range: { readonly above: number; readonly below: number }): boolean {
  return value > range.above && value < range.below;
}

function isPercentage(value: number): boolean {
  return value >= 0 && value <= 100;
}

import type { WatchedCode } from '../../control/alarms/table';
import type { FieldKind } from './parameter';

/** What thresholds of alarms are counted in. */
export const THRESHOLD_KINDS: Readonly<Record<WatchedCode, FieldKind>> = {
  cellOverVoltage: 'cell-voltage',
  cellUnderVoltage: 'cell-voltage',
  packOverVoltage: 'pack-voltage',
  packUnderVoltage: 'pack-voltage',
  chargeOverCurrent: 'current',
  dischargeOverCurrent: 'current',
  overTemperature: 'temperature',
  underTemperature: 'temperature',
  chargeTooCold: 'temperature',
  chargeTooHot: 'temperature',
  imbalance: 'cell-difference',
  chargeLow: 'percent',
  healthLow: 'percent',
  chargeHigh: 'percent',
  limitLow: 'current',
};

/** Alarms that nothing follows for from the settings of the BMS: until the owner sets a threshold there is none. */
export const OWN_THRESHOLDS: readonly WatchedCode[] = ['packOverVoltage', 'packUnderVoltage', 'chargeHigh', 'limitLow'];

/** A way back from a voltage of a cell is a matter of millivolts. */
export function hysteresisKind(code: WatchedCode): FieldKind {
  const kind = THRESHOLD_KINDS[code];
  return kind === 'cell-voltage' ? 'cell-difference' : kind;
}

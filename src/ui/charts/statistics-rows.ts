import type { SeriesName } from '../../bridge/history-contract';
import type { Quantity } from '../format/format';

/** Values of which lowest, average and highest are told. */
export const ROWS: readonly (readonly [SeriesName, Quantity])[] = [
  ['stateOfCharge', 'percent'],
  ['voltage', 'voltage'],
  ['current', 'current'],
  ['power', 'power'],
  ['highestCell', 'cellVoltage'],
  ['lowestCell', 'cellVoltage'],
  ['spread', 'millivolts'],
  ['externalTemp1', 'temperature'],
  ['externalTemp2', 'temperature'],
  ['internalTemp', 'temperature'],
];

/** What the statistics are worked out from. */
export const STATISTICS_SERIES: readonly SeriesName[] = [
  ...ROWS.map(([series]) => series),
  'energyIn',
  'energyOut',
  'chargeIn',
  'chargeOut',
  ...Array.from({ length: 16 }, (_, index) => `cell${index + 1}` as SeriesName),
];

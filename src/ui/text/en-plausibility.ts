import type { PlausibilityTexts } from './keys-plausibility';

export const EN_PLAUSIBILITY: PlausibilityTexts = {
  title: 'Plausibility',
  help: 'Every reading is held against the settings of the BMS and against the reading before it. One that no battery can give changes nothing; a new level is believed once three readings in a row agree.',
  rejected: 'Readings rejected',
  none: 'None so far.',
  ago: (time) => `${time} ago`,
  lastTitle: 'The last one rejected',
  values: {
    packVoltage: 'Pack voltage',
    packCurrent: 'Current',
    lowestCell: 'Lowest cell',
    highestCell: 'Highest cell',
    stateOfCharge: 'State of charge',
    temperatures: 'Temperatures',
  },
  checks: {
    'cell-count': ({ value, before }, f) => `The BMS detects ${f.count(value)} cells and is set to ${f.count(before)}.`,
    'cell-voltage': ({ cell, value }, f) => `Cell ${f.count(cell)} reads ${f.measure('cellVoltage', value)}, which no cell can have.`,
    'pack-voltage': ({ value, before }, f) =>
      `The pack reads ${f.measure('voltage', value)}, but its cells add up to ${f.measure('voltage', before)}.`,
    extremes: ({ value, before }, f) =>
      `The BMS reports an extreme of ${f.measure('cellVoltage', value)}, but the cell in question reads ${f.measure('cellVoltage', before)}.`,
    current: ({ value }, f) => `A current of ${f.measure('current', value)} is beyond every sensor.`,
    charge: ({ value }, f) => `${f.measure('percent', value)} is no state of charge or health.`,
    temperature: ({ value }, f) => `A temperature of ${f.measure('temperature', value)} is impossible.`,
    'cell-jump': ({ cell, value, before }, f) =>
      `Cell ${f.count(cell)} jumped from ${f.measure('cellVoltage', before)} to ${f.measure('cellVoltage', value)}, faster than a cell can.`,
    'current-jump': ({ value, before }, f) =>
      `The current jumped from ${f.measure('current', before)} to ${f.measure('current', value)}, beyond what this BMS measures.`,
    'charge-jump': ({ value, before }, f) =>
      `The state of charge jumped from ${f.measure('percent', before)} to ${f.measure('percent', value)}.`,
    'temperature-jump': ({ value, before }, f) =>
      `A temperature jumped from ${f.measure('temperature', before)} to ${f.measure('temperature', value)}, faster than a sensor can.`,
  },
};

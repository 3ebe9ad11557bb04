import { describe, expect, test } from 'vitest';
import { implausibility, unusableSettings } from '../../../src/battery/plausibility';
import { LFP_SETTINGS, reading } from '../../support/pack-fixtures';

describe('implausibility', () => {
  test.each([
    ['an ordinary reading', reading()],
    ['an empty pack', reading({ cells: 2.5, soc: 0 })],
    ['a cell at its cutoff', reading({ cell: { 4: 3.75 } })],
    ['absent sensors', reading({ temperatures: [undefined, undefined] })],
    ['unknown state of health', { ...reading(), stateOfHealth: undefined }],
  ])('%s may be acted on', (_, sample) => {
    expect(implausibility(sample, LFP_SETTINGS)).toBeUndefined();
  });

  test.each([
    ['a cell of 0 V', reading({ cell: { 5: 0 } }), /^cell 5 /],
    ['a cell of 6.5 V', reading({ cell: { 16: 6.5 } }), /^cell 16 /],
    ['a missing cell', reading({ count: 15 }), /detects 15 cells and is set to 16/],
    ['a pack voltage 6 % off the sum of the cells', { ...reading(), packVoltage: 16 * 3.33 * 0.94 }, /add up to 53\.280 V/],
    ['a minimum that no cell has', { ...reading(), minCellVoltage: 3.2 }, /reported minimum 3\.2 V/],
    ['a maximum that no cell has', { ...reading(), maxCellVoltage: 3.5 }, /reported maximum 3\.5 V/],
    ['a current that is not a number', { ...reading(), packCurrent: NaN }, /current of NaN A/],
    ['a current beyond every sensor', reading({ current: 1500 }), /current of 1500 A/],
    ['a pack voltage that is not a number', { ...reading(), packVoltage: NaN }, /pack reads NaN V/],
    ['more than 100 %', reading({ soc: 101 }), /state of charge of 101 %/],
    ['an impossible temperature', reading({ temperatures: [20, 3276.7] }), /temperature of 3276\.7 °C/],
  ])('%s is rejected', (_, sample, why) => {
    expect(implausibility(sample, LFP_SETTINGS)?.detail).toMatch(why);
  });
});

describe('unusableSettings', () => {
  test('an ordinary set may be used', () => {
    expect(unusableSettings(LFP_SETTINGS)).toBeUndefined();
  });

  test.each([
    ['a Modbus server full of zeros', { seriesCells: 0 }, /series cells/],
    ['fully charged above the cutoff', { fullyChargedVoltage: 3.8 }, /out of order: 2\.8, 2\.9, 3\.8, 3\.75 V/],
    ['fully discharged below the cutoff', { fullyDischargedVoltage: 2.7 }, /out of order/],
    ['no charge current', { chargeOverCurrentCutoff: 0 }, /register 318/],
    ['no discharge current', { dischargeOverCurrentCutoff: 0 }, /register 317/],
    ['no capacity', { batteryCapacity: 0 }, /register 306/],
    ['cold cutoff above heat cutoff', { overHeatCutoff: 0 }, /registers 319, 320/],
    ['a threshold that is not a number', { overVoltageCutoff: NaN }, /cell thresholds/],
  ])('%s is refused', (_, change, why) => {
    expect(unusableSettings({ ...LFP_SETTINGS, ...change })).toMatch(why);
  });
});

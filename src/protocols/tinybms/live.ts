import type { Cell, OnlineStatus, PackReading } from '../../battery/pack';
import { nameOf, ONLINE_STATUS } from './enumerations';
import { CELL_SLOTS, LIVE } from './registers';
import { readValue } from './words';

/** The registers that make one reading: all live values, in one answer, so that they belong together. */
export const LIVE_BLOCK = { address: 0, count: 57 } as const;

/** Cells that a TinyBMS can have. */
const FEWEST_CELLS = 4;

/** Register 50 as a name. */
export function onlineStatus(code: number): OnlineStatus {
  return nameOf(ONLINE_STATUS, code) ?? 'unknown';
}

/**
 * The cells of a pack of `count`. Fewer than 16 leave the lowest slots unused: the top cell is always in register 15.
 * A count that no TinyBMS can have gives no cells, because nothing then says which slots are in use.
 */
function decodeCells(words: readonly number[], count: number): Cell[] {
  if (count < FEWEST_CELLS || count > CELL_SLOTS) return [];
  const wanted = readValue(LIVE.balancingDecisionBits, words, LIVE_BLOCK.address);
  const active = readValue(LIVE.realBalancingBits, words, LIVE_BLOCK.address);
  return Array.from({ length: count }, (_, index) => {
    const slot = CELL_SLOTS - count + index;
    const voltage = readValue({ ...LIVE.cellSlot01Voltage, address: slot }, words, LIVE_BLOCK.address);
    return { number: index + 1, voltage, wantsBalancing: ((wanted >>> slot) & 1) === 1, balancing: ((active >>> slot) & 1) === 1 };
  });
}

/** One reading from the words of `LIVE_BLOCK`, as the device says it: nothing is judged. @throws RangeError when words are missing. */
export function decodeLive(words: readonly number[]): PackReading {
  const base = LIVE_BLOCK.address;
  const statusCode = readValue(LIVE.onlineStatus, words, base);
  const detectedCells = readValue(LIVE.detectedCells, words, base);
  return {
    packVoltage: readValue(LIVE.packVoltage, words, base),
    packCurrent: readValue(LIVE.packCurrent, words, base),
    minCellVoltage: readValue(LIVE.minCellVoltage, words, base),
    maxCellVoltage: readValue(LIVE.maxCellVoltage, words, base),
    cells: decodeCells(words, detectedCells),
    stateOfCharge: readValue(LIVE.stateOfCharge, words, base),
    stateOfHealth: readValue(LIVE.stateOfHealth, words, base),
    internalTemp: readValue(LIVE.internalTemp, words, base),
    externalTemp1: readValue(LIVE.externalTemp1, words, base),
    externalTemp2: readValue(LIVE.externalTemp2, words, base),
    status: onlineStatus(statusCode),
    statusCode,
    detectedCells,
    lifetimeCounter: readValue(LIVE.lifetimeCounter, words, base),
  };
}

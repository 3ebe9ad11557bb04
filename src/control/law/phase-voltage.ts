import { atLeast, atMost } from './compare';
import { spreadOf } from './imbalance';
import type { LawParameters } from './parameters';
import { enter, type PhaseInput, type PhaseState } from './phase-state';
import type { PhaseWait } from './reasons';
import type { LawBattery } from './state';

/** Distances from the absorption voltage [V per cell]. */
const REACHED_CELL = 0.005;
const REACHED_PACK = 0.01;
const FULL_CELL = 0.02;
const HOLD_LOST = 0.05;
const SAGGED = 0.1;
/** Spread may grow this much beyond "balanced" before the hold starts again [V]. */
const SPREAD_HYSTERESIS = 0.005;
/** [s] */
const REACHED_FOR = 10;
const SAGGED_FOR = 300;
const CELL_LOW_FOR = 300;
/** Absorption is left this far below the state of charge that ends float; float entered at a lower one ends after such a drop [%]. */
const SOC_DROP = 10;
const SECONDS_PER_DAY = 86_400;

/** The phase by cell voltage, spread and current; the state of charge only restarts a charge. */
export function followVoltagePhase(was: PhaseState | undefined, input: PhaseInput): PhaseState {
  switch (was?.kind) {
    case undefined:
      return followBulk(enter('bulk', { cause: 'start' }, undefined, input), input);
    case 'bulk':
      return followBulk(was, input);
    case 'absorption':
      return followAbsorption(was, input);
    case 'float':
      return followFloat(was, input);
    case 'transition':
    case 'float-approach':
    case 'fixed':
      return enter('bulk', { cause: 'mode-changed' }, was.kind, input);
  }
}

function followBulk(was: PhaseState, input: PhaseInput): PhaseState {
  const { battery } = input.sample;
  const reached = isReached(battery, input.parameters) ? was.reached + input.dt : 0;
  if (reached > 0 && atLeast(reached, REACHED_FOR)) {
    const { highestCell: highest, voltage: packVoltage } = battery;
    return enter('absorption', { cause: 'voltage-reached', highest, packVoltage, held: reached }, was.kind, input);
  }
  return { ...was, since: was.since + input.dt, reached };
}

function isReached({ highestCell, voltage }: LawBattery, { cells, vAbs }: LawParameters): boolean {
  return atLeast(highestCell.voltage, vAbs - REACHED_CELL) || atLeast(voltage, cells * (vAbs - REACHED_PACK));
}

function followAbsorption(was: PhaseState, input: PhaseInput): PhaseState {
  const { sample, parameters, dt } = input;
  const { battery, bmsFull } = sample;
  const { absHold, absMax, vAbs, balDone, rebulkSoc } = parameters;
  const highest = battery.highestCell.voltage;
  const spread = spreadOf(battery);
  const since = was.since + dt;
  const watched = since - was.unwatched;
  const hold = isFinishing(input) ? was.hold + dt : losesHold(highest, spread, parameters) ? 0 : was.hold;
  const sagged = atLeast(highest, vAbs - SAGGED) ? 0 : was.sagged + dt;

  if (hold > 0 && atLeast(hold, absHold)) {
    const absorbed = { cause: 'absorbed', held: hold, spread, current: battery.current } as const;
    return enter('float', bmsFull ? { cause: 'bms-full', held: hold } : absorbed, was.kind, input);
  }
  if (atLeast(watched, absMax)) {
    return enter('float', { cause: 'absorption-timeout', after: watched, spread, needs: balDone }, was.kind, input);
  }
  if (atLeast(sagged, SAGGED_FOR)) {
    return enter('bulk', { cause: 'voltage-fell', highest: battery.highestCell, below: vAbs - SAGGED, held: sagged }, was.kind, input);
  }
  const threshold = rebulkSoc - SOC_DROP;
  // A state of charge that has drifted must not undo what the cells show.
  if (atMost(battery.stateOfCharge, threshold) && !isReached(battery, parameters)) {
    return enter('bulk', { cause: 'soc-low', soc: battery.stateOfCharge, threshold }, was.kind, input);
  }
  return { ...was, since, hold, sagged };
}

function isFinishing({ sample: { battery, bmsFull }, parameters: { vAbs, balDone, tail } }: PhaseInput): boolean {
  const full =
    atLeast(battery.highestCell.voltage, vAbs - FULL_CELL) && atMost(spreadOf(battery), balDone) && atMost(Math.abs(battery.current), tail);
  return full || bmsFull;
}

function losesHold(highest: number, spread: number, { vAbs, balDone }: LawParameters): boolean {
  return !atLeast(highest, vAbs - HOLD_LOST) || !atMost(spread, balDone + SPREAD_HYSTERESIS);
}

function followFloat(was: PhaseState, input: PhaseInput): PhaseState {
  const { sample, parameters, sinceFull, dt } = input;
  const { lowestCell: lowest, stateOfCharge: soc } = sample.battery;
  const { vRebulk, rebalanceDays } = parameters;
  const cellLow = atMost(lowest.voltage, vRebulk) ? was.cellLow + dt : 0;
  const threshold = restartSoc(was, parameters);
  if (atMost(soc, threshold)) return enter('bulk', { cause: 'soc-low', soc, threshold }, was.kind, input);
  if (cellLow > 0 && atLeast(cellLow, CELL_LOW_FOR))
    return enter('bulk', { cause: 'cell-low', lowest, below: vRebulk, held: cellLow }, was.kind, input);
  const days = sinceFull / SECONDS_PER_DAY;
  if (atLeast(days, rebalanceDays)) return enter('bulk', { cause: 'rebalance-due', days }, was.kind, input);
  return { ...was, since: was.since + dt, cellLow };
}

/** A pack that was full at a drifted state of charge restarts after a real discharge, not at once. */
function restartSoc({ entrySoc }: PhaseState, { rebulkSoc }: LawParameters): number {
  return entrySoc > rebulkSoc ? rebulkSoc : entrySoc - SOC_DROP;
}

/** What has to happen for the phase to end. */
export function voltageWaits(phase: PhaseState, input: PhaseInput): readonly PhaseWait[] {
  const { sample, parameters, sinceFull } = input;
  const { battery } = sample;
  const { highestCell: highest, lowestCell: lowest, voltage, stateOfCharge: soc, current } = battery;
  const { cells, vAbs, absHold, absMax, balDone, tail, vRebulk, rebalanceDays } = parameters;
  switch (phase.kind) {
    case 'bulk': {
      const [cell, pack] = [vAbs - REACHED_CELL, cells * (vAbs - REACHED_PACK)];
      // One timer runs for both; it is told where it comes from.
      const time = (met: boolean) => ({ held: met ? phase.reached : 0, of: REACHED_FOR, met });
      return [
        { wait: 'cell-voltage', highest, needs: cell, ...time(atLeast(highest.voltage, cell)) },
        { wait: 'pack-voltage', voltage, needs: pack, ...time(atLeast(voltage, pack)) },
      ];
    }
    case 'absorption': {
      const spread = spreadOf(battery);
      return [
        { wait: 'absorption-hold', held: phase.hold, of: absHold, met: false },
        { wait: 'cell-high', highest, needs: vAbs - FULL_CELL, met: atLeast(highest.voltage, vAbs - FULL_CELL) },
        { wait: 'spread', spread, needs: balDone, met: atMost(spread, balDone) },
        { wait: 'tail-current', current, needs: tail, met: atMost(Math.abs(current), tail) },
        { wait: 'absorption-end', elapsed: phase.since - phase.unwatched, of: absMax, met: false },
      ];
    }
    case 'float':
      return [
        { wait: 'soc-below', soc, needs: restartSoc(phase, parameters), met: false },
        { wait: 'cell-low', lowest, needs: vRebulk, held: phase.cellLow, of: CELL_LOW_FOR, met: atMost(lowest.voltage, vRebulk) },
        { wait: 'rebalance', elapsedDays: sinceFull / SECONDS_PER_DAY, ofDays: rebalanceDays, met: false },
      ];
    case 'transition':
    case 'float-approach':
    case 'fixed':
      return [];
  }
}

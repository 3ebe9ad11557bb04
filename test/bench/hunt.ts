import fc from 'fast-check';
import { lawStep } from '../../src/control/law/law';
import { parametersFor, type LawParameters } from '../../src/control/law/parameters';
import type { LawInput, LawState } from '../../src/control/law/state';
import { history, interruptedDelay, interruptedWait, longOvershoot, PACKS, weeksInFloat, type Stretch } from '../property/law-histories';
import { inputOf } from '../unit/control/law/fixtures';
import { Properties } from './soak/properties';
import { StoredMemory } from './soak/stored-memory';
import { liveThrough } from './soak/year';

const SEED = 1;
/** Histories of each pack. */
const RANDOM = 250;
const LONG = 4;
/** The bridge is away for so long at each restart [s]. */
const AWAY = 5;
/** Where no history shows anything, so many days of the soak may. */
const DAYS = 9;

/** What a law was caught at, and where. */
export interface Catch {
  readonly where: string;
  readonly properties: readonly string[];
}

/** Holds the law against every property until one is violated; `undefined` for a law without fault. */
export function hunt(): Catch | undefined {
  for (const [name, parameters] of Object.entries(PACKS)) {
    const histories = [
      ...fc.sample(history(parameters), { numRuns: RANDOM, seed: SEED }),
      ...fc.sample(longOvershoot(parameters), { numRuns: LONG, seed: SEED }),
    ];
    if (parameters.mode === 'voltage') histories.push(weeksInFloat(parameters));
    for (const [index, stretches] of histories.entries()) {
      const properties = violated(parameters, stretches, true);
      if (properties.length > 0) return { where: `history ${index} of ${name}`, properties };
    }
    const properties = violated(parameters, interruptedWait(parameters), false);
    if (properties.length > 0) return { where: `interrupted wait of ${name}`, properties };
    const delayed = violated(parameters, interruptedDelay(parameters), true);
    if (delayed.length > 0) return { where: `interrupted delay of ${name}`, properties: delayed };
  }
  const parameters = parametersFor('LFP', { cells: 16, capacity: 280, maxCharge: 100, maxDischarge: 120 });
  const { violations } = liveThrough({ seed: SEED, seconds: DAYS * 86_400, chemistry: 'lfp', parameters });
  return violations.size > 0 ? { where: `${DAYS} days of the soak`, properties: [...violations.keys()] } : undefined;
}

/** What a history violates; with a restart, if wanted, after every second stretch. */
function violated(parameters: LawParameters, stretches: readonly Stretch[], withRestarts: boolean): readonly string[] {
  const properties = new Properties(parameters);
  const memory = new StoredMemory(parameters.cells);
  let state: LawState | undefined;
  let second = 0;
  for (const [index, { measured, steps, dt: length }] of stretches.entries()) {
    const input = inputOf({ ...measured, age: Number.isNaN(measured.age) ? Infinity : measured.age });
    const usable = isUsable(input, parameters.cells);
    let restarts = withRestarts && index % 2 === 1;
    for (let step = 0; step < steps; step++) {
      let dt = length;
      if (restarts) {
        restarts = false;
        second += AWAY;
        state = memory.recall(second);
        if (!state) continue;
        properties.restart(state, second);
        dt = 0;
      }
      second += dt;
      const outcome = lawStep(parameters, input, state, dt);
      properties.look({ second, input, usable, dt, outcome });
      state = outcome.next;
      memory.keep(state, second);
    }
  }
  return [...properties.violations.keys()];
}

function isUsable({ battery }: LawInput, cells: number): boolean {
  const { voltage, current, stateOfCharge, lowestCell, highestCell, coldest, hottest } = battery;
  const [lowest, highest] = [lowestCell.voltage, highestCell.voltage];
  const finite = [voltage, current, stateOfCharge, lowest, highest, coldest.celsius, hottest.celsius].every(Number.isFinite);
  return finite && lowest > 0 && lowest <= highest && highest < 5 && voltage >= 0.9 * cells * lowest && voltage <= 1.1 * cells * highest;
}

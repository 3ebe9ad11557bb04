/** Commands that act, and how a BMS shows that they have acted. */
import { LinkError } from '../../links/byte-link';
import type { Clock } from '../../links/clock';
import { EVENTS } from '../../protocols/tinybms/events';
import type { BmsHost, BmsUnit } from './bms-unit';
import type { CommandName, CommandState } from '../workshop-contract';
import { readFacts, readLifetime, readLog } from './profile-reader';

/** How long a proof may take [ms]. A restart takes seconds; one car controller waits 10 s before it talks again. */
const PATIENCE: Readonly<Record<CommandName, number>> = { clearEvents: 5_000, clearStatistics: 5_000, restart: 30_000 };
const PAUSE_MS = 500;

/** Whether the BMS shows, after a command sent at lifetime `since` [s], that it has acted. */
type Proof = (unit: BmsUnit, since: number) => Promise<boolean>;

const PROOFS: Readonly<Record<CommandName, Proof>> = {
  // What happens after the command is logged anew.
  clearEvents: async ({ client }, since) => (await readLog(client)).every(({ time }) => time >= since),
  clearStatistics: async ({ client }, since) => (await readFacts(client, 0)).statistics.clearedAt >= since,
  restart: async ({ client }, since) => {
    const started = (await readLog(client)).some(({ time, code }) => code === EVENTS.systemStarted.code && time >= since);
    return started && (await readFacts(client, 0)).statistics.lastReset === 'software';
  },
};

/**
 * Sends a command exactly once and looks for its proof. The client makes sure that the BMS is awake before it sends: what a
 * sleeping BMS swallows is neither executed nor repeated.
 * @param proving called when the command is out
 */
export async function runCommand(command: CommandName, host: BmsHost, clock: Clock, proving: () => void): Promise<CommandState> {
  const unit = host.unit();
  if (!unit) return 'unknown';
  const { serialNumber } = unit.identity;
  let since: number;
  try {
    since = await readLifetime(unit.client);
  } catch (error) {
    if (error instanceof LinkError) return 'unknown';
    throw error;
  }
  // The counter shows whole seconds: what has happened in this one is not yet proof.
  await pause(clock, 1_000);
  let refused = false;
  try {
    await unit.client.request({ command: 'resetOrClear', option: command }, { priority: 'write' });
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    refused = error.code === 'refused';
  }
  if (refused) return 'refused';
  proving();
  return prove(command, since + 1, serialNumber, host, clock);
}

async function prove(command: CommandName, since: number, serialNumber: string, host: BmsHost, clock: Clock): Promise<CommandState> {
  const until = clock.now() + PATIENCE[command];
  let seen = false;
  do {
    await pause(clock, PAUSE_MS);
    const unit = host.unit();
    if (unit?.identity.serialNumber !== serialNumber) continue;
    try {
      if (await PROOFS[command](unit, since)) return 'proven';
      seen = true;
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
    }
  } while (clock.now() < until);
  return seen ? 'not-done' : 'unknown';
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.at(clock.now() + ms, resolve));
}

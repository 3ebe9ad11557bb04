/** Keeps the account of a writing, so that one which was cut short is still clear after the app has gone and come back. */
import type { Clock } from '../../links/clock';
import { isWhole, leftBehind, type Writing } from '../../workshop/account';
import { patiently } from '../patience';
import type { Bench } from './benches';

/** So long a BMS that waits for its next setting is kept waiting for the database. */
const DATABASE_MS = 1_000;

/**
 * Stores an account that is not whole yet, and forgets one that is. A simulated BMS begins anew with each start: what was written to it
 * holds no longer than that. Rejects when the database does not take it.
 */
export async function keepAccount({ host, shelf }: Bench, writing: Writing, clock: Clock): Promise<void> {
  if (host.mode !== 'serial') return;
  const work = isWhole(writing) ? shelf.forgetWriting(writing.serialNumber) : shelf.keepWriting(writing);
  await patiently(clock, DATABASE_MS, work);
}

/** The account of a writing to this very BMS that was left behind by an app that is gone. */
export async function foundAccount({ host, shelf }: Bench, serialNumber: string, clock: Clock): Promise<Writing | undefined> {
  if (host.mode !== 'serial') return undefined;
  const writing = await patiently(clock, DATABASE_MS, shelf.writing(serialNumber)).catch(() => undefined);
  return writing && leftBehind(writing);
}

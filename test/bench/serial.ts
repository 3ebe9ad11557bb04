/**
 * Reads everything that a TinyBMS has, once, and holds the time that it took against the time that the bytes alone need at 115200 Bd.
 * The device is the simulated one with its turnaround, on a clock that only moves when told to: the figures are the same every time.
 */
import { readFacts, readLog, readProfile, readWords } from '../../src/bridge/workshop/profile-reader';
import { SimulatedPortSource } from '../../src/links/simulated-link';
import { TinyBmsClient } from '../../src/links/tinybms-client';
import { LIVE_BLOCK } from '../../src/protocols/tinybms/live';
import { createWorld } from '../../src/simulator/world';
import { ManualClock } from '../support/manual-clock';
import { writeReport } from './report';

/** Ten bits at 115200 Bd. */
const BYTE_MS = 10_000 / 115_200;
/** The goal: times as long as the bytes need. */
const MOST = 2;

export interface Measured {
  readonly bytes: number;
  readonly requests: number;
  /** At least, in one direction at a time [ms]. */
  readonly wireMs: number;
  readonly tookMs: number;
}

/** Settings with limits and factory values, statistics, identity, live values and the whole log, as the workshop reads them. */
export async function measureReading(): Promise<Measured> {
  const clock = new ManualClock();
  const world = createWorld({ asleep: false });
  const source = new SimulatedPortSource(world, clock);
  // Only a source that somebody watches lets its world turn.
  source.watch(() => undefined);
  const [port] = await source.list();
  if (!port) throw new Error('the world has no ports');
  let bytes = 0;
  let lastByteAt = 0;
  const link = await settle(
    clock,
    port.open(
      { baudRate: 115_200, bufferSize: 65_536 },
      {
        bytes: (chunk) => {
          bytes += chunk.length;
          lastByteAt = clock.now();
          client.receive(chunk);
        },
        lost: (error) => client.close(error),
      },
    ),
  );
  const client: TinyBmsClient = new TinyBmsClient((request) => {
    bytes += request.length;
    link.write(request);
  }, clock);
  await clock.run(1_000);
  const startedAt = clock.now();
  bytes = 0;
  await settle(
    clock,
    (async () => {
      await readProfile(client);
      await readFacts(client, 0);
      await readWords(client, LIVE_BLOCK);
      await readLog(client);
    })(),
  );
  return { bytes, requests: client.counters.requests, wireMs: bytes * BYTE_MS, tookMs: lastByteAt - startedAt };
}

async function settle<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let settled = false;
  const done = work.finally(() => (settled = true));
  while (!settled) await clock.run(1);
  return done;
}

/** @returns the exit code: 1 when it took twice as long as the bytes need */
export async function main(): Promise<number> {
  const { bytes, requests, wireMs, tookMs } = await measureReading();
  const ratio = tookMs / wireMs;
  const reached = ratio < MOST;
  writeReport('serial', {
    title: 'Reading a whole TinyBMS, simulated clock',
    notes: [
      'Settings with limits, statistics, identity, live values and log, each once. Nothing but the line, the device and the client take',
      'time: the same figures every time.',
    ],
    tables: [
      {
        caption: 'At 115200 Bd',
        columns: ['requests', 'bytes both ways', 'bytes alone [ms]', 'took [ms]', 'times as long'],
        rows: [[requests, bytes, wireMs.toFixed(1), tookMs.toFixed(1), ratio.toFixed(2)]],
      },
    ],
    goals: [{ what: `less than ${MOST} times what the bytes need`, reached, found: `${ratio.toFixed(2)} times` }],
  });
  return reached ? 0 : 1;
}

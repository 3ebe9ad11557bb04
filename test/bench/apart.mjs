/**
 * One subject of a bench in a process of its own, so that neither the garbage of the others nor what the compiler has learned
 * from them weighs on it. Each message names a piece of work; the answer is how long one round of it takes [ms].
 *
 *   fork('test/bench/apart.mjs', [BUNDLE, SUBJECT])
 */
import { pathToFileURL } from 'node:url';

/** Rounds are repeated for so long: short ones would be measured by the clock's grain, and without the garbage they make. */
const BATCH_MS = 50;

const [bundle, subject] = process.argv.slice(2);
const { roundOf } = await import(pathToFileURL(bundle).href);
const round = await roundOf(subject);

process.on('message', async (work) => {
  const start = performance.now();
  let rounds = 0;
  let took = 0;
  for (; took < BATCH_MS; took = performance.now() - start) {
    await round(work);
    rounds++;
  }
  process.send(took / rounds);
});
process.send('ready');

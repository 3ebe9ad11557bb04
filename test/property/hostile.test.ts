import fc from 'fast-check';
import { describe, test } from 'vitest';
import { ENTRANCES } from '../hostile/entrances';

/** Set by `npm run fuzz`; a few tries are made with every run of the tests. */
const MINUTES = Number(process.env['FUZZ_MINUTES'] ?? 0);
const FOR_LONG = { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: (MINUTES * 60_000) / ENTRANCES.length };

describe('whatever comes in by', () => {
  test.each(ENTRANCES)(
    '$name is read or refused, and nothing breaks',
    async ({ check }) => {
      await fc.assert(check, MINUTES > 0 ? FOR_LONG : { numRuns: 300 });
    },
    60_000 + MINUTES * 60_000,
  );
});

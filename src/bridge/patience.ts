import type { Ms } from '../battery/units';
import type { Clock } from '../links/clock';

/** Rejects when `work` does, and when it has not settled after so long: a database that hangs must not hold up anything else. */
export function patiently<T>(clock: Clock, afterMs: Ms, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.at(clock.now() + afterMs, () => reject(new Error('The database does not answer')));
    void work.finally(cancel).then(resolve, reject);
  });
}

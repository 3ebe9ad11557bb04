import type { Configuration } from '../configuration/configuration';

type Write = (...given: never[]) => Promise<void>;
/** Where something is kept: by `commit`, or by `put`. */
type Writable = { readonly commit: Write } | { readonly put: Write };

/** Whether the owner wants the past to be stored. What is stored can be read and cleared all the same. */
export class Storing {
  private enabled = true;
  private log = true;

  follow({ storage, log }: Configuration): void {
    this.enabled = storage.enabled;
    this.log = storage.enabled && log.stored;
  }

  /** The same database, which takes nothing while nothing is to be stored. */
  past<T extends Writable>(database: T): T {
    return guarded(database, () => this.enabled);
  }

  /** The same for the log, which has a switch of its own. */
  lines<T extends Writable>(database: T): T {
    return guarded(database, () => this.log);
  }
}

function guarded<T extends Writable>(database: T, isOn: () => boolean): T {
  const guard =
    (write: Write): Write =>
    (...given) =>
      isOn() ? write(...given) : Promise.reject(new Error('storing is switched off'));
  return { ...database, ...('commit' in database ? { commit: guard(database.commit) } : { put: guard(database.put) }) };
}

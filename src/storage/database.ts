import { openDB, type IDBPDatabase } from 'idb';

/** One database of the browser, opened at first use and again after it was lost: closed by the browser, deleted, or left to a newer version of the app. */
export class Database {
  private opening: Promise<IDBPDatabase> | undefined;
  private opened = 0;

  constructor(
    private readonly name: string,
    private readonly version: number,
    /** Makes what a database of version `from` lacks; 0 has nothing. */
    private readonly upgrade: (db: IDBPDatabase, from: number) => void,
  ) {}

  /** How often it was opened: after each time there may be other things in it than before. */
  get openings(): number {
    return this.opened;
  }

  /** Rejects when the browser gives no storage, or `work` does. */
  async use<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> {
    const reused = this.opening !== undefined;
    const opened = this.open();
    try {
      return await work(await opened);
    } catch (error) {
      // A connection that died unnoticed is told by its first use.
      if (!reused || !(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      if (this.opening === opened) this.opening = undefined;
      return work(await this.open());
    }
  }

  private open(): Promise<IDBPDatabase> {
    if (this.opening) return this.opening;
    const forget = (): void => {
      if (this.opening === opening) this.opening = undefined;
    };
    const opening = new Promise<IDBPDatabase>((resolve, reject) => {
      const opened = openDB(this.name, this.version, {
        upgrade: (db, from) => this.upgrade(db, from),
        blocked: () => {
          reject(new Error(`${this.name} is held in an older version by another tab`));
          // Should it open after all, nobody waits for it any longer.
          void opened.then((db) => db.close()).catch(() => undefined);
        },
        blocking: (_current, _wanted, event) => {
          (event.target as IDBDatabase).close();
          forget();
        },
        terminated: forget,
      });
      opened.then(resolve, reject);
    });
    this.opening = opening;
    this.opened++;
    opening.catch(forget);
    return opening;
  }
}

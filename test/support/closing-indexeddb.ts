/** An IndexedDB in memory that can do what a browser does when its owner clears what is stored, or when it needs the room itself. */
import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';

type Closable = Parameters<typeof forceCloseDatabase>[0];

export class ClosingIndexedDb {
  private readonly open = indexedDB.open.bind(indexedDB);
  private readonly connections: Closable[] = [];
  private refuses = false;

  constructor() {
    indexedDB.open = (name, version) => {
      if (this.refuses) throw new DOMException('no storage', 'UnknownError');
      const request = this.open(name, version);
      request.addEventListener('success', () => this.connections.push(request.result as unknown as Closable));
      return request;
    };
  }

  /** Closes every connection; what was stored stays. */
  close(): void {
    for (const connection of this.connections.splice(0)) forceCloseDatabase(connection);
  }

  /** Closes every connection, and deletes the database. */
  async clear(name: string): Promise<void> {
    this.close();
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => resolve();
      request.onerror = () => reject(new Error(`${name} is not deleted`));
    });
  }

  /** Whether it can be opened. */
  allow(allowed: boolean): void {
    this.refuses = !allowed;
  }

  restore(): void {
    indexedDB.open = this.open;
  }
}

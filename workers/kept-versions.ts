/** Which version of the app a page is given: the newest or, where that one does not start, the one before. */

/** The parts of the browser's caches that are needed. */
type Store = Pick<Cache, 'match' | 'put'>;
export interface Stores {
  open(name: string): Promise<Store>;
  keys(): Promise<readonly string[]>;
  delete(name: string): Promise<boolean>;
}

interface Versions {
  /** Name of the store of the newest version. */
  readonly current: string;
  /** Of the one before, which has started. */
  readonly previous?: string;
  /** A page of the current one has started. */
  readonly proven: boolean;
  /** It did not: the one before is given instead. */
  readonly failed: boolean;
  /** Pages given since it became the current one. */
  readonly tries: number;
}

/** What no page has said that it had started, after so many that were given, does not start. */
const MOST_TRIES = 3;
const RECORD = 'record.json';

export class KeptVersions {
  /**
   * @param name of the store of the version that this service worker brought
   * @param isVersion whether a store is one of a version, of whichever
   */
  constructor(
    private readonly stores: Stores,
    private readonly name: string,
    private readonly isVersion: (store: string) => boolean,
    private readonly recordStore = 'tinybms-bridge-versions',
  ) {}

  /** This version is the newest from now on. The one before is kept beside it; everything older goes. */
  async activated(): Promise<void> {
    const before = await this.read();
    const names = (await this.stores.keys()).filter(this.isVersion);
    if (before?.current !== this.name) {
      // Before there was a record there was one version. One that nobody has seen start is still better than none.
      const isGood = before?.proven === true || before?.previous === undefined;
      const good = before ? (isGood ? before.current : before.previous) : names.find((name) => name !== this.name);
      await this.write({ current: this.name, ...(good === undefined ? {} : { previous: good }), proven: false, failed: false, tries: 0 });
    }
    const { previous } = (await this.read()) ?? {};
    await Promise.all(names.filter((name) => name !== this.name && name !== previous).map((name) => this.stores.delete(name)));
  }

  /** The page of the version before, where the newest does not start; `undefined` where it shall be the newest. */
  async pageInstead(address: string): Promise<Response | undefined> {
    const versions = await this.read();
    if (versions?.previous === undefined || versions.proven) return undefined;
    const tries = versions.tries + 1;
    const failed = versions.failed || tries > MOST_TRIES;
    await this.write({ ...versions, tries, failed });
    return failed ? this.from(versions.previous, address) : undefined;
  }

  /** A file that only the version before has: pages of it may still be open. */
  async fileBefore(address: string): Promise<Response | undefined> {
    const previous = (await this.read())?.previous;
    return previous === undefined ? undefined : this.from(previous, address);
  }

  /** A page has started. @returns whether it is of the newest version */
  async started(): Promise<boolean> {
    const versions = await this.read();
    if (!versions || versions.failed) return !versions;
    if (!versions.proven) await this.write({ ...versions, proven: true });
    return true;
  }

  /** A page has not. @returns whether it is worth loading it again: it will be another one */
  async didNotStart(): Promise<boolean> {
    const versions = await this.read();
    if (versions?.previous === undefined || versions.proven || versions.failed) return false;
    await this.write({ ...versions, failed: true });
    return true;
  }

  /** The newest version shall have another chance. */
  async tryAgain(): Promise<void> {
    const versions = await this.read();
    if (versions) await this.write({ ...versions, failed: false, tries: 0 });
  }

  private async from(store: string, address: string): Promise<Response | undefined> {
    return (await this.stores.open(store)).match(address, { ignoreSearch: true });
  }

  private async read(): Promise<Versions | undefined> {
    const response = await (await this.stores.open(this.recordStore)).match(RECORD);
    return response && ((await response.json()) as Versions);
  }

  private async write(versions: Versions): Promise<void> {
    await (await this.stores.open(this.recordStore)).put(RECORD, Response.json(versions));
  }
}

/** The code of a part could not be had: no network, and not among the files that the app keeps, or no longer. */
export class PartMissing extends Error {
  // Comlink carries the name, and the page knows it by that.
  override readonly name = 'PartMissing';
}

/**
 * A part of the worker whose code comes when it is first needed. One that cannot be had is asked for anew the next time; whoever needs it
 * is told, and nobody else notices.
 */
export class Part<T> {
  private made: T | undefined;
  private coming: Promise<T> | undefined;

  /**
   * @param name - for people who report that it is missing
   * @param load - fetches the code by a dynamic `import`, and makes of it what is needed
   */
  constructor(
    private readonly name: string,
    private readonly load: () => Promise<T>,
  ) {}

  /** A part that is there from the start. */
  static of<T>(made: T): Part<T> {
    const part = new Part<T>('', () => Promise.resolve(made));
    part.made = made;
    return part;
  }

  /** `undefined` until it has come. */
  get present(): T | undefined {
    return this.made;
  }

  /** Rejects with `PartMissing`. */
  get(): Promise<T> {
    this.coming ??= this.load().then(
      (made) => (this.made = made),
      (error: unknown) => {
        this.coming = undefined;
        throw new PartMissing(`${this.name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      },
    );
    return this.coming;
  }
}

/** Many times what any configuration has; whatever is longer is told to be so by the worker [bytes]. */
const MOST_BYTES = 1_000_001;

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** A file as text, no more of it than anybody would read. One that cannot be read, as a folder or what is gone, is told to be no JSON. */
export async function readText(file: File): Promise<TextFile> {
  const text = await file
    .slice(0, MOST_BYTES)
    .text()
    .catch(() => '');
  return { name: file.name, text };
}

/** A file that was dropped onto the app or opened with it, until the page of settings takes it and shows what it would change. */
export class IncomingFile {
  private waiting: TextFile | undefined;
  private readonly listeners = new Set<() => void>();

  offer(file: TextFile): void {
    this.waiting = file;
    for (const listener of this.listeners) listener();
  }

  /** It is looked at once. */
  take(): TextFile | undefined {
    const file = this.waiting;
    this.waiting = undefined;
    return file;
  }

  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

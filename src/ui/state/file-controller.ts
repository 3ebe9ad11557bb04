import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { NothingToWrite, saveFile } from '../export/save-file';

/** How the writing of a file stands. */
export type FileProgress =
  | { readonly state: 'writing'; readonly share: number }
  | { readonly state: 'saved'; readonly name: string }
  | { readonly state: 'cancelled' }
  | { readonly state: 'empty' }
  | { readonly state: 'failed'; readonly detail: string };

/** Writes the content of a file; told the share that is done, 0 to 1. */
export type WriteFile = (progress: (share: number) => void, signal: AbortSignal) => Promise<Blob>;

/** Writes one file at a time, says how far it is, and can be stopped. What is left half done leaves nothing. */
export class FileController implements ReactiveController {
  progress: FileProgress | undefined;
  private ending: AbortController | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  get busy(): boolean {
    return this.ending !== undefined;
  }

  cancel(): void {
    this.ending?.abort();
  }

  async save(name: string, write: WriteFile): Promise<void> {
    if (this.ending) return;
    const ending = new AbortController();
    this.ending = ending;
    this.tell({ state: 'writing', share: 0 });
    try {
      const content = await write((share) => this.tell({ state: 'writing', share }), ending.signal);
      saveFile(name, content);
      this.tell({ state: 'saved', name });
    } catch (error) {
      if (ending.signal.aborted) this.tell({ state: 'cancelled' });
      else if (error instanceof NothingToWrite) this.tell({ state: 'empty' });
      else this.tell({ state: 'failed', detail: error instanceof Error ? error.message : String(error) });
    } finally {
      this.ending = undefined;
      this.host.requestUpdate();
    }
  }

  private tell(progress: FileProgress): void {
    this.progress = progress;
    this.host.requestUpdate();
  }
}

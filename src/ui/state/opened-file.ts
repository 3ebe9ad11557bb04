import type { ReactiveController } from 'lit';
import type { Mode } from '../../bridge/contract';
import type { HistoryApi } from '../../bridge/history-contract';
import type { LogApi } from '../../bridge/log-contract';
import type { Bundle } from '../bundle/bundle';
import type { BundleProblem } from '../bundle/open-bundle';
import type { SelectHost } from './select-controller';

/** A file of a bridge that is looked at instead of this one's own log and history. */
export class OpenedFile {
  private current: { readonly bundle: Bundle; readonly history: HistoryApi; readonly log: LogApi } | undefined;
  private failure: BundleProblem | undefined;
  private readonly listeners = new Set<() => void>();

  get bundle(): Bundle | undefined {
    return this.current?.bundle;
  }

  get history(): HistoryApi | undefined {
    return this.current?.history;
  }

  get log(): LogApi | undefined {
    return this.current?.log;
  }

  /** Why the newest file could not be opened. */
  get problem(): BundleProblem | undefined {
    return this.failure;
  }

  open(bundle: Bundle, apis: { readonly history: HistoryApi; readonly log: LogApi }): void {
    this.current = { bundle, ...apis };
    this.failure = undefined;
    this.tell();
  }

  /** What is open stays so. */
  refuse(problem: BundleProblem | undefined): void {
    this.failure = problem;
    this.tell();
  }

  close(): void {
    this.current = undefined;
    this.tell();
  }

  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Where log and history come from: this bridge, or the file that is open. */
export interface Source {
  /** Another text for another source. */
  readonly key: string;
  /** `undefined` until the worker has spoken. */
  readonly mode: Mode | undefined;
  readonly history: HistoryApi;
  readonly log: LogApi;
  readonly file: Bundle | undefined;
}

/** Tells its host where log and history come from, and renders it again when that changes. */
export class SourceController implements ReactiveController {
  private endings: readonly (() => void)[] = [];
  private mode: Mode | undefined;

  constructor(private readonly host: SelectHost) {
    host.addController(this);
  }

  get value(): Source {
    const { file, history, log, store } = this.host.ui;
    const { bundle } = file;
    if (!bundle) {
      const mode = store.snapshot.view?.mode;
      return { key: mode ?? '', mode, history, log, file: undefined };
    }
    const { mode, writtenAt } = bundle.manifest;
    return { key: `${bundle.name} ${writtenAt}`, mode, history: file.history ?? history, log: file.log ?? log, file: bundle };
  }

  hostConnected(): void {
    const { file, store } = this.host.ui;
    this.endings = [
      file.subscribe(() => this.host.requestUpdate()),
      store.subscribe(({ view }) => {
        if (view?.mode === this.mode) return;
        this.mode = view?.mode;
        this.host.requestUpdate();
      }),
    ];
  }

  hostDisconnected(): void {
    for (const end of this.endings) end();
  }
}

/** `refused`: the system saves energy; `unsupported`: the browser cannot. */
export type WakeLockState = 'off' | 'held' | 'refused' | 'unsupported';

/** Keeps the screen on while it is held. The system takes the lock away when the page is hidden; it is asked for again when it is back. */
export class WakeLock {
  state: WakeLockState = 'off';
  private wanted = false;
  private sentinel: WakeLockSentinel | undefined;

  constructor(private readonly changed: (state: WakeLockState) => void) {}

  hold(): void {
    this.wanted = true;
    document.addEventListener('visibilitychange', this.onVisible);
    void this.request();
  }

  release(): void {
    this.wanted = false;
    document.removeEventListener('visibilitychange', this.onVisible);
    void this.sentinel?.release();
    this.sentinel = undefined;
    this.tell('off');
  }

  private readonly onVisible = (): void => {
    if (document.visibilityState === 'visible') void this.request();
  };

  private async request(): Promise<void> {
    if (!('wakeLock' in navigator)) return this.tell('unsupported');
    try {
      const sentinel = await navigator.wakeLock.request('screen');
      if (!this.wanted) return void sentinel.release();
      this.sentinel = sentinel;
      sentinel.addEventListener('release', () => this.tell(this.wanted ? 'refused' : 'off'));
      this.tell('held');
    } catch {
      this.tell('refused');
    }
  }

  private tell(state: WakeLockState): void {
    this.state = state;
    this.changed(state);
  }
}

import type { HistoryService } from './history-service';
import type { Beat, LoopView, Restart, WatchdogApi } from './watchdog-contract';

/** The worker's end of the heartbeat. */
export class WatchdogService implements WatchdogApi {
  constructor(
    private readonly loop: () => LoopView | undefined,
    private readonly history: Pick<HistoryService, 'note'>,
  ) {}

  beat(): Promise<Beat> {
    return Promise.resolve({ loop: this.loop() });
  }

  restarted({ reason, silentMs, detail }: Restart): Promise<void> {
    this.history.note('restarted', { reason, silentMs, detail });
    return Promise.resolve();
  }
}

import type { HistoryService } from './history-service';
import type { LogService } from './log-service';
import type { Beat, LoopView, Restart, WatchdogApi } from './watchdog-contract';

/** The worker's end of the heartbeat. */
export class WatchdogService implements WatchdogApi {
  constructor(
    private readonly loop: () => LoopView | undefined,
    private readonly history: Pick<HistoryService, 'note'>,
    private readonly log: Pick<LogService, 'restarted'>,
  ) {}

  beat(): Promise<Beat> {
    return Promise.resolve({ loop: this.loop() });
  }

  restarted(restart: Restart): Promise<void> {
    const { reason, silentMs, detail } = restart;
    this.log.restarted(restart);
    this.history.note('restarted', { reason, silentMs, detail });
    return Promise.resolve();
  }
}

import type { Ms } from '../battery/units';
import type { Clock } from '../links/clock';

/** Work of this length at a stretch delays no frame that anybody would notice. */
const STRETCH_MS: Ms = 8;
/** Between two stretches everything else in the worker has its turn. */
const PAUSE_MS: Ms = 2;

/** Long work in short stretches, in a thread that has something more important to do. */
export class Errand {
  private cancelled = false;

  constructor(private readonly clock: Clock) {}

  cancel(): void {
    this.cancelled = true;
  }

  /**
   * Does `work` again and again until it says that it is done.
   * @param work - far shorter than a stretch; true when nothing is left
   * @returns false when it was cancelled before
   */
  async run(work: () => boolean): Promise<boolean> {
    while (!this.cancelled) {
      const until = this.clock.now() + STRETCH_MS;
      do if (work()) return true;
      while (this.clock.now() < until);
      await new Promise<void>((resolve) => void this.clock.at(this.clock.now() + PAUSE_MS, resolve));
    }
    return false;
  }
}

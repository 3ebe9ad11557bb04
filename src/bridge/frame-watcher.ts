import type { Ms } from '../battery/units';
import type { Captured } from '../protocols/capture/captured';
import type { FrameWatch } from './frame-watch';
import { Part } from './part';
import type { MirrorView } from './traffic-contract';

/** Lines of adapters that wait for whoever watches them. */
const MOST_UNWATCHED = 10_000;
/** With so many the watch comes unasked: several minutes of a battery. */
const UNWATCHED = 2_000;

/** Lets the frames of batteries be watched by code that comes when it is first needed; nothing is missed because nobody has asked yet. */
export class FrameWatcher {
  private watch: FrameWatch | undefined;
  private unwatched: Captured[] = [];
  private readonly code = new Part('frame watch', () => import('./frame-watch'));

  /** Another bridge is about to run. */
  restart(): void {
    this.watch = undefined;
    this.unwatched = [];
  }

  see(line: Captured): void {
    if (this.watch) return this.watch.see(line, line.at);
    if (this.unwatched.length < MOST_UNWATCHED) this.unwatched.push(line);
    if (this.unwatched.length % UNWATCHED === 0) void this.watched().catch(() => undefined);
  }

  async view(now: () => Ms): Promise<MirrorView> {
    const watch = await this.watched();
    return watch.view(now());
  }

  /** The watch of the bridge that runs, with all that was kept for it. */
  private async watched(): Promise<FrameWatch> {
    const { FrameWatch } = await this.code.get();
    this.watch ??= new FrameWatch();
    for (const line of this.unwatched) this.watch.see(line, line.at);
    this.unwatched = [];
    return this.watch;
  }
}

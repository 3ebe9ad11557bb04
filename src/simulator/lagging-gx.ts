import { GX_LOOP_MS, GX_TIMEOUT_MS, gxLags } from './gx-device';
import type { Setpoints } from './power-flow';

/** The GX looks at the newest limits so often, and drops them after so long without any [s]. */
const LOOP = GX_LOOP_MS / 1000;
const TIMEOUT = GX_TIMEOUT_MS / 1000;
/** The loops that may still be on their way. */
const KEPT = 4;

/**
 * What chargers and inverter know of our limits: each acts on what the GX heard some seconds ago. A `GxDevice` without a bus; call
 * `hear` once a second.
 */
export class LaggingGx {
  private readonly heard: (Setpoints | undefined)[] = Array.from({ length: KEPT }, () => undefined);
  private readonly chargerLag: number;
  private readonly inverterLag: number;
  private silentFor = 0;
  private newest: Setpoints | undefined;

  constructor(seed: number) {
    const { charger, inverter } = gxLags(seed);
    this.chargerLag = charger / 1000;
    this.inverterLag = inverter / 1000;
  }

  /** @param limits `undefined` when no 0x351 has come within this second */
  hear(limits: Setpoints | undefined, second: number): void {
    this.silentFor = limits ? 0 : this.silentFor + 1;
    if (limits) this.newest = limits;
    else if (this.silentFor >= TIMEOUT) {
      this.newest = undefined;
      this.heard.fill(undefined);
    }
    if (second % LOOP === 0) this.heard[(second / LOOP) % KEPT] = this.newest;
  }

  charger(second: number): Setpoints | undefined {
    return this.actingOn(second - this.chargerLag);
  }

  inverter(second: number): Setpoints | undefined {
    return this.actingOn(second - this.inverterLag);
  }

  private actingOn(time: number): Setpoints | undefined {
    return time < 0 ? undefined : this.heard[Math.floor(time / LOOP) % KEPT];
  }
}

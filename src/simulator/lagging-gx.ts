import type { Setpoints } from './power-flow';
import { uniformAt } from './random';

/** The GX looks at the newest limits so often, and drops them after so long without any [s]. */
const LOOP = 3;
const TIMEOUT = 3;
/** From there until chargers and inverter act; with the loop 3 to 10 s in all. Source: charging reference, part 1. */
const LAG = { least: 3, most: 6.5 };
/** The loops that may still be on their way. */
const KEPT = 4;
const DRAW = { charger: 60, inverter: 61 };

/** What chargers and inverter know of our limits: each acts on what the GX heard some seconds ago. Call `hear` once a second. */
export class LaggingGx {
  private readonly heard: (Setpoints | undefined)[] = Array.from({ length: KEPT }, () => undefined);
  private readonly chargerLag: number;
  private readonly inverterLag: number;
  private silentFor = 0;
  private newest: Setpoints | undefined;

  constructor(seed: number) {
    this.chargerLag = LAG.least + (LAG.most - LAG.least) * uniformAt(seed, 0, DRAW.charger);
    this.inverterLag = LAG.least + (LAG.most - LAG.least) * uniformAt(seed, 0, DRAW.inverter);
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

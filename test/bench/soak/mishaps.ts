import type { LawBattery, LawInput } from '../../../src/control/law/state';
import { uniformAt } from '../../../src/simulator/random';

/** What goes wrong, and for how long at most [s]. */
const MISHAPS = {
  /** No new sample arrives. */
  silence: 120,
  /** A field is not a number. */
  'not-a-number': 60,
  /** The lowest cell is above the highest, or at no voltage a cell can have. */
  'impossible-cells': 60,
  /** The pack voltage has nothing to do with its cells. */
  'absurd-pack-voltage': 60,
  /** The highest cell reads far too high: the latch has to set. */
  'cell-reads-high': 20,
  /** The highest cell reads a little too low. */
  'cell-reads-lower': 5,
  /** The lowest cell reads far too low. */
  'cell-reads-low': 20,
  'sensor-reads-cold': 100,
  'sensor-reads-hot': 100,
  'soc-jumps': 900,
  'full-too-early': 900,
  /** The BMS opens the path. */
  'charge-fault': 1500,
  'discharge-fault': 1500,
  /** The bridge starts again: with what it has stored, and without. */
  restart: 60,
  'restart-forgetting': 60,
  /** Nobody calls the law; then it goes on where it was. */
  frozen: 25,
  /** The GX hears nothing. */
  'gx-deaf': 600,
} as const;

export type MishapName = keyof typeof MISHAPS;
export const MISHAP_NAMES = Object.keys(MISHAPS) as readonly MishapName[];

export interface Mishap {
  readonly name: MishapName;
  /** Seconds, the end not included. */
  readonly from: number;
  readonly to: number;
  /** In [0, 1): how the mishap looks. */
  readonly shape: number;
}

/** At most one mishap in a slot; every other day is quiet, so that charges come to their end [s]. */
const SLOT = 1800;
const SLOTS_A_DAY = 48;
const SHARE = 0.5;
const DRAW = { happens: 70, name: 71, from: 72, length: 73, shape: 74 };

export function mishapOf(slot: number, seed: number): Mishap | undefined {
  const isQuiet = Math.floor(slot / SLOTS_A_DAY) % 2 === 0;
  if (isQuiet || uniformAt(seed, slot, DRAW.happens) >= SHARE) return undefined;
  const name = MISHAP_NAMES[Math.floor(uniformAt(seed, slot, DRAW.name) * MISHAP_NAMES.length)];
  if (name === undefined) return undefined;
  const length = 1 + Math.floor(uniformAt(seed, slot, DRAW.length) * MISHAPS[name]);
  const from = slot * SLOT + Math.floor(uniformAt(seed, slot, DRAW.from) * (SLOT - length));
  return { name, from, to: from + length, shape: uniformAt(seed, slot, DRAW.shape) };
}

/** The mishap of the second, for seconds that come in rising order. */
export class Mishaps {
  readonly counts = new Map<MishapName, number>();
  private slot = -1;
  private current: Mishap | undefined;

  constructor(private readonly seed: number) {}

  at(second: number): Mishap | undefined {
    const slot = Math.floor(second / SLOT);
    if (slot !== this.slot) {
      this.slot = slot;
      this.current = mishapOf(slot, this.seed);
      if (this.current) this.counts.set(this.current.name, (this.counts.get(this.current.name) ?? 0) + 1);
    }
    return this.current && second >= this.current.from && second < this.current.to ? this.current : undefined;
  }
}

/** What reaches the law, and whether it may be used. */
export interface Reading {
  readonly input: LawInput;
  readonly usable: boolean;
}

const RUBBISH = [NaN, Infinity, -Infinity] as const;
const FIELDS = ['voltage', 'current', 'stateOfCharge', 'highestCell', 'lowestCell', 'coldest', 'hottest'] as const;

/** The reading as a mishap leaves it. */
export function spoil(battery: LawBattery, full: boolean, mishap: Mishap | undefined, second: number): Reading {
  const good = { battery, age: 0, chargeFault: false, dischargeFault: false, bmsFull: full };
  if (!mishap) return { input: good, usable: true };
  const { shape, from, to } = mishap;
  // Slowly back to the truth, so that every threshold is passed on the way.
  const off = 60 * shape * (1 - (second - from) / (to - from));
  const { highestCell, lowestCell, coldest, hottest, stateOfCharge, voltage } = battery;
  const changed = (change: Partial<LawBattery>, usable = true): Reading => ({
    input: { ...good, battery: { ...battery, ...change } },
    usable,
  });
  switch (mishap.name) {
    case 'not-a-number':
      return changed(notANumber(battery, shape), false);
    case 'impossible-cells':
      if (shape < 0.3) return changed({ lowestCell: { ...lowestCell, voltage: highestCell.voltage + 0.2 } }, false);
      if (shape < 0.6) return changed({ lowestCell: { ...lowestCell, voltage: 0 } }, false);
      return changed({ highestCell: { ...highestCell, voltage: 5.5 } }, false);
    case 'absurd-pack-voltage':
      return changed({ voltage: shape < 0.5 ? 0 : voltage * 1.3 }, false);
    case 'cell-reads-high':
      return changed({ highestCell: { ...highestCell, voltage: highestCell.voltage + 0.4 * shape } });
    case 'cell-reads-lower':
      return changed({ highestCell: { ...highestCell, voltage: Math.max(highestCell.voltage - 0.06 * shape, lowestCell.voltage) } });
    case 'cell-reads-low':
      return changed({ lowestCell: { ...lowestCell, voltage: lowestCell.voltage - 0.5 * shape } });
    case 'sensor-reads-cold':
      return changed({ coldest: { ...coldest, celsius: coldest.celsius - off } });
    case 'sensor-reads-hot':
      return changed({ hottest: { ...hottest, celsius: hottest.celsius + off } });
    case 'soc-jumps':
      return changed({ stateOfCharge: (stateOfCharge + 100 * shape) % 100 });
    case 'full-too-early':
      return { input: { ...good, bmsFull: true }, usable: true };
    case 'charge-fault':
      return { input: { ...good, chargeFault: true }, usable: true };
    case 'discharge-fault':
      return { input: { ...good, dischargeFault: true }, usable: true };
    case 'silence':
    case 'restart':
    case 'restart-forgetting':
    case 'frozen':
    case 'gx-deaf':
      return { input: good, usable: true };
  }
}

function notANumber(battery: LawBattery, shape: number): Partial<LawBattery> {
  const rubbish = RUBBISH[Math.floor(shape * 997) % RUBBISH.length] ?? NaN;
  const field = FIELDS[Math.floor(shape * FIELDS.length)] ?? 'voltage';
  switch (field) {
    case 'voltage':
    case 'current':
    case 'stateOfCharge':
      return { [field]: rubbish };
    case 'highestCell':
    case 'lowestCell':
      return { [field]: { ...battery[field], voltage: rubbish } };
    case 'coldest':
    case 'hottest':
      return { [field]: { ...battery[field], celsius: rubbish } };
  }
}

import type { Chemistry } from '../../../../src/control/law/chemistries';
import { lawStep } from '../../../../src/control/law/law';
import { parametersFor, type LawOverrides, type LawParameters } from '../../../../src/control/law/parameters';
import type { LawInput, LawOutcome } from '../../../../src/control/law/state';

/** The numbers that the charging reference writes its scenarios in. */
export interface Measured {
  readonly highest: number;
  readonly lowest: number;
  readonly voltage: number;
  readonly current: number;
  readonly soc: number;
  readonly coldest: number;
  readonly hottest: number;
  readonly age: number;
  readonly chargeFault: boolean;
  readonly dischargeFault: boolean;
  readonly bmsFull: boolean;
}

export const REST: Measured = {
  highest: 3.33,
  lowest: 3.32,
  voltage: 53.2,
  current: 0,
  soc: 60,
  coldest: 20,
  hottest: 24,
  age: 0,
  chargeFault: false,
  dischargeFault: false,
  bmsFull: false,
};

export function inputOf(measured: Measured): LawInput {
  const { highest, lowest, voltage, current, soc, coldest, hottest, age, chargeFault, dischargeFault, bmsFull } = measured;
  return {
    battery: {
      voltage,
      current,
      stateOfCharge: soc,
      highestCell: { voltage: highest, pack: 'pack-1', cell: 7 },
      lowestCell: { voltage: lowest, pack: 'pack-1', cell: 3 },
      coldest: { celsius: coldest, pack: 'pack-1', sensor: 'external1' },
      hottest: { celsius: hottest, pack: 'pack-1', sensor: 'external2' },
    },
    age,
    chargeFault,
    dischargeFault,
    bmsFull,
  };
}

export interface Pack {
  readonly chemistry?: Chemistry;
  readonly cells?: number;
  readonly overrides?: LawOverrides;
}

/** 16 LFP cells of 280 Ah, 100 A in and 120 A out, unless said. */
export function packParameters({ chemistry = 'LFP', cells = 16, overrides = {} }: Pack = {}): LawParameters {
  return parametersFor(chemistry, { cells, capacity: 280, maxCharge: 100, maxDischarge: 120 }, overrides);
}

/** A battery under the law, driven by changes of what is measured. */
export class Driver {
  private measured: Measured;
  private last: LawOutcome | undefined;

  constructor(
    readonly parameters = packParameters(),
    base: Partial<Measured> = {},
  ) {
    this.measured = { ...REST, ...base };
  }

  /** Lets so many seconds pass with this change and returns the last outcome. */
  run(seconds: number, change: Partial<Measured> = {}, dt = 1): LawOutcome {
    this.measured = { ...this.measured, ...change };
    const input = inputOf(this.measured);
    for (let step = 0; step < Math.round(seconds / dt); step++) this.last = lawStep(this.parameters, input, this.last?.next, dt);
    if (!this.last) throw new RangeError(`${seconds} s are no step`);
    return this.last;
  }
}

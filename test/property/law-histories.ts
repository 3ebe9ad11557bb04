import fc from 'fast-check';
import { lawStep } from '../../src/control/law/law';
import type { LawParameters } from '../../src/control/law/parameters';
import type { LawInput, LawOutcome, LawState } from '../../src/control/law/state';
import { inputOf, packParameters, REST, type Measured } from '../unit/control/law/fixtures';

/** The packs that the laws have to hold for. */
export const PACKS: Readonly<Record<string, LawParameters>> = {
  'LFP 16S': packParameters(),
  'NMC 14S': packParameters({ chemistry: 'NMC', cells: 14 }),
  'LTO 22S': packParameters({ chemistry: 'LTO', cells: 22 }),
  'LFP 16S in SOC mode': packParameters({ overrides: { mode: 'soc' } }),
  'LFP 8S switched off': packParameters({ cells: 8, overrides: { enabled: false } }),
  'LFP 16S with feed-in': packParameters({ overrides: { feedIn: true } }),
  'LFP 16S with the owner’s maxima': packParameters({
    overrides: { cvlUserMax: 54.04, cclUserMax: 33.33, dclUserMax: 80, chargeBySoc: [[90, 1], [99, 0.05]] }, // prettier-ignore
  }),
};

/** One stretch of a history: the same measurement for some steps. */
export interface Stretch {
  readonly measured: Measured;
  readonly steps: number;
  readonly dt: number;
}

/** Thousandths, evenly spread: floating-point arbitraries crowd around 0. */
export function between(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: Math.round(min * 1000), max: Math.round(max * 1000) }).map((thousandths) => thousandths / 1000);
}

/** Cell voltages wander over everything the chemistry knows, with a preference for the places where something changes. */
function cellVoltage({ vEmpty, vEmptyRel, vRebulk, vFloat, vKnee, vAbs, vSoft, vStop }: LawParameters): fc.Arbitrary<number> {
  const marks = [vEmpty, vEmptyRel, vRebulk, vFloat, vKnee, vAbs, vSoft, vStop];
  return fc.oneof(
    between(vEmpty - 0.1, vStop + 0.08),
    fc.tuple(fc.constantFrom(...marks), between(-0.03, 0.03)).map(([mark, off]) => mark + off),
    fc.constantFrom(...marks),
  );
}

export function measurement(parameters: LawParameters): fc.Arbitrary<Measured> {
  const temperature = fc.oneof({ weight: 3, arbitrary: fc.constant(22) }, between(-35, 66));
  return fc
    .record({
      highest: cellVoltage(parameters),
      spread: fc.oneof({ weight: 4, arbitrary: fc.constant(0.008) }, { weight: 4, arbitrary: between(0, 0.35) }, between(0.35, 0.7)),
      sag: between(-0.04, 0.04),
      current: fc.oneof(fc.constantFrom(0, 8, 60, -60), between(-150, 150)),
      soc: between(0, 100),
      temperatures: fc.tuple(temperature, temperature),
      chargeFault: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.boolean()),
      dischargeFault: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.boolean()),
      bmsFull: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.boolean()),
      age: fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, fc.constantFrom(5, 10.5, 29, 31, NaN)),
    })
    .map(({ highest, spread, sag, temperatures: [a, b], ...rest }) => {
      const lowest = highest - spread;
      const voltage = ((parameters.cells * (highest + lowest)) / 2) * (1 + sag);
      return { ...rest, highest, lowest, voltage, coldest: Math.min(a, b), hottest: Math.max(a, b) };
    });
}

/** Now and then a number that no battery yields. */
function noisy(parameters: LawParameters): fc.Arbitrary<Measured> {
  const field = fc.constantFrom('highest', 'lowest', 'voltage', 'current', 'soc', 'coldest', 'hottest');
  const rubbish = fc
    .tuple(measurement(parameters), field, fc.constantFrom(NaN, Infinity, -Infinity))
    .map(([good, name, value]) => ({ ...good, [name]: value }));
  const impossible = measurement(parameters).map((good) => ({ ...good, lowest: good.highest + 0.1 }));
  return fc.oneof({ weight: 14, arbitrary: measurement(parameters) }, rubbish, impossible);
}

export function history(parameters: LawParameters): fc.Arbitrary<readonly Stretch[]> {
  const steps = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 15 }) }, fc.integer({ min: 16, max: 130 }));
  const stretch = fc.record({
    measured: noisy(parameters),
    steps,
    dt: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, fc.constantFrom(0, 0.25, 3, 45)),
  });
  return fc.array(stretch, { minLength: 1, maxLength: 14 });
}

/** A cell that stays over the target and under the stop for up to half an hour, while current flows. */
export function longOvershoot(parameters: LawParameters): fc.Arbitrary<readonly Stretch[]> {
  const { cells, vAbs, vStop, band } = parameters;
  const stretch = fc
    .record({ highest: between(vAbs + band + 0.005, vStop - 0.001), current: between(5, 100), steps: fc.integer({ min: 200, max: 1800 }) })
    .map(({ highest, current, steps }) => {
      const lowest = highest - 0.01;
      return { measured: { ...REST, highest, lowest, voltage: cells * (highest - 0.005), current }, steps, dt: 1 };
    });
  return fc.array(stretch, { minLength: 1, maxLength: 2 });
}

/** A cell that is empty for some seconds, which alone forbid nothing, before the bridge begins again, and for some after. */
export function interruptedDelay({ cells, vEmpty }: LawParameters): readonly Stretch[] {
  const measured = { ...REST, lowest: vEmpty - 0.02, highest: vEmpty - 0.01, voltage: cells * (vEmpty - 0.015) };
  const stretch = { measured, steps: 6, dt: 1 };
  return [stretch, stretch];
}

/** An empty cell that recovers, sags again before its minute is over, and recovers anew. */
export function interruptedWait({ cells, vEmpty, vEmptyRel }: LawParameters): readonly Stretch[] {
  const at = (lowest: number, steps: number): Stretch => {
    const measured = { ...REST, lowest, highest: lowest + 0.005, voltage: cells * (lowest + 0.0025) };
    return { measured, steps, dt: 1 };
  };
  return [at(vEmpty - 0.06, 40), at(vEmptyRel + 0.02, 40), at(vEmpty + 0.03, 2), at(vEmptyRel + 0.02, 40)];
}

/** A full battery that rests in float until long after the cells have to be balanced again. */
export function weeksInFloat({ cells, vAbs, vFloat, rebalanceDays }: LawParameters): readonly Stretch[] {
  const at = (highest: number) => ({ ...REST, highest, lowest: highest - 0.005, voltage: cells * (highest - 0.0025), soc: 99 });
  const day = { measured: at(vFloat), steps: 8640, dt: 10 };
  return [{ measured: at(vAbs), steps: 1000, dt: 1 }, ...Array.from({ length: rebalanceDays + 2 }, () => day)];
}

/** One step of a history: what went in and came out, and what was before. */
export interface Moment {
  readonly input: LawInput;
  readonly dt: number;
  readonly before: LawState | undefined;
  readonly outcome: LawOutcome;
}

/** Runs a history and shows every moment to `look`. */
export function replay(parameters: LawParameters, stretches: readonly Stretch[], look: (moment: Moment) => void): LawState | undefined {
  let state: LawState | undefined;
  for (const { measured, steps, dt } of stretches) {
    const input = inputOf(measured);
    for (let step = 0; step < steps; step++) {
      const outcome = lawStep(parameters, input, state, dt);
      look({ input, dt, before: state, outcome });
      state = outcome.next;
    }
  }
  return state;
}

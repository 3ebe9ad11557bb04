import type { Chemistry as LawChemistry } from '../../src/control/law/chemistries';
import { lawStep } from '../../src/control/law/law';
import { solarOffset } from '../../src/control/law/fit';
import { parametersFor, type LawParameters } from '../../src/control/law/parameters';
import type { LawState } from '../../src/control/law/state';
import { CAPACITY, HOURS, MAX_CHARGE, MAX_DISCHARGE, runLoop, type Controller, type LoopCase } from './closed-loop';
import type { LoopFigures } from '../../src/simulator/closed-loop';
import { SeedLaw } from './seed-law';
import { chargeBetween } from './stored-charge';

/** Noise and lags differ between seeds; the worst of each column is shown. */
const SEEDS = [1, 2, 3];

type Shown = Pick<LoopFigures, 'peak' | 'directionChanges' | 'exported'>;
type Figure = keyof Shown;

/** The name of a figure, and what is lost in printing it. */
const FIGURES: Readonly<Record<Figure, { readonly name: string; readonly rounding: number }>> = {
  peak: { name: 'highest cell', rounding: 0.0005 },
  directionChanges: { name: 'direction changes', rounding: 0 },
  exported: { name: 'exported', rounding: 0.05 },
};

/** A figure that is worse than the reference's all the same: what it is, and what it comes from. */
interface Remainder {
  readonly figure: Figure;
  readonly value: number;
  readonly why: string;
}

interface Row extends LoopCase {
  readonly law: LawChemistry;
  /** What the reference printed for the law that it proposes, over its own pack model; the last figures of the other chemistries are bounds. */
  readonly proposed: Shown;
  readonly remains?: Remainder;
}

const FLOAT_GIVES_BACK =
  'what lies between absorption and float goes into the grid, however slowly the ramp goes down; without that there would be no float';

const LFP = { chemistry: 'lfp', law: 'LFP', cells: 16 } as const;

/** Source: charging reference, part 5. Its LTO pack had 22 cells; a TinyBMS manages 16. */
const ROWS: readonly Row[] = [
  { ...LFP, installation: 'off-grid', ahead: 0, proposed: { peak: 3.451, directionChanges: 1, exported: 0 } },
  { ...LFP, installation: 'off-grid', ahead: 1, proposed: { peak: 3.493, directionChanges: 1, exported: 0 } },
  {
    ...LFP,
    installation: 'off-grid',
    ahead: 3,
    proposed: { peak: 3.489, directionChanges: 1, exported: 0 },
    remains: {
      figure: 'peak',
      value: 3.493,
      why: 'the cell ahead is on the steep end of the curve while the chargers, some seconds late, still deliver 25 A at a CCL of 5.6 A; a stronger overshoot control would do better, but its strength is the reference’s, and part of its scenarios',
    },
  },
  {
    ...LFP,
    installation: 'ess-feed-in',
    ahead: 0,
    proposed: { peak: 3.47, directionChanges: 1, exported: 1.5 },
    remains: { figure: 'exported', value: 2.5, why: FLOAT_GIVES_BACK },
  },
  { ...LFP, installation: 'ess-feed-in', ahead: 1, proposed: { peak: 3.496, directionChanges: 1, exported: 0.1 } },
  { ...LFP, installation: 'ess-feed-in', ahead: 3, proposed: { peak: 3.512, directionChanges: 12, exported: 5.3 } },
  {
    chemistry: 'nmc',
    law: 'NMC',
    cells: 14,
    installation: 'ess-feed-in',
    ahead: 3,
    proposed: { peak: 4.145, directionChanges: 1, exported: 0.5 },
    remains: {
      figure: 'exported',
      value: 2.3,
      why: 'the pack begins 20 mV under its target and is charged to CVL + 0.4 V before overshoot control has acted, which takes that back',
    },
  },
  {
    chemistry: 'lto',
    law: 'LTO',
    cells: 16,
    installation: 'ess-feed-in',
    ahead: 3,
    proposed: { peak: 2.714, directionChanges: 1, exported: 0.5 },
    remains: { figure: 'exported', value: 2.1, why: FLOAT_GIVES_BACK },
  },
];

function parametersOf({ law, cells }: Row): LawParameters {
  return parametersFor(law, { cells, capacity: CAPACITY, maxCharge: MAX_CHARGE, maxDischarge: MAX_DISCHARGE });
}

/** What might lower a figure: tried on those that are worse, so that nobody has to believe the reasons above. */
const VARIATIONS: Readonly<Record<string, (parameters: LawParameters) => Partial<LawParameters>>> = {
  'ramp to float ten times slower': ({ rampDown }) => ({ rampDown: rampDown / 10 }),
  'no float': ({ vAbs }) => ({ vFloat: vAbs - 0.001 }),
  'overshoot control three times as strong': ({ ki }) => ({ ki: 3 * ki }),
};

function ours(row: Row, change: (parameters: LawParameters) => Partial<LawParameters> = () => ({})): Controller {
  const standard = parametersOf(row);
  const parameters = { ...standard, ...change(standard) };
  let state: LawState | undefined;
  return (battery) => {
    const { limits, next } = lawStep(parameters, { battery, age: 0, chargeFault: false, dischargeFault: false, bmsFull: false }, state, 1);
    if (!limits) throw new RangeError('the law refuses a sample of the bench');
    state = next;
    return { cvl: limits.cvl.value, ccl: limits.ccl.value, dcl: limits.dcl.value };
  };
}

function seeds({ cells }: Row): Controller {
  const law = new SeedLaw(cells, MAX_CHARGE, MAX_DISCHARGE);
  return (battery, second) => law.at(second, battery);
}

function worst(row: Row, controllerOf: (row: Row) => Controller): Shown {
  const results = SEEDS.map((seed) => runLoop(row, controllerOf(row), seed));
  const most = (of: (result: LoopFigures) => number) => Math.max(...results.map(of));
  return {
    peak: most(({ peak }) => peak),
    directionChanges: most((result) => result.directionChanges),
    exported: most(({ exported }) => exported),
  };
}

function figures(shown: Shown | undefined): string {
  if (!shown) return '—'.padStart(8).padEnd(27);
  const { peak, directionChanges, exported } = shown;
  return `${peak.toFixed(3)} V ${String(directionChanges).padStart(5)} ${exported.toFixed(1).padStart(7)} Ah`.padEnd(27);
}

/**
 * What the step from absorption to float takes out of a pack of this model at rest [Ah]. Another curve gives another
 * figure, with any law.
 */
function costOfFloat(row: Row): number {
  const { cells, vAbs, vFloat } = parametersOf(row);
  const offset = solarOffset(cells, vAbs) / cells;
  return row.installation === 'ess-feed-in' ? chargeBetween(row.chemistry, vFloat + offset, vAbs + offset, CAPACITY) : 0;
}

/** Figures that are worse than `than`, as printed. */
function worseThan(law: Shown, than: Shown): readonly Figure[] {
  return (Object.keys(FIGURES) as Figure[]).filter((figure) => law[figure] > than[figure] + FIGURES[figure].rounding);
}

/** Prints the closed loop of each case beside the seed's and the reference's figures; 1 when more is worse than is known to remain. */
export function main(): number {
  console.log(`Closed loop: ${HOURS} h, ${CAPACITY} Ah at 90 %, 90 A of solar, no loads; worst of seeds ${SEEDS.join(', ')}`);
  console.log('Each: highest cell, direction changes of CVL (the first change counts), charge taken out of the battery into the grid\n');
  const titles = ['seed', 'this law', 'proposed by the reference'].map((title) => title.padEnd(27)).join('');
  console.log(`${'case'.padEnd(30)}${titles}float alone costs`);
  const known: string[] = [];
  let unknown = 0;
  for (const row of ROWS) {
    const name = `${row.law} ${row.cells}S ${row.installation}, ${row.ahead} %`;
    const seed = row.chemistry === 'lfp' ? worst(row, seeds) : undefined;
    const law = worst(row, (each) => ours(each));
    const worse = worseThan(law, row.proposed);
    const { remains } = row;
    const grown = worseThan(law, remains ? { ...row.proposed, [remains.figure]: remains.value } : row.proposed);
    unknown += grown.length;
    if (remains && worse.includes(remains.figure)) known.push(`${name}, ${FIGURES[remains.figure].name}: ${remains.why}.`);
    const verdict = worse.length > 0 ? `  worse: ${worse.map((figure) => FIGURES[figure].name).join(', ')}` : '';
    const more = grown.length > 0 ? ', AND NOT KNOWN' : '';
    const cost = `${costOfFloat(row).toFixed(1).padStart(5)} Ah`;
    console.log(`${name.padEnd(30)}${figures(seed)}${figures(law)}${figures(row.proposed)}${cost}${verdict}${more}`);
  }
  console.log(
    '\nThe seed knows LFP only. Float alone: charge between the absorption and the float voltage in cells of this model at rest.',
  );
  console.log(
    'The law is the one that the reference proposes, and gives its values in every scenario; it ran over another model of the pack.',
  );
  console.log(`\n${known.length} figures are worse than the reference's:`);
  for (const line of known) console.log(`- ${line}`);
  for (const row of ROWS.filter(({ remains }) => remains)) {
    console.log(`\n${row.law} ${row.cells}S ${row.installation}, ${row.ahead} %, with`);
    for (const [name, change] of Object.entries(VARIATIONS))
      console.log(`  ${name.padEnd(42)}${figures(worst(row, (each) => ours(each, change)))}`);
  }
  if (unknown > 0) console.log(`${unknown} figures are worse than that.`);
  return unknown === 0 ? 0 : 1;
}

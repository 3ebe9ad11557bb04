import type { GaugeName } from '../../bridge/history-contract';
import { CHART_COLOURS, type ChartColour, type ChartLine, type ChartPlan } from './chart-line';

/** Groups of charts that are looked at together. */
export const CHART_VIEWS = ['battery', 'cells', 'temperatures'] as const;
export type ChartView = (typeof CHART_VIEWS)[number];

const VOLTAGE: ChartPlan = {
  id: 'voltage',
  leastSpan: 0.4,
  lines: [
    { series: 'voltage', quantity: 'voltage', colour: 'series-1' },
    { series: 'cvl', quantity: 'voltageLimit', colour: 'series-2', dashed: true },
  ],
};

const CURRENT: ChartPlan = {
  id: 'current',
  leastSpan: 4,
  include: [0],
  lines: [
    { series: 'current', quantity: 'current', colour: 'series-1' },
    { series: 'ccl', quantity: 'currentLimit', colour: 'series-2', dashed: true },
    { series: 'dcl', quantity: 'currentLimit', colour: 'series-3', dashed: true, negated: true },
  ],
};

const CHARGE: ChartPlan = {
  id: 'charge',
  leastSpan: 5,
  lines: [{ series: 'stateOfCharge', quantity: 'percent', colour: 'series-1' }],
};

export const POWER: ChartPlan = {
  id: 'power',
  leastSpan: 100,
  include: [0],
  lines: [{ series: 'power', quantity: 'power', colour: 'series-1' }],
};

const EXTREMES: ChartPlan = {
  id: 'extremes',
  leastSpan: 0.05,
  lines: [
    { series: 'highestCell', quantity: 'cellVoltage', colour: 'series-2' },
    { series: 'lowestCell', quantity: 'cellVoltage', colour: 'series-1' },
  ],
};

const SPREAD: ChartPlan = {
  id: 'spread',
  leastSpan: 0.02,
  include: [0],
  lines: [{ series: 'spread', quantity: 'millivolts', colour: 'series-1' }],
};

const BALANCING: ChartPlan = {
  id: 'balancing',
  leastSpan: 4,
  include: [0],
  lines: [{ series: 'balancingCells', quantity: 'cells', colour: 'series-1' }],
};

const TEMPERATURES: ChartPlan = {
  id: 'temperatures',
  leastSpan: 4,
  lines: [
    { series: 'externalTemp1', quantity: 'temperature', colour: 'series-1' },
    { series: 'externalTemp2', quantity: 'temperature', colour: 'series-2' },
    { series: 'internalTemp', quantity: 'temperature', colour: 'series-3' },
  ],
};

/** All cells on one axis. Neighbours differ in colour; every second round of colours is dashed. */
function cellPlan(cells: number): ChartPlan {
  const lines = Array.from({ length: cells }, (_, index): ChartLine => {
    const colour = CHART_COLOURS[index % CHART_COLOURS.length] as ChartColour;
    const line = { series: `cell${index + 1}` as GaugeName, quantity: 'cellVoltage', colour, width: 1 } as const;
    return index < CHART_COLOURS.length ? line : { ...line, dashed: true };
  });
  return { id: 'cells', leastSpan: 0.05, lines };
}

/** The charts of a view, from the top down. */
export function plansOf(view: ChartView, cells: number): readonly ChartPlan[] {
  switch (view) {
    case 'battery':
      return [VOLTAGE, CURRENT, POWER, CHARGE];
    case 'cells':
      return [EXTREMES, SPREAD, ...(cells > 0 ? [cellPlan(cells)] : []), BALANCING];
    case 'temperatures':
      return [TEMPERATURES, SPREAD];
  }
}

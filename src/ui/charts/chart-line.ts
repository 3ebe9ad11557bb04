import type { SeriesName } from '../../bridge/history-contract';
import type { Quantity } from '../format/format';

/** One line of a chart: what it shows and how. */
export interface ChartLine {
  readonly series: SeriesName;
  /** How its values are told. */
  readonly quantity: Quantity;
  /** Name of a colour token, for instance "accent". */
  readonly colour: ChartColour;
  /** Drawn dashed: limits beside what is measured. */
  readonly dashed?: true;
  /** Drawn below zero: the discharge limit stands beside the current that it limits. */
  readonly negated?: true;
  readonly width?: number;
}

export const CHART_COLOURS = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `series-${number}` as const);
export type ChartColour = `series-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

/** One chart: lines that share an axis. */
export interface ChartPlan {
  readonly id: string;
  readonly lines: readonly ChartLine[];
  /** The axis shows at least this much, so that noise is not drawn as drama. */
  readonly leastSpan: number;
  /** Values that the axis always includes. */
  readonly include?: readonly number[];
}

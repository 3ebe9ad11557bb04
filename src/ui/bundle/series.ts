import { CHART_VIEWS, plansOf } from '../charts/plans';
import { STATISTICS_SERIES } from '../charts/statistics-rows';
import type { SeriesName } from '../../bridge/history-contract';

/** Everything that a page can show of a file. */
export const FILE_SERIES: readonly SeriesName[] = [
  ...new Set([
    ...CHART_VIEWS.flatMap((view) => plansOf(view, 16)).flatMap(({ lines }) => lines.map(({ series }) => series)),
    ...STATISTICS_SERIES,
  ]),
];

/** The app's own way: the worker thins what is stored into columns, and the app's chart draws them. */
import { wrap } from 'comlink';
import type uPlot from 'uplot';
import type { HistoryColumns } from '../../../src/bridge/history-contract';
import { plansOf } from '../../../src/ui/charts/plans';
import '../../../src/ui/components/tb-chart';
import { CELLS, LINES, MINUTE } from './data';
import type { bench } from './history.worker';
import { HEIGHT, extremesOf, type Subject } from './subject';

const worker = wrap<typeof bench>(new Worker(new URL('./history.worker.ts', import.meta.url), { type: 'module' }));

export const record = (): Promise<void> => worker.record();

function planOfCells() {
  const plan = plansOf('cells', LINES).find(({ id }) => id === 'cells');
  if (!plan) throw new Error('no chart of the cells');
  return plan;
}

export const OURS: Subject = {
  name: 'TinyBMS Bridge',
  prepare: (days, root) => async () => {
    const chart = document.createElement('tb-chart');
    const show = async (columns: HistoryColumns): Promise<void> => {
      const window = { from: columns.from, to: columns.to, live: true };
      Object.assign(chart, { columns, window, now: columns.to });
      if (!chart.isConnected) root.append(Object.assign(chart, { plan: planOfCells(), height: HEIGHT, title: 'cells' }));
      await chart.updateComplete;
      // uPlot draws at the end of the turn.
      await Promise.resolve();
    };
    await show(await worker.look(days, false));
    const plotOf = (): uPlot => (chart as unknown as { readonly plot: uPlot }).plot;
    return {
      root: chart.renderRoot,
      append: async () => {
        const begin = performance.now();
        const columns = await worker.look(days, true);
        const waited = performance.now() - begin;
        await show(columns);
        return waited;
      },
      given: () => {
        const { from, to, series } = chart.columns as HistoryColumns;
        const extremes = CELLS.map((cell) => ({
          min: extremesOf(series[cell]?.min ?? []).min,
          max: extremesOf(series[cell]?.max ?? []).max,
        }));
        // Rows of a minute: the one that the window begins in the middle of is left out.
        return { from: Math.ceil(from / MINUTE) * MINUTE, to, extremes };
      },
      place: (_line, time, value) => {
        const plot = plotOf();
        return { canvas: plot.ctx.canvas, x: plot.valToPos(time, 'x', true), y: plot.valToPos(value, 'y', true) };
      },
      close: () => chart.remove(),
    };
  },
};

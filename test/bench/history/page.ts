/** The page's part of the bench: asks the worker as the app does, and draws with the app's own charts. */
import { wrap } from 'comlink';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { HistoryColumns, SeriesName } from '../../../src/bridge/history-contract';
import { plotData } from '../../../src/ui/charts/chart-data';
import { plansOf } from '../../../src/ui/charts/plans';
import type { ChartPlan } from '../../../src/ui/charts/chart-line';
import type { TbChart } from '../../../src/ui/components/tb-chart';
import '../../../src/ui/components/tb-chart';
import { LIVE } from '../../browser/fixtures/views';
import { testPage } from '../../browser/fixtures/page';
import { indexedDbHistory, NOTHING } from '../../../src/storage/history/history-database';
import { DAY } from './lengths';
import type { bench as Bench, Stretch } from './store.worker';

const worker = wrap<typeof Bench>(new Worker(new URL('./store.worker.ts', import.meta.url), { type: 'module' }));
const POINTS = 1_000;
const WIDTH = 1_200;
const HEIGHT = 220;

const seriesOf = (plans: readonly ChartPlan[]): readonly SeriesName[] => [
  ...new Set(plans.flatMap(({ lines }) => lines.map(({ series }) => series))),
];

/** A canvas is painted later, with or without the help of graphics hardware; asked for a pixel it is painted now. */
function paint(root: ParentNode): void {
  for (const canvas of root.querySelectorAll('canvas')) canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
}

const { root, ui } = testPage(LIVE);
document.body.style.width = `${WIDTH}px`;

class Charts {
  private constructor(private readonly charts: readonly TbChart[]) {}

  static async open(plans: readonly ChartPlan[], columns: HistoryColumns): Promise<Charts> {
    const charts = plans.map((plan) => {
      const window = { from: columns.from, to: columns.to, live: false };
      return Object.assign(document.createElement('tb-chart'), { plan, columns, window, now: columns.to, height: HEIGHT, title: plan.id });
    });
    root.append(...charts);
    const all = new Charts(charts);
    await all.drawn();
    return all;
  }

  async show(columns: HistoryColumns): Promise<void> {
    for (const chart of this.charts) Object.assign(chart, { columns, window: { from: columns.from, to: columns.to, live: true } });
    await this.drawn();
  }

  async pan(from: number, to: number): Promise<void> {
    for (const chart of this.charts) chart.window = { from, to, live: false };
    await this.drawn();
  }

  close(): void {
    for (const chart of this.charts) chart.remove();
  }

  paint(): void {
    for (const chart of this.charts) if (chart.shadowRoot) paint(chart.shadowRoot);
  }

  private async drawn(): Promise<void> {
    await Promise.all(this.charts.map((chart) => chart.updateComplete));
    // uPlot draws at the end of the turn.
    await Promise.resolve();
  }
}

const lengthOf = ({ from, to }: Stretch): number => to - from;

/** How long each write that came during one of these transactions stood behind it. */
function waitsBehind(transactions: readonly Stretch[], writes: readonly Stretch[]): readonly number[] {
  return transactions.flatMap(({ from, to }) =>
    writes.filter((write) => write.from >= from && write.from < to).map((write) => Math.min(write.to, to) - write.from),
  );
}

/** The same points as the charts have, drawn by uPlot alone. */
class BarePlots {
  private constructor(private readonly plots: readonly uPlot[]) {}

  static async open(plans: readonly ChartPlan[], columns: HistoryColumns): Promise<BarePlots> {
    const plots = plans.map(({ lines }) => {
      const data = plotData(columns, lines);
      const series = data.slice(1).map(() => ({ stroke: '#888', width: 1, points: { show: false } }));
      const scales = { x: { auto: false } };
      const plot = new uPlot({ width: WIDTH, height: HEIGHT, ms: 1, scales, series: [{}, ...series] }, data, root);
      plot.setScale('x', { min: columns.from, max: columns.to });
      return plot;
    });
    await Promise.resolve();
    return new BarePlots(plots);
  }

  async pan(from: number, to: number): Promise<void> {
    for (const plot of this.plots) plot.setScale('x', { min: from, max: to });
    await Promise.resolve();
  }

  paint(): void {
    for (const plot of this.plots) paint(plot.root);
  }

  close(): void {
    for (const plot of this.plots) plot.destroy();
  }
}

/** Every second of the last day. */
const secondsOf = (end: number) => ({ from: end - DAY, to: end, series: seriesOf(CELLS), points: POINTS, tier: 'second' as const });

const CELLS = plansOf('cells', 16);
const BATTERY = plansOf('battery', 16);

const steps = {
  storeBatched: (name: string, readings: number) => worker.storeBatched(name, readings),
  storeEach: (name: string, readings: number, waiting: boolean) => worker.storeEach(name, readings, waiting),
  fill: () => worker.fill(),
  fillPlain: () => worker.fillPlain(),

  /** Asks and draws, as a press on a span does. */
  async open(
    days: number,
    end: number,
    rounds: number,
  ): Promise<{ readonly times: readonly number[]; readonly columns: number; readonly tiers: string }> {
    const range = { from: end - days * DAY, to: end };
    let columns: HistoryColumns | undefined;
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const begin = performance.now();
      columns = await worker.query({ ...range, series: seriesOf(BATTERY), points: POINTS });
      const charts = await Charts.open(BATTERY, columns);
      charts.paint();
      times.push(performance.now() - begin);
      charts.close();
    }
    return { times, columns: columns?.time.length ?? 0, tiers: columns?.tiers.join(', ') ?? '' };
  },

  /** Every second of a day with 16 cells, read back and drawn; in turns with it a bare read of the same bytes and a bare draw of the same points. */
  async day(end: number, rounds: number) {
    const query = secondsOf(end);
    const { from, to } = query;
    const [read, whole, bareRead, bareWhole]: [number[], number[], number[], number[]] = [[], [], [], []];
    let columns = await worker.query(query);
    let bytes = 0;
    const ours = async (): Promise<void> => {
      const begin = performance.now();
      columns = await worker.query(query);
      read.push(performance.now() - begin);
      const charts = await Charts.open(CELLS, columns);
      charts.paint();
      whole.push(performance.now() - begin);
      charts.close();
    };
    const bare = async (): Promise<void> => {
      const begin = performance.now();
      bytes = await worker.bareRead(query.tier, from, to);
      bareRead.push(performance.now() - begin);
      const plots = await BarePlots.open(CELLS, columns);
      plots.paint();
      bareWhole.push(performance.now() - begin);
      plots.close();
    };
    for (let round = 0; round < rounds; round++) {
      // Whoever comes second finds warm caches.
      for (const turn of round % 2 === 0 ? [ours, bare] : [bare, ours]) await turn();
    }
    return { read, whole, bareRead, bareWhole, bytes, rows: columns.readings.reduce((sum, count) => sum + count, 0) };
  },

  /** The same day read from the history, and from one object for each second. */
  async plainDay(end: number, rounds: number) {
    const query = secondsOf(end);
    const [ours, plain]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      let begin = performance.now();
      await worker.query(query);
      ours.push(performance.now() - begin);
      begin = performance.now();
      await worker.readPlain(query.from, query.to, query.series);
      plain.push(performance.now() - begin);
    }
    return { ours, plain };
  },

  /** What this thread has to do for one step of a pan, and for one update of a live hour; and the pan painted, beside uPlot alone. */
  async frames(end: number, steps: number) {
    const range = { from: end - DAY, to: end };
    const columns = await worker.query({ ...range, series: seriesOf(CELLS), points: POINTS });
    const cells = await Charts.open(CELLS, columns);
    const bare = await BarePlots.open(CELLS, columns);
    const [pan, painted, barePainted]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < steps; round++) {
      const [from, to] = [range.from - round * 60_000, range.to - round * 60_000];
      let begin = performance.now();
      await cells.pan(from, to);
      pan.push(performance.now() - begin);
      cells.paint();
      painted.push(performance.now() - begin);
      begin = performance.now();
      await bare.pan(from, to);
      bare.paint();
      barePainted.push(performance.now() - begin);
    }
    cells.close();
    bare.close();
    const hour = { from: end - 3_600_000, to: end };
    const charts = await Charts.open(BATTERY, await worker.query({ ...hour, series: seriesOf(BATTERY), points: POINTS }));
    const live: number[] = [];
    for (let round = 0; round < steps; round++) {
      const moved = { from: hour.from - 1000 * round, to: hour.to - 1000 * round };
      const next = await worker.query({ ...moved, series: seriesOf(BATTERY), points: POINTS });
      const begin = performance.now();
      await charts.show(next);
      live.push(performance.now() - begin);
      charts.paint();
    }
    charts.close();
    return { pan, painted, barePainted, live };
  },

  /** Small writes of this thread, one after the other, while the worker lets go of much. */
  async rotate(settings: Parameters<typeof Bench.rotate>[0]) {
    const database = indexedDbHistory('bench-filled');
    const writes: Stretch[] = [];
    const sharedNow = (): number => performance.timeOrigin + performance.now();
    let going = true;
    const writing = (async () => {
      for (let place = 0; going; place++) {
        const from = sharedNow();
        const total = { energyIn: place, energyOut: 0, chargeIn: 0, chargeOut: 0 };
        await database.commit({ ...NOTHING, meters: [{ serialNumber: 'bench', total }] });
        writes.push({ from, to: sharedNow() });
      }
    })();
    const { dropped, drops, compactions } = await worker.rotate(settings);
    going = false;
    await writing;
    const tidied = [...drops, ...compactions];
    const alone = writes.filter(({ from, to }) => !tidied.some((work) => from < work.to && to > work.from));
    return {
      dropped,
      drops: drops.map(lengthOf),
      compactions: compactions.map(lengthOf),
      alone: alone.map(lengthOf),
      behindDrops: waitsBehind(drops, writes),
      behindCompactions: waitsBehind(compactions, writes),
    };
  },
  estimate: async () => (await navigator.storage.estimate()).usage ?? NaN,
};

export type Steps = typeof steps;

void ui;
Object.assign(globalThis, { bench: steps });

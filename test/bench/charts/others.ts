/**
 * The peers, each in the configuration that its own documentation calls the fastest: no animation, no points, no legend, no tooltip, data
 * in the library's own form, its own thinning. They are given every reading, and only append: none has to let go of the oldest.
 */
import { CategoryScale, Chart, Decimation, LinearScale, LineController, LineElement, PointElement } from 'peer:chart.js';
import { init } from 'peer:echarts';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { DAY, END, LINES, STEP_MS, valueOf } from './data';
import { HEIGHT, WIDTH, extremesOf, rawOf, type Given, type Subject } from './subject';

const COLOURS = Array.from({ length: LINES }, (_, line) => `hsl(${line * 36} 70% 60%)`);
/** Room for readings that come while a peer is measured. */
const ROOM = 1_000;

function given(days: number, count: number, values: (line: number) => Iterable<number>): Given {
  const from = END - days * DAY;
  const extremes = Array.from({ length: LINES }, (_, line) => extremesOf(values(line)));
  return { from, to: from + count * STEP_MS, extremes };
}

/** uPlot with every reading: it keeps lowest and highest of each column of pixels by itself. */
const BARE_UPLOT: Subject = {
  name: 'uPlot, raw points',
  prepare: (days, root) => {
    const raw = rawOf(days);
    const times = [...raw.times];
    const lines = raw.lines.map((values) => [...values]);
    return async () => {
      const options: uPlot.Options = {
        width: WIDTH,
        height: HEIGHT,
        ms: 1,
        legend: { show: false },
        cursor: { show: false },
        series: [{}, ...COLOURS.map((stroke) => ({ stroke, width: 1, points: { show: false } }))],
      };
      const data = [times, ...lines] as uPlot.AlignedData;
      const plot = new uPlot(options, data, root);
      await Promise.resolve();
      return {
        root: plot.root,
        append: async () => {
          const time = (times.at(-1) ?? NaN) + STEP_MS;
          times.push(time);
          lines.forEach((values, line) => values.push(valueOf(line, time)));
          plot.setData(data);
          await Promise.resolve();
          return 0;
        },
        given: () => given(days, lines[0]?.length ?? 0, (line) => lines[line] ?? []),
        place: (_line, time, value) => ({
          canvas: plot.ctx.canvas,
          x: plot.valToPos(time, 'x', true),
          y: plot.valToPos(value, 'y', true),
        }),
        close: () => plot.destroy(),
      };
    };
  },
};

Chart.register(CategoryScale, Decimation, LinearScale, LineController, LineElement, PointElement);

/** As https://www.chartjs.org/docs/latest/general/performance.html advises, on a linear axis: that of times needs a library of its own. */
const chartJs = (algorithm: 'lttb' | 'min-max'): Subject => ({
  name: `Chart.js, ${algorithm}`,
  prepare: (days, root) => {
    const raw = rawOf(days);
    const lines = raw.lines.map((values) => values.map((y, place) => ({ x: raw.times[place] as number, y })));
    return () => {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: WIDTH, height: HEIGHT });
      root.append(canvas);
      const ticks = { sampleSize: 1, minRotation: 0, maxRotation: 0 };
      const chart = new Chart(canvas, {
        type: 'line',
        data: { datasets: lines.map((data, line) => ({ data, borderColor: COLOURS[line], borderWidth: 1, pointRadius: 0 })) },
        options: {
          animation: false,
          responsive: false,
          events: [],
          parsing: false,
          normalized: true,
          spanGaps: true,
          indexAxis: 'x',
          plugins: { decimation: { enabled: true, algorithm, samples: WIDTH } },
          scales: { x: { type: 'linear', min: raw.times[0], max: raw.times.at(-1), ticks }, y: { type: 'linear', ticks } },
        },
      });
      return Promise.resolve({
        root,
        append: () => {
          const time = (lines[0]?.at(-1)?.x ?? NaN) + STEP_MS;
          lines.forEach((values, line) => values.push({ x: time, y: valueOf(line, time) }));
          chart.options.scales.x.max = time;
          chart.update('none');
          return Promise.resolve(0);
        },
        given: () => given(days, lines[0]?.length ?? 0, (line) => (lines[line] ?? []).map(({ y }) => y)),
        place: (_line, time, value) => ({ canvas, x: chart.scales.x.getPixelForValue(time), y: chart.scales.y.getPixelForValue(value) }),
        close: () => (chart.destroy(), canvas.remove()),
      });
    };
  },
});

/** Columns of numbers in one typed array for each line, which is the form that ECharts copies least; drawn at once, not with the next frame. */
const eCharts = (sampling: 'lttb' | 'minmax'): Subject => ({
  name: `ECharts, ${sampling}`,
  prepare: (days, root) => {
    const raw = rawOf(days);
    let count = raw.times.length;
    const lines = raw.lines.map((values) => {
      const pairs = new Float64Array(2 * (count + ROOM));
      for (let place = 0; place < count; place++) pairs.set([raw.times[place] as number, values[place] as number], 2 * place);
      return pairs;
    });
    return () => {
      const box = document.createElement('div');
      root.append(box);
      const chart = init(box, null, { renderer: 'canvas', width: WIDTH, height: HEIGHT });
      const draw = (style: object): void => {
        const series = lines.map((pairs, line) => ({ id: String(line), data: pairs.subarray(0, 2 * count), ...style }));
        chart.setOption({ series }, { lazyUpdate: false });
        chart.getZr().flush();
      };
      chart.setOption({ animation: false, color: COLOURS, xAxis: { type: 'time' }, yAxis: { type: 'value', scale: true } });
      draw({ type: 'line', sampling, showSymbol: false, symbol: 'none', silent: true, lineStyle: { width: 1 } });
      return Promise.resolve({
        root: box,
        append: () => {
          const time = (lines[0]?.[2 * (count - 1)] ?? NaN) + STEP_MS;
          lines.forEach((pairs, line) => pairs.set([time, valueOf(line, time)], 2 * count));
          count += 1;
          draw({});
          return Promise.resolve(0);
        },
        given: () =>
          given(days, count, (line) => (lines[line] as Float64Array).subarray(0, 2 * count).filter((_, place) => place % 2 === 1)),
        place: (line, time, value) => {
          const [x, y] = chart.convertToPixel({ seriesIndex: line }, [time, value]);
          return { canvas: box.querySelector('canvas') as HTMLCanvasElement, x, y };
        },
        close: () => (chart.dispose(), box.remove()),
      });
    };
  },
});

export const OTHERS: readonly Subject[] = [BARE_UPLOT, chartJs('min-max'), chartJs('lttb'), eCharts('minmax'), eCharts('lttb')];

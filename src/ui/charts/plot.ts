import type uPlot from 'uplot';
import type { Format } from '../format/format';
import { drawBands } from './bands';
import { aloneIn } from './chart-data';
import type { ChartLine, ChartPlan } from './chart-line';
import { linePath } from './line-path';
import { TIME_STEPS, timeLabels } from './time-axis';

export interface PlotStyle {
  /** The value of a colour token as it is now. */
  readonly colour: (token: string) => string;
  readonly font: string;
}

export interface PlotEvents {
  /** The owner has drawn over a stretch of time. */
  selected(from: number, to: number): void;
  /** The cursor stands at this column, or nowhere. */
  pointed(index: number | undefined): void;
  /** The plot has been drawn: what lies over it can be placed. */
  drawn(plot: uPlot, context: CanvasRenderingContext2D): void;
}

const AXIS_WIDTH = 64;
const TIME_HEIGHT = 30;
/** Half a label of the time axis: the last one stands below the edge [px]. */
const RIGHT_EDGE = 30;
/** Between two labels of the time axis [px]. */
const LABEL_DISTANCE = 90;

/** Lowest and highest of the axis: all values with a little air, never less than the plan asks for. */
export function axisRange({ leastSpan, include = [] }: ChartPlan, min: number | null, max: number | null): [number, number] {
  const low = Math.min(min ?? Infinity, ...include);
  const high = Math.max(max ?? -Infinity, ...include);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, leastSpan];
  const air = Math.max((high - low) * 0.06, (leastSpan - (high - low)) / 2);
  return [low === 0 ? 0 : low - air, high === 0 ? 0 : high + air];
}

function seriesOf(line: ChartLine, style: PlotStyle): uPlot.Series[] {
  const stroke = style.colour(line.colour);
  const points: uPlot.Series.Points = {
    show: false,
    size: 5,
    fill: stroke,
    filter: (plot, series) => {
      const [first, last] = plot.series[0]?.idxs ?? [];
      return aloneIn(plot.data[series] ?? [], first, last);
    },
  };
  const shown: uPlot.Series = { stroke, width: line.width ?? 1.75, paths: linePath, points };
  // Lowest and highest count for the axis; they are drawn as a band, not as lines.
  const edge: uPlot.Series = { stroke: 'transparent', paths: () => null, points: { show: false } };
  return [edge, edge, line.dashed ? { ...shown, dash: [6, 4] } : shown];
}

/** From so many lines on, the bands would lie over each other: one quiet band around all of them lets the lines through, and costs less to draw. */
const MANY_LINES = 4;

function bandColours(lines: readonly ChartLine[], style: PlotStyle): readonly string[] | string {
  const faint = (token: string, percent: number): string => `color-mix(in oklch, ${style.colour(token)} ${percent}%, transparent)`;
  return lines.length >= MANY_LINES ? faint('quiet', 16) : lines.map((line) => faint(line.colour, 22));
}

/** Options of one chart; data comes from `plotData`. */
export function plotOptions(
  plan: ChartPlan,
  lines: readonly ChartLine[],
  size: { readonly width: number; readonly height: number },
  sync: string,
  format: Format,
  style: PlotStyle,
  events: PlotEvents,
): uPlot.Options {
  const grid: uPlot.Axis.Grid = { stroke: style.colour('hairline'), width: 1 };
  const axis = { stroke: style.colour('quiet'), font: style.font, grid, ticks: { show: false } } satisfies uPlot.Axis;
  const [first] = lines;
  const bands = bandColours(lines, style);
  return {
    ...size,
    ms: 1,
    padding: [10, RIGHT_EDGE, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: sync, setSeries: false },
      drag: { x: true, y: false, setScale: false, dist: 8 },
      points: { size: 7, fill: (plot, series) => (series % 3 === 0 ? strokeOf(plot, series) : 'transparent') },
    },
    scales: {
      x: { time: true, auto: false },
      y: { range: (_plot, min, max) => axisRange(plan, min, max) },
    },
    axes: [
      {
        ...axis,
        size: TIME_HEIGHT,
        space: LABEL_DISTANCE,
        incrs: [...TIME_STEPS],
        values: (_plot, ticks, _axis, _space, step) => timeLabels(format, ticks, step),
      },
      {
        ...axis,
        size: AXIS_WIDTH,
        space: 34,
        values: (_plot, ticks) => ticks.map((tick) => (first ? format.measure(first.quantity, tick) : '')),
      },
    ],
    series: [{}, ...lines.flatMap((line) => seriesOf(line, style))],
    hooks: {
      setSelect: [
        (plot) => {
          if (plot.select.width < 1) return;
          const from = plot.posToVal(plot.select.left, 'x');
          const to = plot.posToVal(plot.select.left + plot.select.width, 'x');
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          events.selected(from, to);
        },
      ],
      setCursor: [(plot) => events.pointed(plot.cursor.idx ?? undefined)],
      drawAxes: [(plot) => drawBands(plot, bands)],
      draw: [(plot) => events.drawn(plot, plot.ctx)],
    },
  };
}

function strokeOf(plot: uPlot, series: number): string {
  const { stroke } = plot.series[series] ?? {};
  return typeof stroke === 'function' ? (stroke(plot, series) as string) : 'transparent';
}

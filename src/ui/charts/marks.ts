import type uPlot from 'uplot';
import type { SeriesName } from '../../bridge/history-contract';
import type { ChartLine } from './chart-line';

/** Something that happened, at its place on the time line. */
export interface ChartMark {
  readonly at: number;
  readonly tone: 'info' | 'warning' | 'alarm';
  /** What happened, in words; asked for only where it is told. */
  readonly text: () => string;
  /** Belongs to this line, and to charts that show it. */
  readonly series?: SeriesName;
}

const TOKENS = { info: 'edge', warning: 'warning', alarm: 'alarm' } as const;
/** Half the width of the head of a mark [px]; the graver, the larger. */
const HEADS = { info: 3, warning: 5, alarm: 6 } as const;
/** The same of the wedge at the foot. */
const FOOT = 4;

/** How far from a mark the cursor may stand to be told of it, and how many it tells of at once [px]. */
const REACH = 8;
const MOST_TOLD = 4;

/** Of marks that belong to a line, the first of each track in each stretch of `step` [ms]: more cannot be told apart. In order of time. */
export function thinned<M extends { readonly at: number; readonly series?: SeriesName }>(marks: readonly M[], step: number): readonly M[] {
  const slots = new Map<SeriesName, number>();
  return marks.filter(({ at, series }) => {
    if (series === undefined) return true;
    const slot = Math.floor(at / step);
    if (slots.get(series) === slot) return false;
    slots.set(series, slot);
    return true;
  });
}

/** Marks of a chart with these lines. */
export function marksOf(marks: readonly ChartMark[], lines: readonly ChartLine[]): readonly ChartMark[] {
  return marks.filter(({ series }) => series === undefined || lines.some((line) => line.series === series));
}

/** The marks at a place of the drawing [px from its left edge], the nearest first. */
export function marksAt(marks: readonly ChartMark[], left: number, placeOf: (time: number) => number): readonly ChartMark[] {
  return marks
    .map((mark) => ({ mark, distance: Math.abs(placeOf(mark.at) - left) }))
    .filter(({ distance }) => distance <= REACH)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_TOLD)
    .map(({ mark }) => mark);
}

/**
 * Draws a thin line with a head for each mark: a dot for what only happened, a triangle for what is wrong. A mark of one line is a small
 * wedge in its colour at the foot: limits change by the hundred on a cloudy day.
 */
export function drawMarks(plot: uPlot, marks: readonly ChartMark[], lines: readonly ChartLine[], colour: (token: string) => string): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  for (const { at, tone, series } of marks) {
    const x = Math.round(plot.valToPos(at, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    if (series !== undefined) {
      ctx.fillStyle = colour(lines.find((line) => line.series === series)?.colour ?? TOKENS[tone]);
      ctx.globalAlpha = 1;
      drawWedge(ctx, x, bbox.top + bbox.height, FOOT * ratio);
      continue;
    }
    ctx.strokeStyle = ctx.fillStyle = colour(TOKENS[tone]);
    ctx.globalAlpha = tone === 'info' ? 0.5 : 0.9;
    ctx.lineWidth = ratio;
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.setLineDash([]);
    const head = HEADS[tone] * ratio;
    ctx.beginPath();
    if (tone === 'info') ctx.arc(x, bbox.top, head, 0, 2 * Math.PI);
    else {
      ctx.moveTo(x - head, bbox.top - head);
      ctx.lineTo(x + head, bbox.top - head);
      ctx.lineTo(x, bbox.top + head);
    }
    ctx.fill();
  }
  ctx.restore();
}

function drawWedge(ctx: CanvasRenderingContext2D, x: number, foot: number, half: number): void {
  ctx.beginPath();
  ctx.moveTo(x - half, foot);
  ctx.lineTo(x + half, foot);
  ctx.lineTo(x, foot - 2 * half);
  ctx.fill();
}

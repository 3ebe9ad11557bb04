import type uPlot from 'uplot';
import { placesOf } from './places';

/** Of a band that is one column wide [px]. */
const ALONE_WIDTH = 5;

/** `null`: a gap. */
type Values = readonly (number | null)[];

/** Adds the band between two columns of values to a path, one closed outline for each stretch without a gap. @returns whether it has any height */
function addOutline(path: Path2D, plot: uPlot, low: Values, high: Values): boolean {
  const places = placesOf(plot);
  const [time] = plot.data;
  const [first = 0, last = time.length - 1] = plot.series[0]?.idxs ?? [];
  if (!places || !low.some((value, index) => value !== high[index])) return false;
  for (let from = first; from <= last; from++) {
    if (low[from] === null) continue;
    let to = from;
    if ((low[from + 1] ?? null) === null && (low[from - 1] ?? null) === null) {
      // Alone between two gaps: a band without width would not be seen.
      const [x, top] = [places.x(time[from] as number), places.y(high[from] as number)];
      path.rect(x - ALONE_WIDTH / 2, top, ALONE_WIDTH, places.y(low[from] as number) - top);
      continue;
    }
    path.moveTo(places.x(time[from] as number), places.y(high[from] as number));
    for (; to <= last && low[to] !== null; to++) path.lineTo(places.x(time[to] as number), places.y(high[to] as number));
    for (let back = to - 1; back >= from; back--) path.lineTo(places.x(time[back] as number), places.y(low[back] as number));
    path.closePath();
    from = to;
  }
  return true;
}

/** Lowest of all lows (`sign` 1) or highest of all highs (-1), column by column; a plain loop, since every update goes through all values. */
function envelope(columns: readonly Values[], sign: 1 | -1): Values {
  const [first = [], ...others] = columns;
  const best = [...first];
  for (const column of others) {
    for (let index = 0; index < best.length; index++) {
      const value = column[index] ?? null;
      const before = best[index] as number | null;
      if (value !== null && (before === null || (before - value) * sign > 0)) best[index] = value;
    }
  }
  return best;
}

/**
 * Fills the bands between lowest and highest of each line, beneath the lines. uPlot's own bands clip the whole drawing once for each of
 * them, which costs several frames with sixteen cells.
 * @param fills - a colour for each line, or one for a single band around all of them; the data of a plot are three columns a line, as
 * `plotData` makes them
 */
export function drawBands(plot: uPlot, fills: readonly string[] | string): void {
  const { ctx, bbox, data } = plot;
  const lows = data.slice(1).filter((_, column) => column % 3 === 0) as Values[];
  const highs = data.slice(1).filter((_, column) => column % 3 === 1) as Values[];
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const fill = (colour: string, low: Values, high: Values): void => {
    const path = new Path2D();
    if (!addOutline(path, plot, low, high)) return;
    ctx.fillStyle = colour;
    ctx.fill(path);
  };
  if (typeof fills === 'string') fill(fills, envelope(lows, 1), envelope(highs, -1));
  else fills.forEach((colour, line) => fill(colour, lows[line] ?? [], highs[line] ?? []));
  ctx.restore();
}

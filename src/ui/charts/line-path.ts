import type uPlot from 'uplot';
import { placesOf } from './places';

/**
 * The path of one line, with a new beginning after each gap. It is what uPlot itself draws, point for point; but uPlot asks several
 * functions for each point and clips gaps away afterwards, and this is most of what a live update costs.
 */
export function linePath(plot: uPlot, series: number, first: number, last: number): uPlot.Series.Paths {
  const stroke = new Path2D();
  const places = placesOf(plot);
  const [time] = plot.data;
  const values = plot.data[series] ?? [];
  let [beforeX, beforeY] = [NaN, NaN];
  for (let index = first; places && index <= last; index++) {
    const value = values[index] ?? null;
    if (value === null) {
      beforeX = NaN;
      continue;
    }
    const x = Math.round(places.x(time[index] as number));
    const y = Math.round(places.y(value));
    if (x === beforeX && y === beforeY) continue;
    if (Number.isNaN(beforeX)) stroke.moveTo(x, y);
    else stroke.lineTo(x, y);
    [beforeX, beforeY] = [x, y];
  }
  return { stroke };
}

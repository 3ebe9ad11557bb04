import type uPlot from 'uplot';

/** Where values stand on the canvas [px], computed once for each drawing: uPlot's own conversion is made for single points. */
export function placesOf(plot: uPlot): { readonly x: (value: number) => number; readonly y: (value: number) => number } | undefined {
  const { left, top, width, height } = plot.bbox;
  const { x, y } = plot.scales;
  const limits = [x?.min, x?.max, y?.min, y?.max].filter((limit) => typeof limit === 'number');
  const [begin, end, least, most] = limits;
  if (begin === undefined || end === undefined || least === undefined || most === undefined) return undefined;
  const [acrossUnit, upUnit] = [width / (end - begin), height / (most - least)];
  return { x: (value) => left + (value - begin) * acrossUnit, y: (value) => top + (most - value) * upUnit };
}

import uPlot from 'uplot';
import { expect, test } from 'vitest';
import { linePath } from '../../src/ui/charts/line-path';

type Paths = NonNullable<uPlot.Series['paths']>;

/** What a plot of these values looks like, drawn along `paths`. */
async function picture(
  values: readonly (number | null)[],
  paths: Paths | undefined,
  series: uPlot.Series = {},
): Promise<Uint8ClampedArray> {
  const options: uPlot.Options = {
    width: 400,
    height: 200,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, range: [0, 99] } },
    series: [{}, { stroke: 'red', width: 1.75, ...series, ...(paths && { paths }), points: { show: false } }],
  };
  const plot = new uPlot(options, [values.map((_, at) => at / 4), [...values]], document.body);
  await Promise.resolve();
  const { data } = plot.ctx.getImageData(0, 0, plot.ctx.canvas.width, plot.ctx.canvas.height);
  plot.destroy();
  return data;
}

const WAVE = Array.from({ length: 500 }, (_, at) => Math.sin(at / 9) + 0.3 * Math.sin(at * 12.9898));
/** Values of the picture that differ by more than this. */
function different(a: Uint8ClampedArray, b: Uint8ClampedArray, by: number): number {
  let count = 0;
  for (let at = 0; at < a.length; at++) if (Math.abs((a[at] ?? 0) - (b[at] ?? 0)) > by) count++;
  return count;
}

const isDrawn = (data: Uint8ClampedArray): boolean => data.some((value, at) => at % 4 === 0 && value > 200);

test.each([
  ['a line', WAVE, {}],
  ['a dashed one', WAVE, { dash: [6, 4] }],
  ['a thin one that goes far beyond the window', WAVE.concat(WAVE), { width: 1 }],
  ['a level', WAVE.map(() => 2), {}],
] as const)('%s is what uPlot draws', async (_name, values, series) => {
  const ours = await picture(values, linePath, series as uPlot.Series);
  expect(isDrawn(ours)).toBe(true);
  expect(different(ours, await picture(values, undefined, series as uPlot.Series), 0)).toBe(0);
});

test('a gap stays open, as in uPlot', async () => {
  const values = WAVE.map((value, at) => (at < 20 || (at > 150 && at < 200) ? null : value));
  const ours = await picture(values, linePath);
  // Its clip cuts the ends of the line upright, ours follow the line: a few pixels beside the gap.
  expect(different(ours, await picture(values, undefined), 48)).toBeLessThan(40);
  expect(different(ours, await picture(WAVE, linePath), 48)).toBeGreaterThan(400);
});

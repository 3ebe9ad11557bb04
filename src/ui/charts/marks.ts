import type uPlot from 'uplot';

/** Something that happened, at its place on the time line. */
export interface ChartMark {
  readonly at: number;
  readonly tone: 'info' | 'warning' | 'alarm';
  readonly text: string;
}

const TOKENS = { info: 'edge', warning: 'warning', alarm: 'alarm' } as const;
/** Half the width of the head of a mark [px]; the graver, the larger. */
const HEADS = { info: 3, warning: 5, alarm: 6 } as const;

/** Draws a thin line with a head for each mark: a dot for what only happened, a triangle for what is wrong. */
export function drawMarks(plot: uPlot, marks: readonly ChartMark[], colour: (token: string) => string): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  for (const { at, tone } of marks) {
    const x = Math.round(plot.valToPos(at, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
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

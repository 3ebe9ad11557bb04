import { css } from 'lit';

/** Small drawn diagrams, what holds now against what is tried: axes, grid, and the keys of the two lines. */
export const DIAGRAM = css`
  svg {
    display: block;
    inline-size: 100%;
    overflow: visible;
  }
  text {
    fill: var(--tb-quiet);
    font-size: 10px;
    font-variant-numeric: tabular-nums;
  }
  .grid {
    stroke: var(--tb-hairline);
  }
  .active {
    stroke: var(--tb-series-1);
  }
  .tried {
    stroke: var(--tb-series-2);
    stroke-dasharray: 6 4;
  }
`;

/** The sign of a line before its name. */
export const KEY = css`
  .key {
    display: inline-block;
    inline-size: 1.25rem;
    margin-inline: var(--tb-space-3) var(--tb-space-1);
    border-block-start: 2px solid var(--tb-series-1);
    vertical-align: middle;
  }
  .key.tried {
    border-block-start: 2px dashed var(--tb-series-2);
  }
`;

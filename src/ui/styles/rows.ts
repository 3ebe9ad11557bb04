import { css } from 'lit';

/** Long lists of which only the rows in sight exist: `.whole` is as high as all rows, each row as high as `--row`. */
export const ROWS = css`
  .whole {
    position: relative;
  }
  .rows {
    position: absolute;
    inset: 0 0 auto;
  }
  .row {
    display: grid;
    align-items: center;
    gap: var(--tb-space-3);
    block-size: var(--row);
    font-size: var(--tb-text-small);
    white-space: nowrap;
    cursor: pointer;
  }
  .row > * {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row:hover {
    background: var(--tb-raised);
  }
  .row[aria-selected='true'] {
    background: var(--tb-accent-soft);
  }
`;

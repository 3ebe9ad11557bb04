import { css } from 'lit';

/** A table of figures: names at the start, figures at the end, hairlines between the rows. */
export const TABLE = css`
  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: var(--tb-space-2) var(--tb-space-3);
    border-block-end: var(--tb-line) solid var(--tb-hairline);
    font-weight: 450;
    text-align: end;
  }
  th:first-child,
  td:first-child {
    padding-inline-start: 0;
    text-align: start;
  }
  thead th {
    color: var(--tb-quiet);
    font-size: var(--tb-text-small);
  }
  tbody tr:last-child > * {
    border-block-end: 0;
  }
  .scroller {
    overflow-x: auto;
  }
`;

import { css } from 'lit';

/** Names with their values in a `dl`, each pair in a `div`: the name at the start, the value at the end, hairlines between. */
export const FACTS = css`
  dl > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--tb-space-4);
    padding-block: var(--tb-space-1);
    border-block-end: var(--tb-line) solid var(--tb-hairline);
  }
  dt {
    color: var(--tb-quiet);
  }
  dd {
    margin-inline-start: auto;
    font-weight: 500;
    font-variant-numeric: tabular-nums;
    text-align: end;
    overflow-wrap: anywhere;
  }
`;

import { css } from 'lit';

/** A row of tabs with a line under the chosen one. */
export const TABS_STYLE = css`
  [role='tablist'] {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tb-space-1);
    margin-block-end: var(--tb-space-4);
    border-block-end: var(--tb-line) solid var(--tb-hairline);
  }
  [role='tab'] {
    padding-inline: var(--tb-space-3);
    border: 0;
    border-block-end: 2px solid transparent;
    border-radius: 0;
    color: var(--tb-quiet);
  }
  [role='tab'][aria-selected='true'] {
    border-block-end-color: var(--tb-accent);
    color: var(--tb-text);
  }
`;

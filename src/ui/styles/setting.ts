import { css } from 'lit';

/** One setting: its words, and a field with its unit. Where there is room they stand beside each other. */
export const SETTING = css`
  :host {
    container-type: inline-size;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--tb-space-2) var(--tb-space-4);
    align-items: center;
    padding-block: var(--tb-space-2);
    border-block-start: var(--tb-line) solid var(--tb-hairline);
  }
  .field {
    display: grid;
    gap: var(--tb-space-2);
    align-items: center;
  }
  .unit {
    color: var(--tb-quiet);
    font-size: var(--tb-text-small);
  }
`;

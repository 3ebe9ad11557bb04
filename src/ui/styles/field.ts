import { css } from 'lit';

/** Fields for text and figures, as large as a finger, with the unit behind them. */
export const FIELD = css`
  input:not([type='checkbox']) {
    inline-size: 100%;
    min-height: var(--tb-target);
    padding: var(--tb-space-2) var(--tb-space-3);
    border: var(--tb-line) solid var(--tb-edge);
    border-radius: var(--tb-radius-2);
    background: var(--tb-surface);
    color: var(--tb-text);
    font: inherit;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
  input::placeholder {
    color: var(--tb-old);
    opacity: 1;
  }
  input[aria-invalid='true'] {
    border-color: var(--tb-alarm);
    outline-color: var(--tb-alarm);
  }
  .wrong {
    color: var(--tb-alarm);
    font-size: var(--tb-text-small);
    font-weight: 550;
  }
`;

import { css } from 'lit';

/** Fields for words, as large as a finger; how wide they are is up to the place. */
export const TEXT_FIELD = css`
  input:not([type='checkbox'], [type='radio'], [type='range']),
  textarea {
    min-height: var(--tb-target);
    padding: var(--tb-space-2) var(--tb-space-3);
    border: var(--tb-line) solid var(--tb-edge);
    border-radius: var(--tb-radius-2);
    background: var(--tb-surface);
    color: var(--tb-text);
    font: inherit;
  }
`;

/** Fields for figures: as wide as their place, the figure at the end with its unit behind. */
export const FIELD = css`
  ${TEXT_FIELD}
  input:not([type='checkbox'], [type='radio'], [type='range']) {
    inline-size: 100%;
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

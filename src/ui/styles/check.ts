import { css } from 'lit';

/** Boxes to tick and choices to take, with their words as one target. */
export const CHECK = css`
  .check {
    display: flex;
    align-items: center;
    gap: var(--tb-space-2);
    min-height: var(--tb-target);
  }
  :is(input[type='checkbox'], input[type='radio']) {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    accent-color: var(--tb-accent);
  }
`;

import { css } from 'lit';

/** The number of a step on a way, with the step to take now standing out. */
export const STEP = css`
  .badge {
    display: grid;
    place-items: center;
    inline-size: 2rem;
    block-size: 2rem;
    border: 2px solid var(--tb-edge);
    border-radius: 50%;
    color: var(--tb-quiet);
    font-size: var(--tb-text-small);
    font-weight: 600;
  }
  .now .badge {
    border-color: var(--tb-accent);
    background: var(--tb-accent);
    color: var(--tb-on-accent);
  }
`;

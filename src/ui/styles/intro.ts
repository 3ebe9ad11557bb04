import { css } from 'lit';

/** The sentence under the name of a page that says what the page is for. */
export const INTRO = css`
  .intro {
    max-width: 44rem;
    margin-block: var(--tb-space-1) var(--tb-space-4);
  }
`;

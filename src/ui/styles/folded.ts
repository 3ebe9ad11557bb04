import { css } from 'lit';

/** A card that is closed until it is wanted: closed, it is as high as its name. */
export const FOLDED = css`
  .folded {
    padding-block: var(--tb-space-1);
  }
  .folded summary {
    color: var(--tb-text);
    font-size: var(--tb-text-body);
    font-weight: 600;
  }
`;

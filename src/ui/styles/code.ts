import { css } from 'lit';

/** What a program would read or write: as it is, in a window of its own. */
export const CODE = css`
  .code {
    margin: 0;
    padding: var(--tb-space-3);
    max-block-size: 24rem;
    overflow: auto;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    border: var(--tb-line) solid var(--tb-hairline);
    border-radius: var(--tb-radius-2);
    background: var(--tb-ground);
    font-family: var(--tb-mono);
    font-size: var(--tb-text-small);
    font-variant-ligatures: none;
    line-height: 1.5;
    tab-size: 2;
  }
`;

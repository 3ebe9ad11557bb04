import { css } from 'lit';

/** Settings in groups that open, each telling how many are the owner's and how many break a rule. */
export const GROUPED = css`
  details {
    border-block-start: var(--tb-line) solid var(--tb-hairline);
  }
  summary {
    gap: var(--tb-space-3);
    color: var(--tb-text);
    font-size: var(--tb-text-body);
  }
  summary h3 {
    flex: 1;
    font-weight: 600;
  }
  summary .own {
    color: var(--tb-accent);
    font-size: var(--tb-text-small);
  }
  summary .broken {
    color: var(--tb-alarm);
    font-size: var(--tb-text-small);
    font-weight: 550;
  }
`;

import { css } from 'lit';

/** A lost link: hatched and without the colour of any level, so that it is never taken for something a battery says. */
export const LOST = css`
  .lost,
  .lost.alarm,
  .lost.warning {
    border: 2px dashed var(--tb-text);
    background: repeating-linear-gradient(135deg, var(--tb-surface) 0 0.75rem, var(--tb-raised) 0.75rem 1.5rem);
  }
  .lost tb-icon,
  .lost.alarm tb-icon {
    color: var(--tb-text);
  }
`;

import { css } from 'lit';

/** The stripes over every page whose values are not those of a real battery at this moment: simulated, or replayed. */
export const BAND = css`
  .band {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--tb-space-2) var(--tb-space-4);
    padding: var(--tb-space-2) var(--tb-space-5);
    border-block-end: 2px solid var(--tb-simulated);
    background: repeating-linear-gradient(
      -45deg,
      var(--tb-simulated-soft) 0 1.5rem,
      color-mix(in oklch, var(--tb-simulated-soft), var(--tb-ground) 30%) 1.5rem 3rem
    );
    font-size: var(--tb-text-small);
  }
  .band strong {
    display: inline-flex;
    align-items: center;
    gap: var(--tb-space-2);
    color: var(--tb-simulated);
    font-size: var(--tb-text-body);
    font-weight: 650;
  }
  @media (max-width: 44rem) {
    .band {
      padding-inline: var(--tb-space-4);
    }
  }
`;

import { css } from 'lit';

/** A checkbox that looks like a switch; `--tb-switch-on` is its colour while on. */
export const SWITCH = css`
  .switch {
    position: relative;
    flex: none;
    inline-size: 2.75rem;
    block-size: 1.5rem;
    margin: 0;
    border: var(--tb-line) solid var(--tb-edge);
    border-radius: 0.75rem;
    background: var(--tb-track);
    appearance: none;
    cursor: pointer;
    transition: background-color var(--tb-quick);
  }
  .switch::before {
    content: '';
    position: absolute;
    inset-block: 0.1875rem;
    inset-inline-start: 0.1875rem;
    inline-size: 1rem;
    border-radius: 50%;
    background: var(--tb-text);
    transition: translate var(--tb-slow);
  }
  /* A finger is larger than it. */
  .switch::after {
    content: '';
    position: absolute;
    inset: calc((1.5rem - var(--tb-target)) / 2) calc((2.75rem - var(--tb-target)) / 2);
  }
  .switch:checked {
    border-color: var(--tb-switch-on, var(--tb-accent));
    background: var(--tb-switch-on, var(--tb-accent));
  }
  .switch:checked::before {
    background: var(--tb-ground);
    translate: 1.25rem 0;
  }
  .switch:disabled {
    opacity: 0.5;
    cursor: default;
  }
  @media (forced-colors: active) {
    .switch::before {
      background: CanvasText;
    }
    .switch:checked {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;

import { css } from 'lit';

/** What every element starts from: box model, focus ring, headings, words for screen readers only. */
export const BASE = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: var(--tb-text-figure);
    font-weight: 600;
    letter-spacing: -0.015em;
    line-height: 1.25;
  }
  h2 {
    font-size: var(--tb-text-body);
    font-weight: 600;
    line-height: 1.4;
  }
  h3 {
    font-size: var(--tb-text-body);
    font-weight: 550;
    line-height: 1.4;
  }
  a {
    color: var(--tb-accent);
  }
  :focus-visible {
    outline: 2px solid var(--tb-accent);
    outline-offset: 2px;
  }
  .quiet {
    color: var(--tb-quiet);
  }
  .small {
    font-size: var(--tb-text-small);
  }
  .mono {
    font-family: var(--tb-mono);
    font-variant-ligatures: none;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** One surface of the instrument. */
export const CARD = css`
  .card {
    padding: var(--tb-space-5);
    border: var(--tb-line) solid var(--tb-hairline);
    border-radius: var(--tb-radius-3);
    background: var(--tb-surface);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--tb-space-1) var(--tb-space-4);
    margin-block-end: var(--tb-space-4);
  }
  @media (max-width: 30rem) {
    .card {
      padding: var(--tb-space-4);
    }
  }
`;

/** Buttons, selects and disclosures; all of them reach the size of a finger. */
export const CONTROLS = css`
  button,
  select,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--tb-space-2);
    min-height: var(--tb-target);
    padding: var(--tb-space-2) var(--tb-space-4);
    border: var(--tb-line) solid var(--tb-edge);
    border-radius: var(--tb-radius-2);
    background: transparent;
    color: var(--tb-text);
    font: inherit;
    font-weight: 550;
    text-decoration: none;
    cursor: pointer;
    transition: background-color var(--tb-quick);
  }
  button:hover,
  select:hover,
  .button:hover {
    background: var(--tb-raised);
  }
  button.main {
    border-color: transparent;
    background: var(--tb-accent);
    color: var(--tb-on-accent);
  }
  button.main:hover {
    background: color-mix(in oklch, var(--tb-accent), var(--tb-text) 12%);
  }
  button:disabled,
  button.main:disabled,
  select:disabled {
    background: transparent;
    border-color: var(--tb-hairline);
    background: transparent;
    color: var(--tb-old);
    cursor: default;
  }
  button.main:disabled {
    background: var(--tb-track);
  }
  select {
    width: 100%;
    justify-content: start;
    background: var(--tb-surface);
    font-weight: 450;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--tb-space-3);
  }
  label {
    display: block;
    font-weight: 550;
  }
  summary {
    display: flex;
    align-items: center;
    gap: var(--tb-space-2);
    min-height: var(--tb-target);
    color: var(--tb-quiet);
    font-size: var(--tb-text-small);
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary tb-icon {
    transition: rotate var(--tb-quick);
  }
  details[open] > summary tb-icon {
    rotate: 90deg;
  }
`;

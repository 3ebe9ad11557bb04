import { css } from 'lit';

/** A section of the manual as it is read: text of a good width, tables, remedies, drawings in the colours of the page. */
export const MANUAL = css`
  article > * + * {
    margin-block-start: var(--tb-space-4);
  }
  article p,
  .points {
    max-width: 44rem;
  }
  .points {
    padding-inline-start: 1.5rem;
  }
  ul.points {
    list-style: disc;
  }
  ol.points {
    list-style: decimal;
  }
  .points li + li {
    margin-block-start: var(--tb-space-2);
  }
  .mind {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--tb-space-3);
    padding: var(--tb-space-3) var(--tb-space-4);
    border: var(--tb-line) solid var(--tb-warning);
    border-radius: var(--tb-radius-2);
    background: var(--tb-warning-soft);
  }
  .mind tb-icon {
    color: var(--tb-warning);
  }
  code {
    font-family: var(--tb-mono);
    font-size: 0.9375em;
  }
  .scroller {
    max-width: 52rem;
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: var(--tb-space-2) var(--tb-space-3);
    border-block-end: var(--tb-line) solid var(--tb-hairline);
    text-align: start;
    vertical-align: top;
  }
  th:first-child {
    padding-inline-start: 0;
  }
  thead th {
    color: var(--tb-quiet);
    font-size: var(--tb-text-small);
    font-weight: 450;
  }
  tbody th {
    font-weight: 550;
  }
  .remedies {
    display: grid;
    gap: var(--tb-space-3);
    max-width: 52rem;
  }
  .remedies li {
    padding: var(--tb-space-3) var(--tb-space-4);
    border: var(--tb-line) solid var(--tb-hairline);
    border-radius: var(--tb-radius-2);
  }
  .remedies dl > div {
    display: grid;
    grid-template-columns: 7rem minmax(0, 1fr);
    gap: 0 var(--tb-space-3);
    margin-block-start: var(--tb-space-1);
  }
  .remedies dt {
    color: var(--tb-quiet);
    font-size: var(--tb-text-small);
    line-height: 1.5rem;
  }
  @container (max-width: 28rem) {
    .remedies dl > div {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .drawing {
    display: block;
    width: 100%;
    max-width: 30rem;
    font-family: var(--tb-font);
    font-size: 14px;
  }
  .drawing text {
    fill: var(--tb-text);
  }
  .drawing .name,
  .drawing .number {
    font-weight: 600;
  }
  .drawing .quiet {
    fill: var(--tb-quiet);
    font-size: 13px;
  }
  .drawing .device {
    fill: var(--tb-raised);
    stroke: var(--tb-edge);
  }
  .drawing .wire {
    fill: none;
    stroke: var(--tb-text);
    stroke-width: 2;
    stroke-linejoin: round;
  }
  .drawing .wire.can {
    stroke: var(--tb-accent);
  }
  .drawing .wire.open {
    stroke: var(--tb-quiet);
    stroke-dasharray: 3 3;
  }
  .drawing .wire.barrier {
    stroke: var(--tb-warning);
    stroke-width: 3;
    stroke-dasharray: 8 5;
  }
  .drawing .joint,
  .drawing .contact.used {
    fill: var(--tb-text);
  }
  .drawing .contact {
    fill: var(--tb-track);
    stroke: var(--tb-edge);
  }
  .drawing .resistor,
  .drawing .meter {
    fill: var(--tb-surface);
    stroke: var(--tb-text);
    stroke-width: 2;
  }
  @media print {
    .remedies li,
    .mind,
    .drawing,
    tr {
      break-inside: avoid;
    }
    h2,
    h3 {
      break-after: avoid;
    }
  }
`;

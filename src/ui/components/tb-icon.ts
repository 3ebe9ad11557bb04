import { LitElement, css, html, svg, type SVGTemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** One stroke family on a 24 px grid. */
const SHAPES = {
  overview: svg`<path d="M4.5 18a9 9 0 1 1 15 0" /><path d="m12 14 4-5" /><circle cx="12" cy="14" r="1.25" />`,
  charge: svg`<path d="M3 19h18M3.5 15.5 9 8h4l2.5 3H21" /><path d="M9 4.5h4" />`,
  history: svg`<path d="M4 4v16h16" /><path d="m7.5 15 3.5-4.5 3 2.5 5-7" />`,
  alarms: svg`<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4" />`,
  sound: svg`<path d="M4 9.5v5h3.5l4.5 4v-13l-4.5 4zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />`,
  unlinked: svg`<path d="M9.5 7H7a5 5 0 0 0 0 10h2.5M14.5 7H17a5 5 0 0 1 0 10h-2.5M12 3v3.5M12 17.5V21" />`,
  print: svg`<path d="M7 8.5v-5h10v5M7 17H3.5V8.5h17V17H17M7 13.5h10v7H7z" />`,
  search: svg`<circle cx="10.5" cy="10.5" r="6" /><path d="m15 15 5.5 5.5" />`,
  earlier: svg`<path d="m15 6-6 6 6 6" />`,
  minus: svg`<path d="M5 12h14" />`,
  save: svg`<path d="M12 4v11M7.5 10.5 12 15l4.5-4.5M4.5 19.5h15" />`,
  connection: svg`<path d="M9 3v5M15 3v5M6.5 8h11v3.5a5.5 5.5 0 0 1-11 0zM12 17v4" />`,
  commissioning: svg`<path d="M9.5 6.5h10M9.5 12h10M9.5 17.5h10M3.5 6.5l1.3 1.3 2.2-2.6M3.5 12l1.3 1.3 2.2-2.6M3.5 17.5l1.3 1.3 2.2-2.6" />`,
  wire: svg`<path d="M3 12h3l2.5-6 4 12 3-9 1.5 3h4" />`,
  log: svg`<path d="M5 4h14v16H5zM8.5 8.5h7M8.5 12h7M8.5 15.5h4.5" />`,
  simulator: svg`<path d="M9.5 3.5h5M10.5 3.5v6L5 18.5a1.3 1.3 0 0 0 1.1 2h11.8a1.3 1.3 0 0 0 1.1-2l-5.5-9v-6M7.8 15h8.4" />`,
  manual: svg`<path d="M12 6.5C10 5 7 4.5 3.5 4.5v14c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2v-14c-3.5 0-6.5.5-8.5 2zM12 6.5v14" />`,
  settings: svg`<circle cx="12" cy="12" r="3" /><path d="M12 3.5v2.8M12 17.7v2.8M3.5 12h2.8M17.7 12h2.8M6 6l2 2M16 16l2 2M6 18l2-2M16 8l2-2" />`,
  interfaces: svg`<path d="m8 8-4.5 4L8 16M16 8l4.5 4-4.5 4M13.5 5.5l-3 13" />`,
  about: svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 11v5M12 8v.01" />`,
  more: svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" />`,
  display: svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9" /><circle cx="15" cy="7" r="2" /><circle cx="9" cy="17" r="2" />`,
  bms: svg`<rect x="3" y="7" width="16" height="10" rx="2" /><path d="M21.5 10.5v3M7 10v4M11 10v4M15 10v4" />`,
  bridge: svg`<path d="M2.5 17h19M5 17a7 7 0 0 1 14 0M9.5 17v-5.5M14.5 17v-5.5" />`,
  can: svg`<rect x="5" y="5" width="14" height="14" rx="2" /><path d="M9 5V2.5M15 5V2.5M9 21.5V19M15 21.5V19M9.5 12h5" />`,
  gx: svg`<rect x="3" y="4.5" width="18" height="12" rx="2" /><path d="M8.5 20.5h7M7 12l3-3 2.5 2L17 8" />`,
  ok: svg`<circle cx="12" cy="12" r="5.5" fill="currentColor" />`,
  idle: svg`<circle cx="12" cy="12" r="5" />`,
  busy: svg`<circle cx="12" cy="12" r="5.5" stroke-dasharray="3.2 2.56" />`,
  warning: svg`<path d="M12 4.5 21 19.5H3zM12 10.5v4M12 17v.01" />`,
  alarm: svg`<path d="M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7zM12 8v5M12 16v.01" />`,
  workshop: svg`<path d="M14.5 6.5a4.5 4.5 0 0 1 5.8-1.3l-3 3 .5 2 2 .5 3-3a4.5 4.5 0 0 1-6 5.6L9.5 20.6a2 2 0 0 1-2.9 0l-.2-.2a2 2 0 0 1 0-2.9l7.3-7.3a4.5 4.5 0 0 1 .8-3.7z" transform="translate(-2 -1)" />`,
  undo: svg`<path d="M5 9.5h9a5 5 0 0 1 0 10H8M8.5 5.5 4.5 9.5l4 4" />`,
  plus: svg`<path d="M12 5v14M5 12h14" />`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5" />`,
  close: svg`<path d="m6 6 12 12M18 6 6 18" />`,
  retry: svg`<path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.5M20 4.5v5h-5" />`,
  open: svg`<path d="m9 6 6 6-6 6" />`,
  up: svg`<path d="M12 6 19 17H5z" fill="currentColor" />`,
  down: svg`<path d="M12 18 5 7h14z" fill="currentColor" />`,
  outward: svg`<path d="M5 12h14M13 6l6 6-6 6" />`,
  inward: svg`<path d="M19 12H5M11 6l-6 6 6 6" />`,
  charging: svg`<path d="M13 3 6 13.5h5L10.5 21 18 10.5h-5z" />`,
  stopped: svg`<circle cx="12" cy="12" r="8.5" /><path d="m6.2 6.2 11.6 11.6" />`,
  clock: svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 7.5V12l3 2" />`,
} as const satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof SHAPES;

/** A picture that always stands beside a word, and is therefore silent for screen readers. */
@customElement('tb-icon')
export class TbIcon extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
      inline-size: 1.5rem;
      block-size: 1.5rem;
    }
    :host([small]) {
      inline-size: 1.125rem;
      block-size: 1.125rem;
    }
    svg {
      inline-size: 100%;
      block-size: 100%;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.75;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `;

  @property() name: IconName = 'about';
  @property({ type: Boolean, reflect: true }) small = false;

  override render() {
    return html`<svg viewBox="0 0 24 24" aria-hidden="true">${SHAPES[this.name]}</svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-icon': TbIcon;
  }
}

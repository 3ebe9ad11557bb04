import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type Figure, UNKNOWN } from '../format/format';

/** Every drawing around it brings a new object. */
function readsOtherwise(after: Figure, before: Figure | undefined): boolean {
  return after.digits !== before?.digits || after.unit !== before.unit;
}

/** A number with its unit, small and lighter. @csspart digits - the number */
@customElement('tb-figure')
export class TbFigure extends LitElement {
  static override styles = css`
    :host {
      display: inline-block;
      font-size: var(--tb-text-figure);
      font-weight: 500;
      line-height: 1.2;
      letter-spacing: -0.015em;
      white-space: nowrap;
    }
    :host([size='hero']) {
      font-size: var(--tb-text-hero);
      font-weight: 450;
      line-height: 1;
      letter-spacing: -0.045em;
      margin-inline-start: -0.045em;
    }
    :host([size='limit']) {
      font-size: var(--tb-text-limit);
      letter-spacing: -0.025em;
    }
    :host([size='body']) {
      font-size: inherit;
      letter-spacing: 0;
    }
    :host([old]) {
      color: var(--tb-old);
    }
    .unknown {
      color: var(--tb-quiet);
      font-weight: 300;
    }
    :host([size='hero']) .unknown {
      font-size: 0.6em;
    }
    .unit {
      margin-inline-start: 0.22em;
      color: var(--tb-quiet);
      font-size: max(0.55em, var(--tb-text-small));
      font-weight: 400;
      letter-spacing: 0;
    }
    :host([size='hero']) .unit {
      margin-inline-start: 0.14em;
      font-size: 0.4em;
    }
    :host([size='body']) .unit {
      font-size: inherit;
    }
  `;

  @property({ attribute: false, hasChanged: readsOtherwise }) figure: Figure = { digits: '', unit: '' };
  @property({ reflect: true }) size: 'hero' | 'limit' | 'figure' | 'body' = 'figure';
  /** The value has begun to age. */
  @property({ type: Boolean, reflect: true }) old = false;

  override render() {
    const { digits, unit } = this.figure;
    return html`<span part="digits" class=${digits === UNKNOWN ? 'unknown' : ''}>${digits}</span><span class="unit">${unit}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-figure': TbFigure;
  }
}

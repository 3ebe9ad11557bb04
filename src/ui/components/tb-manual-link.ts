import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Section } from '../manual/sections';
import { hashOfPlace } from '../state/route';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import './tb-icon';

/** From the place that raises a question to the section of the manual that answers it. */
@customElement('tb-manual-link')
export class TbManualLink extends TbElement {
  static override styles = [
    BASE,
    css`
      a {
        display: inline-flex;
        align-items: center;
        gap: var(--tb-space-2);
        min-height: var(--tb-target);
        color: inherit;
        font-size: var(--tb-text-small);
      }
    `,
  ];

  @property() section: Section | undefined;

  override render() {
    if (this.section === undefined) return nothing;
    const { see, titles } = this.text.manual;
    return html`<a href=${hashOfPlace('manual', this.section)}><tb-icon small name="manual"></tb-icon>${see(titles[this.section])}</a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-manual-link': TbManualLink;
  }
}

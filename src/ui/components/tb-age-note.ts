import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Ms } from '../../battery/units';
import type { Freshness } from '../state/freshness';
import { TbElement } from '../state/tb-element';
import './tb-icon';

/** Says how old the values beside it are, as soon as that matters. */
@customElement('tb-age-note')
export class TbAgeNote extends TbElement {
  static override styles = css`
    :host {
      display: inline-flex;
      align-items: center;
      align-self: center;
      gap: var(--tb-space-1);
      color: var(--tb-quiet);
      font-size: var(--tb-text-small);
    }
    :host([freshness='fresh']) {
      display: none;
    }
    :host([freshness='lost']) {
      color: var(--tb-alarm);
      font-weight: 550;
    }
  `;

  @property({ reflect: true }) freshness: Freshness = 'none';
  @property({ attribute: false }) age: Ms | undefined;

  override render() {
    const { overview } = this.text;
    const age = this.format.duration(this.age);
    switch (this.freshness) {
      case 'fresh':
        return nothing;
      case 'none':
        return html`<tb-icon small name="clock"></tb-icon>${overview.neverNote}`;
      case 'old':
        return html`<tb-icon small name="clock"></tb-icon>${overview.ageNote(age)}`;
      case 'lost':
        return html`<tb-icon small name="alarm"></tb-icon>${overview.lostNote(age)}`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-age-note': TbAgeNote;
  }
}

import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Tone } from '../state/chain';
import { TbElement } from '../state/tb-element';
import './tb-icon';

/**
 * A state by shape, colour and word. The word is the content of the element.
 * @csspart shape
 */
@customElement('tb-state-mark')
export class TbStateMark extends TbElement {
  static override styles = css`
    :host {
      display: inline-flex;
      align-items: center;
      gap: var(--tb-space-1);
      color: var(--tb-text);
    }
    :host([tone='idle']),
    :host([tone='busy']) {
      color: var(--tb-quiet);
    }
    :host([tone='warning']) {
      color: var(--tb-warning);
    }
    :host([tone='alarm']) {
      color: var(--tb-alarm);
    }
  `;

  @property({ reflect: true }) tone: Tone = 'idle';

  override render() {
    return html`<tb-icon part="shape" small name=${this.tone}></tb-icon><slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-state-mark': TbStateMark;
  }
}

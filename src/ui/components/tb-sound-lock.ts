import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CallerController } from '../alarm/caller-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import './tb-icon';

/** Says so while alarms cannot be heard yet, and takes the touch that lets them be. */
@customElement('tb-sound-lock')
export class TbSoundLock extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-1) var(--tb-space-4);
        padding: var(--tb-space-1) var(--tb-space-5);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
      }
      @media (max-width: 44rem) {
        p {
          padding-inline: var(--tb-space-4);
        }
      }
    `,
  ];

  private readonly caller = new CallerController(this);

  override render() {
    const { calls } = this.text;
    if (this.caller.sound !== 'locked' || this.ui.preferences.sounds.size === 0) return nothing;
    return html`<p class="small">
      <span>${calls.soundLocked}</span>
      <button @click=${() => void this.ui.caller.unlock()}><tb-icon small name="sound"></tb-icon>${calls.unlock}</button>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-sound-lock': TbSoundLock;
  }
}

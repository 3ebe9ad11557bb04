import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FileProgress } from '../state/file-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';

/** How far a file is, a way to stop it, and in the end what became of it. @fires tb-cancel */
@customElement('tb-file-progress')
export class TbFileProgress extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--tb-space-3);
      }
      progress {
        inline-size: 12rem;
        accent-color: var(--tb-accent);
      }
      p,
      .row {
        margin-block-start: var(--tb-space-3);
      }
    `,
  ];

  @property({ attribute: false }) progress: FileProgress | undefined;
  /** What is said when there was nothing to write. */
  @property() empty = '';

  override render() {
    const { take: t } = this.text.history;
    const { progress } = this;
    return html`
      <p role="status">${progress && progress.state !== 'writing' ? this.ended(progress) : nothing}</p>
      ${
        progress?.state === 'writing'
          ? html`<div class="row">
              <label
                >${t.progress(this.format.measure('wholePercent', 100 * progress.share))} <progress .value=${progress.share}></progress
              ></label>
              <button @click=${() => this.dispatchEvent(new Event('tb-cancel'))}>${t.cancel}</button>
            </div>`
          : nothing
      }
    `;
  }

  private ended(progress: Exclude<FileProgress, { state: 'writing' }>): string {
    const { take: t } = this.text.history;
    switch (progress.state) {
      case 'saved':
        return t.saved(progress.name);
      case 'cancelled':
        return t.cancelled;
      case 'empty':
        return this.empty;
      case 'failed':
        return t.failed(progress.detail);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-file-progress': TbFileProgress;
  }
}

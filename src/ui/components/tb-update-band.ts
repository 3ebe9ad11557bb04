import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { UpdateRefusal, Work } from '../app/installed-app';
import { AppController } from '../state/app-controller';
import { workOf } from '../state/in-control';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';

/** A new version waits, or did not start. It is never taken by itself, and never while frames are on their way to a GX. */
@customElement('tb-update-band')
export class TbUpdateBand extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--tb-space-2) var(--tb-space-4);
        padding: var(--tb-space-2) var(--tb-space-5);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
        background: var(--tb-surface);
      }
      h2 {
        font-size: var(--tb-text-body);
      }
      @media (max-width: 44rem) {
        section {
          padding-inline: var(--tb-space-4);
        }
      }
    `,
  ];

  private readonly app = new AppController(this);
  @state() private refusal: UpdateRefusal | undefined;

  override render() {
    const { app: t } = this.text;
    const { update, wentBack } = this.app.state;
    // The region stays in the page: a screen reader only speaks of changes in a region it already knows.
    return html`<div role="status">
      ${
        update
          ? this.band(t.newVersion, t.newVersionText, t.apply, (work) => this.ui.app.update(work))
          : wentBack
            ? this.band(t.wentBack, t.wentBackText, t.tryAgain, (work) => this.ui.app.tryAgain(work))
            : nothing
      }
    </div>`;
  }

  private band(title: string, text: string, action: string, carryOut: (work: Work) => Promise<UpdateRefusal | undefined>) {
    const { refusals } = this.text.app;
    return html`<section aria-labelledby="title">
      <div>
        <h2 id="title">${title}</h2>
        <p class="small ${this.refusal ? '' : 'quiet'}">${this.refusal ? refusals[this.refusal] : text}</p>
      </div>
      <button @click=${() => void this.take(carryOut)}>${action}</button>
    </section>`;
  }

  private async take(carryOut: (work: Work) => Promise<UpdateRefusal | undefined>): Promise<void> {
    this.refusal = await carryOut(workOf(this.ui.store.snapshot.view));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-update-band': TbUpdateBand;
  }
}

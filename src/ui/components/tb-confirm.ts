import { css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';

/** What is about to happen, and the word on the button that lets it happen. */
export interface Question {
  readonly title: string;
  readonly text: string;
  readonly action: string;
}

/** Asks before something that stops the battery from being used. */
@customElement('tb-confirm')
export class TbConfirm extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      dialog {
        width: min(30rem, calc(100vw - 2 * var(--tb-space-4)));
        padding: var(--tb-space-5);
        border: var(--tb-line) solid var(--tb-edge);
        border-radius: var(--tb-radius-3);
        background: var(--tb-surface);
        color: var(--tb-text);
      }
      dialog::backdrop {
        background: oklch(0.1 0.01 250 / 60%);
      }
      h2 {
        margin-block-end: var(--tb-space-2);
        font-size: var(--tb-text-lead);
      }
      .buttons {
        justify-content: end;
        margin-block-start: var(--tb-space-5);
      }
    `,
  ];

  @state() private question: Question = { title: '', text: '', action: '' };
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  private answer: ((agreed: boolean) => void) | undefined;

  /** Opens the question. @returns true when the owner agrees */
  async ask(question: Question): Promise<boolean> {
    this.question = question;
    await this.updateComplete;
    this.dialog.showModal();
    return new Promise((resolve) => {
      this.answer = resolve;
    });
  }

  override render() {
    const { title, text, action } = this.question;
    return html`
      <dialog @close=${this.onClose} aria-labelledby="title" aria-describedby="text">
        <h2 id="title">${title}</h2>
        <p id="text">${text}</p>
        <div class="buttons">
          <button @click=${() => this.finish(false)}>${this.text.connection.cancel}</button>
          <button class="main" @click=${() => this.finish(true)}>${action}</button>
        </div>
      </dialog>
    `;
  }

  /** Escape closes without a button. The event comes late: by then the next question may be open. */
  private onClose(): void {
    if (!this.dialog.open) this.finish(false);
  }

  private finish(agreed: boolean): void {
    const { answer } = this;
    this.answer = undefined;
    this.dialog.close();
    answer?.(agreed);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-confirm': TbConfirm;
  }
}

import { css, html } from 'lit';
import { FileController } from '../state/file-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import './tb-file-progress';
import './tb-icon';

interface TakeAlongWords<Choice extends string, Format extends string> {
  readonly title: string;
  /** What is asked before a file is written. */
  readonly question: string;
  readonly choices: Readonly<Record<Choice, string>>;
  /** One button for each. */
  readonly formats: Readonly<Record<Format, string>>;
  /** Said when there was nothing to write. */
  readonly empty: string;
}

/** A card that writes a file after one choice, with its progress and a way to stop it. */
export abstract class TakeAlong<Choice extends string, Format extends string> extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--tb-space-3);
      }
      label {
        max-width: 100%;
      }
      select {
        width: auto;
        max-width: 100%;
      }
    `,
  ];

  protected abstract choice: Choice;
  protected readonly file = new FileController(this);

  protected abstract words(): TakeAlongWords<Choice, Format>;
  protected abstract write(format: Format): Promise<void>;

  override render() {
    const { title, question, choices, formats, empty } = this.words();
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">${title}</h2></div>
        <div class="row">
          <label>
            ${question}<br />
            <select @change=${(event: Event) => (this.choice = (event.target as HTMLSelectElement).value as Choice)}>
              ${Object.entries<string>(choices).map(
                ([choice, name]) => html`<option value=${choice} ?selected=${choice === this.choice}>${name}</option>`,
              )}
            </select>
          </label>
          ${Object.entries<string>(formats).map(
            ([format, name]) =>
              html`<button ?disabled=${this.file.busy} @click=${() => void this.write(format as Format)}>
                <tb-icon small name="save"></tb-icon>${name}
              </button>`,
          )}
        </div>
        <tb-file-progress .progress=${this.file.progress} .empty=${empty} @tb-cancel=${() => this.file.cancel()}></tb-file-progress>
      </section>
    `;
  }
}

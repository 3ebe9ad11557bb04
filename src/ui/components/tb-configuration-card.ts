import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ChangeSource, ConfigurationPreview } from '../../bridge/configuration-contract';
import { saveFile } from '../export/save-file';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import type { SettingsTexts } from '../text/keys-settings';
import type { TbConfigurationDialog } from './tb-configuration-dialog';
import './tb-configuration-dialog';
import './tb-failure';
import './tb-icon';
import './tb-state-mark';

/** The configuration as one thing: to a file, from a file, back, and to the beginning. */
@customElement('tb-configuration-card')
export class TbConfigurationCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--tb-space-3);
        margin-block-start: var(--tb-space-4);
      }
      h2 {
        margin-block-end: var(--tb-space-2);
      }
      .undo,
      .said:not(:empty) {
        margin-block-start: var(--tb-space-3);
      }
    `,
  ];

  private readonly undo = new SelectController(this, ({ view }) => view?.configurationUndo);
  private readonly outcome = new OutcomeController(this);
  @state() private preview: ConfigurationPreview | undefined;
  @state() private done: ChangeSource['kind'] | undefined;
  @state() private unreadable: keyof SettingsTexts['file']['unreadable'] | undefined;
  @query('input') private readonly input!: HTMLInputElement;
  @query('tb-configuration-dialog') private readonly dialog!: TbConfigurationDialog;

  override render() {
    const { file: t } = this.text.settings;
    const undo = this.undo.value;
    const { busy, failure } = this.outcome;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        <p class="small quiet">${t.text}</p>
        <div class="buttons">
          <button class="main" ?disabled=${busy} @click=${() => void this.save()}><tb-icon small name="save"></tb-icon>${t.save}</button>
          <button ?disabled=${busy} @click=${() => this.input.click()}><tb-icon small name="open"></tb-icon>${t.open}</button>
          <button ?disabled=${busy} @click=${() => void this.look({ kind: 'defaults' })}>${t.reset}</button>
          <input type="file" accept=".json,application/json" hidden aria-label=${t.open} @change=${() => void this.open()} />
        </div>
        ${
          undo
            ? html`<div class="undo">
                <p class="small">${t.undoHelp[undo.kind](undo.name, this.format.short(undo.at))}</p>
                <div class="buttons">
                  <button ?disabled=${busy} @click=${() => void this.look({ kind: 'undo' })}>
                    <tb-icon small name="undo"></tb-icon>${t.undo}
                  </button>
                </div>
              </div>`
            : nothing
        }
        <p class="said" role="status">${this.done ? html`<tb-state-mark tone="ok">${t.done[this.done]}</tb-state-mark>` : nothing}</p>
        <div class="said" role="alert">
          ${this.unreadable ? html`<tb-state-mark tone="warning">${t.unreadable[this.unreadable]}</tb-state-mark>` : nothing}
        </div>
        <tb-failure .failure=${failure}></tb-failure>
      </section>
      <tb-configuration-dialog .preview=${this.preview} @tb-agreed=${() => void this.apply()}></tb-configuration-dialog>
    `;
  }

  /** Shows what would become of such a change. */
  async look(source: ChangeSource): Promise<void> {
    this.done = undefined;
    this.unreadable = undefined;
    await this.outcome.run(async () => {
      const previewed = await this.ui.configuration.preview(source, this.ui.preferences.settings);
      if (!previewed.ok) {
        this.unreadable = previewed.why;
        return;
      }
      this.preview = previewed.preview;
      await this.dialog.open();
    });
  }

  private async save(): Promise<void> {
    this.done = undefined;
    await this.outcome.run(async () => {
      const text = await this.ui.configuration.exportFile(this.ui.preferences.settings);
      const day = new Date().toISOString().slice(0, 10);
      saveFile(`tinybms-bridge-configuration-${day}.json`, new Blob([text], { type: 'application/json' }));
    });
  }

  private async open(): Promise<void> {
    const [chosen] = this.input.files ?? [];
    if (!chosen) return;
    const text = await chosen.text();
    // The same file can be chosen again.
    this.input.value = '';
    await this.look({ kind: 'file', name: chosen.name, text });
  }

  private async apply(): Promise<void> {
    const { preview } = this;
    if (!preview) return;
    await this.outcome.run(async () => {
      const applied = await this.ui.configuration.apply(preview.id);
      if (!applied.ok) return applied;
      this.ui.preferences.settings = applied.display;
      this.done = preview.kind;
      return undefined;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-configuration-card': TbConfigurationCard;
  }
}

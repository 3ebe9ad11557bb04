import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ChangeSource, ConfigurationPreview } from '../../bridge/configuration-contract';
import type { ExportKind } from '../../configuration/document';
import { saveFile } from '../export/save-file';
import { readText } from '../state/incoming-file';
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

const OLD_KINDS = ['config', 'mapping', 'laterMapping'] as const;
const OLD_NAMES = { config: 'config.json', mapping: 'tinybms_victron_mapping.json', laterMapping: 'victron_can_mappings.json' } as const;

/** The configuration as one thing: to a file, from a file, back, and to the beginning. */
@customElement('tb-configuration-card')
export class TbConfigurationCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      .buttons {
        margin-block-start: var(--tb-space-4);
      }
      details {
        margin-block-start: var(--tb-space-2);
      }
      .box {
        display: flex;
        align-items: center;
        gap: var(--tb-space-2);
        min-height: var(--tb-target);
        margin-block-start: var(--tb-space-2);
        font-weight: 450;
      }
      .box input {
        flex: none;
        inline-size: 1.25rem;
        block-size: 1.25rem;
        accent-color: var(--tb-accent);
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
  private endIncoming: (() => void) | undefined;
  /** Never remembered: it is asked for each time. */
  @state() private secrets = false;
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
          <button class="main" ?disabled=${busy} @click=${() => void this.save('own')}>
            <tb-icon small name="save"></tb-icon>${t.save}
          </button>
          <button ?disabled=${busy} @click=${() => this.input.click()}>${t.open}</button>
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
        <details>
          <summary><tb-icon small name="open"></tb-icon>${t.oldTitle}</summary>
          <p class="small quiet">${t.oldText}</p>
          <div class="buttons">
            ${OLD_KINDS.map((kind) => html`<button ?disabled=${busy} @click=${() => void this.save(kind)}>${t.saveOld[kind]}</button>`)}
          </div>
          <label class="box">
            <input
              type="checkbox"
              .checked=${this.secrets}
              @change=${({ target }: Event) => (this.secrets = (target as HTMLInputElement).checked)}
            />
            ${t.secrets}
          </label>
        </details>
        <p class="said" role="status">${this.done ? html`<tb-state-mark tone="ok">${t.done[this.done]}</tb-state-mark>` : nothing}</p>
        <div class="said" role="alert">
          ${this.unreadable ? html`<tb-state-mark tone="warning">${t.unreadable[this.unreadable]}</tb-state-mark>` : nothing}
        </div>
        <tb-failure .failure=${failure}></tb-failure>
      </section>
      <tb-configuration-dialog .preview=${this.preview} @tb-agreed=${() => void this.apply()}></tb-configuration-dialog>
    `;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const take = (): void => {
      const file = this.ui.incoming.take();
      if (file) void this.updateComplete.then(() => this.look({ kind: 'file', ...file }));
    };
    this.endIncoming = this.ui.incoming.subscribe(take);
    take();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.endIncoming?.();
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

  private async save(kind: ExportKind): Promise<void> {
    this.done = undefined;
    await this.outcome.run(async () => {
      const options = { display: this.ui.preferences.settings, secrets: this.secrets };
      const text = await this.ui.configuration.exportFile(kind, options);
      const day = new Date().toISOString().slice(0, 10);
      const name = kind === 'own' ? `tinybms-bridge-configuration-${day}.json` : OLD_NAMES[kind];
      saveFile(name, new Blob([text], { type: 'application/json' }));
    });
  }

  private async open(): Promise<void> {
    const [chosen] = this.input.files ?? [];
    if (!chosen) return;
    const file = await readText(chosen);
    // The same file can be chosen again.
    this.input.value = '';
    await this.look({ kind: 'file', ...file });
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

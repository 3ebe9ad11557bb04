import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { readText } from '../state/incoming-file';
import { hashOf } from '../state/route';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';
import './tb-icon';

/** Takes files that are dropped anywhere onto the app: a configuration to be looked at, or a file of a bridge. */
@customElement('tb-drop-zone')
export class TbDropZone extends TbElement {
  static override styles = [
    BASE,
    css`
      div {
        position: fixed;
        inset: var(--tb-space-3);
        z-index: 3;
        display: grid;
        place-items: center;
        border: 3px dashed var(--tb-accent);
        border-radius: var(--tb-radius-3);
        background: color-mix(in oklch, var(--tb-ground), transparent 12%);
        /* The drop is the page's, wherever it falls. */
        pointer-events: none;
      }
      p {
        display: flex;
        align-items: center;
        gap: var(--tb-space-3);
        padding: var(--tb-space-4);
        font-size: var(--tb-text-lead);
        font-weight: 600;
      }
    `,
  ];

  @state() private over = false;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('dragover', this.onOver);
    window.addEventListener('dragleave', this.onLeave);
    window.addEventListener('drop', this.onDrop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('dragover', this.onOver);
    window.removeEventListener('dragleave', this.onLeave);
    window.removeEventListener('drop', this.onDrop);
  }

  override render() {
    if (!this.over) return nothing;
    return html`<div>
      <p><tb-icon name="save"></tb-icon>${this.text.settings.file.drop}</p>
    </div>`;
  }

  private readonly onOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Otherwise the browser would leave the app and show the file.
    event.preventDefault();
    this.over = true;
  };

  private readonly onLeave = (event: DragEvent): void => {
    if (!event.relatedTarget) this.over = false;
  };

  private readonly onDrop = (event: DragEvent): void => {
    const [file] = event.dataTransfer?.files ?? [];
    this.over = false;
    if (!file) return;
    event.preventDefault();
    void this.take(file);
  };

  private async take(file: File): Promise<void> {
    if (file.name.toLowerCase().endsWith('.zip')) {
      // What unpacks it comes only now. The page tells what has become of it.
      const { openFile } = await import('../state/open-file');
      await openFile(this.ui, file.name, file);
      location.hash = hashOf('log');
      return;
    }
    this.ui.incoming.offer(await readText(file));
    location.hash = hashOf('settings');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-drop-zone': TbDropZone;
  }
}

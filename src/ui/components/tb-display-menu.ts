import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LANGUAGE_CHOICES, THEMES } from '../state/preferences';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import { CHECK } from '../styles/check';
import './tb-icon';

/** Appearance and language, behind one button. */
@customElement('tb-display-menu')
export class TbDisplayMenu extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    CHECK,
    css`
      button.toggle {
        min-width: var(--tb-target);
        padding: 0;
        border-color: transparent;
        color: var(--tb-quiet);
      }
      [popover] {
        position: fixed;
        inset: 4.25rem var(--tb-space-4) auto auto;
        width: min(19rem, calc(100vw - 2 * var(--tb-space-4)));
        margin: 0;
        padding: var(--tb-space-5);
        border: var(--tb-line) solid var(--tb-edge);
        border-radius: var(--tb-radius-3);
        background: var(--tb-surface);
        color: var(--tb-text);
      }
      .wall {
        inline-size: 100%;
        margin-block-end: var(--tb-space-5);
      }
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      fieldset + fieldset {
        margin-block-start: var(--tb-space-5);
      }
      legend {
        padding: 0;
        margin-block-end: var(--tb-space-1);
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--tb-space-3);
        min-height: var(--tb-target);
        padding-inline: var(--tb-space-2);
        border-radius: var(--tb-radius-1);
        font-weight: 450;
        cursor: pointer;
      }
      label:hover {
        background: var(--tb-raised);
      }
      input {
        margin: 0;
      }
    `,
  ];

  override render() {
    const { shell } = this.text;
    const { preferences } = this.ui;
    return html`
      <button class="toggle" popovertarget="menu" aria-label=${shell.display}><tb-icon name="display"></tb-icon></button>
      <div id="menu" popover="auto" role="group" aria-label=${shell.display}>
        <button class="wall" @click=${() => void this.openWall()}><tb-icon small name="display"></tb-icon>${this.text.wall.open}</button>
        <fieldset>
          <legend>${shell.theme}</legend>
          ${THEMES.map((theme) => this.choice('theme', shell.themes[theme], preferences.theme === theme, () => (preferences.theme = theme)))}
        </fieldset>
        <fieldset>
          <legend>${shell.language}</legend>
          ${LANGUAGE_CHOICES.map((choice) =>
            this.choice(
              'language',
              shell.languages[choice],
              preferences.languageChoice === choice,
              () => (preferences.languageChoice = choice),
            ),
          )}
        </fieldset>
      </div>
    `;
  }

  /** Filling the screen takes a click, and may be refused: the view is large all the same. */
  private async openWall(): Promise<void> {
    this.renderRoot.querySelector<HTMLElement>('#menu')?.hidePopover();
    location.hash = '#/wall';
    await document.documentElement.requestFullscreen?.().catch(() => undefined);
  }

  private choice(group: string, label: string, checked: boolean, choose: () => void) {
    return html`<label><input type="radio" name=${group} .checked=${checked} @change=${choose} />${label}</label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-display-menu': TbDisplayMenu;
  }
}

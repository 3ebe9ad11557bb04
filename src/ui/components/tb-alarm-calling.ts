import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CallerController } from '../alarm/caller-controller';
import { CALL_KINDS, type CallKind } from '../state/alarms';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { CHECK } from '../styles/check';
import './tb-icon';

/** How alarms reach the owner: sounds, each on or off and to be heard, and messages of the system. */
@customElement('tb-alarm-calling')
export class TbAlarmCalling extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    CHECK,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 var(--tb-space-4);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
        padding-block: var(--tb-space-1);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--tb-space-3);
        min-height: var(--tb-target);
      }
      input {
        margin: 0;
      }
      h3 {
        margin-block-start: var(--tb-space-4);
      }
      .state {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-2) var(--tb-space-4);
        margin-block: var(--tb-space-2);
      }
    `,
  ];

  private readonly caller = new CallerController(this);

  override render() {
    const { alarmPage: t } = this.text;
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.calling}</h2>
        <p class="quiet small">${t.callingHelp}</p>
        <p class="state" role="status">${this.soundState()}</p>
        ${CALL_KINDS.map((kind) => this.row(kind))} ${this.messages()}
      </section>
    `;
  }

  private soundState() {
    const { alarmPage: t, calls } = this.text;
    switch (this.caller.sound) {
      case 'missing':
        return t.soundMissing;
      case 'ready':
        return t.soundReady;
      case 'locked':
        return html`${calls.soundLocked} <button @click=${() => void this.ui.caller.unlock()}>${calls.unlock}</button>`;
    }
  }

  private row(kind: CallKind) {
    const { alarmPage: t } = this.text;
    const { preferences, caller } = this.ui;
    return html`
      <div class="row">
        <label>
          <input
            type="checkbox"
            .checked=${preferences.sounds.has(kind)}
            @change=${(event: Event) => preferences.setSound(kind, isChecked(event))}
          />
          ${t.kinds[kind]}
        </label>
        <button aria-label=${t.test(t.kinds[kind])} ?disabled=${this.caller.sound === 'missing'} @click=${() => void caller.hear(kind)}>
          <tb-icon small name="sound"></tb-icon>${t.testWord}
        </button>
      </div>
    `;
  }

  private messages() {
    const { alarmPage: t } = this.text;
    const { caller } = this.ui;
    const { notifier } = this.caller;
    const isAllowed = notifier === 'on' || notifier === 'off';
    return html`
      <h3>${t.notifications}</h3>
      <p class="state small">
        ${
          isAllowed
            ? html`<label>
                <input
                  type="checkbox"
                  .checked=${notifier === 'on'}
                  @change=${(event: Event) => void caller.setNotifications(isChecked(event))}
                />
                ${t.notifierStates[notifier]}
              </label>`
            : t.notifierStates[notifier]
        }
        ${notifier === 'ask' ? html`<button @click=${() => void caller.setNotifications(true)}>${t.allowNotifications}</button>` : nothing}
      </p>
    `;
  }
}

function isChecked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked;
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-alarm-calling': TbAlarmCalling;
  }
}

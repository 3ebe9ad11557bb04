import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { type Notice, noticesOf } from '../state/notices';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import type { FaultText } from '../text/keys';
import './tb-icon';

/** So many are told in full; the rest waits behind a disclosure. */
const IN_FULL = 2;

/** The banner: what is wrong, why, and what to do. Alarms interrupt a screen reader, warnings wait for a pause. */
@customElement('tb-notices')
export class TbNotices extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      article {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 var(--tb-space-3);
        padding: var(--tb-space-3) var(--tb-space-5);
        border-block-end: var(--tb-line) solid var(--tb-warning);
        background: var(--tb-warning-soft);
      }
      article.alarm {
        border-color: var(--tb-alarm);
        background: var(--tb-alarm-soft);
      }
      tb-icon {
        color: var(--tb-warning);
      }
      .alarm tb-icon {
        color: var(--tb-alarm);
      }
      .title {
        font-weight: 650;
      }
      .body {
        max-width: 76rem;
      }
      .more {
        padding-inline: var(--tb-space-5);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
      }
      .more article {
        padding-inline: 0;
        background: none;
        border: 0;
      }
      @media (max-width: 44rem) {
        article,
        .more {
          padding-inline: var(--tb-space-4);
        }
      }
    `,
  ];

  private readonly notices = new SelectController(this, noticesOf);

  override render() {
    const notices = this.notices.value;
    const shown = notices.slice(0, IN_FULL);
    const rest = notices.slice(IN_FULL);
    const { shell } = this.text;
    // Both regions stay in the page: a screen reader only speaks of changes in a region it already knows.
    return html`
      <section aria-label=${shell.notices}>
        <div role="alert">${shown.filter(({ severity }) => severity === 'alarm').map((notice) => this.notice(notice))}</div>
        <div role="status">${shown.filter(({ severity }) => severity === 'warning').map((notice) => this.notice(notice))}</div>
        ${
          rest.length === 0
            ? nothing
            : html`<details class="more">
                <summary><tb-icon small name="open"></tb-icon>${shell.more(this.format.count(rest.length))}</summary>
                ${rest.map((notice) => this.notice(notice))}
              </details>`
        }
      </section>
    `;
  }

  private notice(notice: Notice) {
    const { title, cause, action } = this.words(notice);
    const { shell } = this.text;
    return html`
      <article class=${notice.severity}>
        <tb-icon name=${notice.severity}></tb-icon>
        <div class="body">
          <p class="title"><span class="unseen">${shell.tones[notice.severity]}: </span>${title}</p>
          <p>${cause} ${action}</p>
          ${notice.kind === 'fault' && notice.fault.detail !== '' ? html`<p class="small quiet mono">${notice.fault.detail}</p>` : nothing}
        </div>
      </article>
    `;
  }

  private words(notice: Notice): FaultText {
    switch (notice.kind) {
      case 'fault':
        return this.text.faults[notice.fault.code];
      case 'bridge-silent':
        return this.text.bridgeSilent;
      case 'bridge-failing':
        return this.text.watchdog.failing;
      case 'bridge-restarted': {
        const { reason, silentMs, at } = notice.restart;
        const { reasons, restarted } = this.text.watchdog;
        return { cause: reasons[reason](this.format.duration(silentMs)), ...restarted(this.format.clockSeconds(at)) };
      }
      case 'battery': {
        const { items, actions } = this.text.alarms;
        const item = items[notice.item];
        return { title: item.name, cause: item[notice.severity], action: actions[notice.item] };
      }
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-notices': TbNotices;
  }
}

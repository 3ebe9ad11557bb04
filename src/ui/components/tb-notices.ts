import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AlarmEntry } from '../../bridge/alarms-contract';
import { type Notice, noticesOf, quietOf } from '../state/notices';
import { OutcomeController } from '../state/outcome-controller';
import { hashOf, type Page } from '../state/route';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import { LOST } from '../styles/lost';
import { alarmWords } from '../text/alarm-words';
import { FAULT_SECTIONS, LINK_SECTIONS, sectionOfAlarm } from '../manual/places';
import type { Section } from '../manual/sections';
import type { FaultText } from '../text/keys';
import './tb-failure';
import './tb-icon';
import './tb-sound-lock';

/** So many are told in full; the rest waits behind a disclosure. */
const IN_FULL = 2;

interface Words extends FaultText {
  /** The cell or sensor with its value, where there is one. */
  readonly measured?: string;
}

/**
 * The banner: what is wrong, why, and what to do. A screen reader is told of alarms at once and of warnings at the next pause, by their
 * title: values that change are not spoken again and again.
 */
@customElement('tb-notices')
export class TbNotices extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    LOST,
    css`
      article {
        display: grid;
        grid-template-columns: auto 1fr auto;
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
      .measured {
        font-variant-numeric: tabular-nums;
        font-weight: 550;
      }
      .doing {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: end;
        gap: var(--tb-space-1) var(--tb-space-2);
      }
      .doing a {
        display: inline-flex;
        align-items: center;
        min-height: var(--tb-target);
        padding-inline: var(--tb-space-2);
        color: inherit;
      }
      .spoken {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      tb-failure {
        padding-inline: var(--tb-space-5);
      }
      .more,
      .quiet-line {
        padding-inline: var(--tb-space-5);
        border-block-end: var(--tb-line) solid var(--tb-hairline);
      }
      .quiet-line a {
        display: inline-flex;
        align-items: center;
        gap: var(--tb-space-2);
        min-height: var(--tb-target);
        color: var(--tb-quiet);
        font-size: var(--tb-text-small);
      }
      .quiet-line tb-icon {
        color: inherit;
      }
      .more article {
        padding-inline: 0;
        background: none;
        border: 0;
      }
      @media (max-width: 44rem) {
        article,
        .more,
        .quiet-line {
          padding-inline: var(--tb-space-4);
        }
        article {
          grid-template-columns: auto 1fr;
        }
        .doing {
          grid-column: 2;
          justify-content: start;
        }
        /* Two alarms in full would fill a phone; the page that Details leads to has the rest. */
        [data-kind='alarm'] :is(.why, tb-manual-link),
        .lost ~ .lost :is(.why, .note, tb-manual-link) {
          display: none;
        }
      }
    `,
  ];

  /** The page under the banner: the one of the alarms tells them itself. */
  @property() page: Page | undefined;

  private readonly notices = new SelectController(this, noticesOf);
  private readonly quiet = new SelectController(this, quietOf);
  private readonly severalPacks = new SelectController(this, ({ view }) => (view?.packs.length ?? 0) > 1);
  private readonly doing = new OutcomeController(this);

  override render() {
    const notices = this.notices.value;
    const drawn = this.page === 'alarms' ? notices.filter(({ kind }) => kind !== 'alarm') : notices;
    const shown = drawn.slice(0, IN_FULL);
    const rest = drawn.slice(IN_FULL);
    const { shell } = this.text;
    // Both regions stay in the page: a screen reader only speaks of changes in a region it already knows.
    return html`
      <section aria-label=${shell.notices}>
        <div role="alert" class="spoken">${this.spoken(notices, 'alarm')}</div>
        <div role="status" class="spoken">${this.spoken(notices, 'warning')}</div>
        ${notices.length > 0 ? html`<tb-sound-lock></tb-sound-lock>` : nothing} ${shown.map((notice) => this.notice(notice))}
        ${
          rest.length === 0
            ? nothing
            : html`<details class="more">
                <summary><tb-icon small name="open"></tb-icon>${shell.more(this.format.count(rest.length))}</summary>
                ${rest.map((notice) => this.notice(notice))}
              </details>`
        }
        <tb-failure .failure=${this.doing.failure}></tb-failure> ${this.page === 'alarms' ? nothing : this.quietLine()}
      </section>
    `;
  }

  private spoken(notices: readonly Notice[], severity: Notice['severity']) {
    const { shell } = this.text;
    return notices
      .filter((notice) => notice.severity === severity)
      .map((notice) => html`<p>${this.sentence(shell.tones[severity], this.words(notice))}</p>`);
  }

  private sentence(tone: string, { title, action }: Words): string {
    return `${tone}: ${title}. ${action}`;
  }

  private notice(notice: Notice) {
    const { title, measured, cause, action } = this.words(notice);
    const { shell, calls } = this.text;
    const lost = notice.kind === 'lost';
    return html`
      <article class="${notice.severity} ${lost ? 'lost' : ''}" data-kind=${notice.kind}>
        <tb-icon name=${lost ? 'unlinked' : notice.severity}></tb-icon>
        <div class="body">
          <p class="title"><span class="unseen">${shell.tones[notice.severity]}: </span>${title}</p>
          ${measured ? html`<p class="measured">${measured}</p>` : nothing}
          <p class="why">${cause} ${action}</p>
          ${notice.kind === 'lost' ? html`<p class="small note">${calls.lostNotes[notice.link]}</p>` : nothing}
          ${notice.kind === 'fault' && notice.fault.detail !== '' ? html`<p class="small quiet mono">${notice.fault.detail}</p>` : nothing}
        </div>
        ${this.buttons(notice)}
      </article>
    `;
  }

  private buttons(notice: Notice) {
    const entries = notice.kind === 'alarm' ? [notice.entry] : notice.kind === 'lost' ? notice.entries : [];
    const { calls } = this.text;
    return html`
      <div class="doing">
        <tb-manual-link .section=${sectionFor(notice)}></tb-manual-link>
        ${
          entries.length === 0
            ? nothing
            : html`
                <a href=${hashOf('alarms')}>${calls.details}</a>
                <button ?disabled=${this.doing.busy} @click=${() => this.acknowledge(entries)}>${calls.acknowledge}</button>
              `
        }
      </div>
    `;
  }

  private quietLine() {
    const count = this.quiet.value;
    if (count === 0) return nothing;
    return html`<p class="quiet-line">
      <a href=${hashOf('alarms')}><tb-icon small name="alarms"></tb-icon>${this.text.calls.quiet(this.format.count(count))}</a>
    </p>`;
  }

  private acknowledge(entries: readonly AlarmEntry[]): void {
    void this.doing.run(() => this.ui.alarms.acknowledge(entries.map(({ id }) => id)));
  }

  private words(notice: Notice): Words {
    switch (notice.kind) {
      case 'fault':
        return this.text.faults[notice.fault.code];
      case 'lost':
        return this.lostWords(notice);
      case 'bridge-failing':
        return this.text.watchdog.failing;
      case 'bridge-restarted': {
        const { reason, silentMs, at } = notice.restart;
        const { reasons, restarted } = this.text.watchdog;
        return { cause: reasons[reason](this.format.duration(silentMs)), ...restarted(this.format.clockSeconds(at)) };
      }
      case 'alarm': {
        const { title, meaning, measured, action } = this.alarmWords(notice.entry);
        return { title, measured, cause: meaning, action };
      }
    }
  }

  private lostWords({ link, entries }: Extract<Notice, { kind: 'lost' }>): Words {
    const { calls, bridgeSilent } = this.text;
    const [entry] = entries;
    const about = entry ? this.alarmWords(entry) : { ...bridgeSilent, meaning: bridgeSilent.cause };
    return { title: calls.lostLink(calls.lost[link]), cause: `${about.title}. ${about.meaning}`, action: about.action };
  }

  private alarmWords(entry: AlarmEntry) {
    return alarmWords(entry, this.text, { format: this.format, severalPacks: this.severalPacks.value });
  }
}

/** What the owner will ask now. */
function sectionFor(notice: Notice): Section {
  switch (notice.kind) {
    case 'fault':
      return FAULT_SECTIONS[notice.fault.code];
    case 'lost':
      return LINK_SECTIONS[notice.link];
    case 'alarm':
      return sectionOfAlarm(notice.entry);
    case 'bridge-failing':
    case 'bridge-restarted':
      return LINK_SECTIONS.worker;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-notices': TbNotices;
  }
}

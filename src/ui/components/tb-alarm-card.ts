import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AlarmEntry } from '../../bridge/alarms-contract';
import { sectionOfAlarm } from '../manual/places';
import { isLoud, wallTimeOf } from '../state/alarms';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { LOST } from '../styles/lost';
import { BASE, CONTROLS } from '../styles/shared';
import { alarmWords, valueWords } from '../text/alarm-words';
import './tb-icon';
import './tb-manual-link';

/** What can be chosen [min]; the bridge has the last word on how long it may be. */
const SNOOZES = { link: [10, 60], alarm: [10, 60], warning: [10, 60, 480] } as const;

/** One alarm that lasts: what, where, since when, why, what to do, and what the owner says to it. */
@customElement('tb-alarm-card')
export class TbAlarmCard extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    LOST,
    css`
      article {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--tb-space-1) var(--tb-space-3);
        padding: var(--tb-space-4);
        border: var(--tb-line) solid var(--tb-warning);
        border-radius: var(--tb-radius-2);
        background: var(--tb-warning-soft);
      }
      article.alarm {
        border-color: var(--tb-alarm);
        background: var(--tb-alarm-soft);
      }
      article > tb-icon {
        color: var(--tb-warning);
      }
      article.alarm > tb-icon {
        color: var(--tb-alarm);
      }
      article.calm {
        border: var(--tb-line) solid var(--tb-hairline);
        background: none;
      }
      article.calm > tb-icon {
        color: var(--tb-quiet);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 var(--tb-space-4);
      }
      h3 {
        font-weight: 650;
      }
      .body {
        display: grid;
        gap: var(--tb-space-1);
        max-width: 60rem;
      }
      .measured {
        font-variant-numeric: tabular-nums;
        font-weight: 550;
      }
      .doing {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--tb-space-2);
        margin-block-start: var(--tb-space-2);
      }
    `,
  ];

  @property({ attribute: false }) entry!: AlarmEntry;

  private readonly moment = new SelectController(
    this,
    (snapshot) => ({ wallTime: Math.floor(wallTimeOf(snapshot) / 1000) * 1000, severalPacks: (snapshot.view?.packs.length ?? 0) > 1 }),
    'figures',
  );
  private readonly doing = new OutcomeController(this);

  override render() {
    const { entry, format } = this;
    const { alarmPage: t, calls, shell, batteryAlarms } = this.text;
    const { wallTime, severalPacks } = this.moment.value;
    const speaking = { format, severalPacks };
    const { title, meaning, measured, raisedBy, action } = alarmWords(entry, this.text, speaking);
    const loud = isLoud(entry, wallTime);
    const { subject, level, worst, latest, number } = entry;
    const lost = subject.family === 'link';
    const isWorse = subject.family === 'battery' && worst && latest && worst.value !== latest.value;
    return html`
      <article class="${level} ${lost ? 'lost' : ''} ${loud ? '' : 'calm'}">
        <tb-icon name=${lost ? 'unlinked' : level}></tb-icon>
        <div class="body">
          <header>
            <h3>
              <span class="unseen">${shell.tones[level]}: </span>${lost ? `${calls.lostLink(calls.lost[subject.link])} — ${title}` : title}
            </h3>
            <span class="small quiet">
              ${batteryAlarms.levels[level]}${number === undefined ? nothing : ` · ${t.number(this.format.count(number))}`}
            </span>
          </header>
          ${measured === '' ? nothing : html`<p class="measured">${measured}</p>`}
          ${isWorse ? html`<p class="small quiet">${t.worst(valueWords(subject.code, worst, this.text, speaking), format.clockSeconds(worst.at))}</p>` : nothing}
          <p>${meaning} ${raisedBy}</p>
          <p>${action}</p>
          <tb-manual-link .section=${sectionOfAlarm(entry)}></tb-manual-link>
          ${entry.detail === '' ? nothing : html`<p class="small quiet mono">${entry.detail}</p>`}
          <p class="small quiet">
            ${t.since(format.short(entry.begin), format.span((wallTime - entry.begin) / 1000))}
            ${entry.acknowledgedAt === undefined ? nothing : html` · ${t.acknowledged(format.clock(entry.acknowledgedAt))}`}
            ${entry.snooze === undefined || loud ? nothing : html` · ${t.snoozed(format.clock(entry.snooze.until))}`}
          </p>
          ${this.buttons(loud)}
        </div>
      </article>
    `;
  }

  private buttons(loud: boolean) {
    const { entry, format } = this;
    const { alarmPage: t, calls } = this.text;
    if (entry.acknowledgedAt !== undefined) return nothing;
    const { alarms } = this.ui;
    const button = (label: string, request: () => Promise<void>) =>
      html`<button ?disabled=${this.doing.busy} @click=${() => void this.doing.run(request)}>${label}</button>`;
    const kind = entry.subject.family === 'link' ? 'link' : entry.level;
    return html`<div class="doing">
      ${button(calls.acknowledge, () => alarms.acknowledge([entry.id]))}
      ${
        loud
          ? SNOOZES[kind].map((minutes) => button(t.snooze(format.span(minutes * 60)), () => alarms.snooze(entry.id, minutes)))
          : button(t.wake, () => alarms.snooze(entry.id, 0))
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-alarm-card': TbAlarmCard;
  }
}

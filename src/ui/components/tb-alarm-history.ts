import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { AlarmEntry } from '../../bridge/alarms-contract';
import { UNKNOWN } from '../format/format';
import { LatestController } from '../state/latest-controller';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { TABLE } from '../styles/table';
import { alarmWords, valueWords } from '../text/alarm-words';
import type { TbConfirm } from './tb-confirm';
import './tb-confirm';
import './tb-failure';
import './tb-state-mark';

const PAGE = 50;

/** Alarms of the past, newest first. */
@customElement('tb-alarm-history')
export class TbAlarmHistory extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    TABLE,
    css`
      th,
      td {
        text-align: start;
        vertical-align: top;
      }
      td {
        min-width: 6rem;
      }
      td:nth-child(2) {
        min-width: 12rem;
      }
      tb-state-mark {
        align-items: start;
      }
      @media (max-width: 44rem) {
        /* One alarm below the other: nothing has to be pushed aside to be read. */
        table,
        tbody,
        tr,
        td {
          display: block;
        }
        thead {
          display: none;
        }
        tr {
          padding-block: var(--tb-space-2);
          border-block-end: var(--tb-line) solid var(--tb-hairline);
        }
        td {
          padding: 0.125rem 0;
          border: 0;
        }
        td[data-name]::before {
          content: attr(data-name) ': ';
          color: var(--tb-quiet);
        }
      }
      .doing {
        display: flex;
        flex-wrap: wrap;
        gap: var(--tb-space-2);
        margin-block-start: var(--tb-space-4);
      }
    `,
  ];

  @state() private wanted = PAGE;
  @query('tb-confirm') private readonly confirm!: TbConfirm;

  /** Asked anew whenever something has begun, ended or been acknowledged. */
  private readonly known = new SelectController(this, ({ view }) => ({
    mode: view?.mode,
    lasting: new Set(view?.activeAlarms.map(({ id }) => id)),
    turns: view?.activeAlarms.map(({ id, level, acknowledgedAt }) => `${id} ${level} ${acknowledgedAt}`).join(),
    severalPacks: (view?.packs.length ?? 0) > 1,
  }));
  private readonly entries = new LatestController<readonly AlarmEntry[]>(this);
  private readonly doing = new OutcomeController(this);

  override render() {
    const { alarmPage: t } = this.text;
    const { mode, turns } = this.known.value;
    const { wanted } = this;
    if (mode) this.entries.ask(mode, `${turns} ${wanted}`, () => this.ui.alarms.list(mode, Infinity, wanted + 1));
    const entries = this.entries.answer;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head"><h2 id="title">${t.history}</h2></div>
        ${this.entries.failure === undefined ? nothing : html`<p role="alert">${t.failed(this.entries.failure)}</p>`}
        ${entries === undefined ? nothing : entries.length === 0 ? html`<p class="quiet">${t.noHistory}</p>` : this.table(entries.slice(0, wanted))}
        <div class="doing">
          ${entries && entries.length > wanted ? html`<button @click=${() => (this.wanted += PAGE)}>${t.more}</button>` : nothing}
          ${
            entries?.some(({ end }) => end !== undefined)
              ? html`<button ?disabled=${this.doing.busy} @click=${() => void this.clear()}>${t.clear}</button>`
              : nothing
          }
        </div>
        <tb-failure .failure=${this.doing.failure}></tb-failure>
        <tb-confirm></tb-confirm>
      </section>
    `;
  }

  private table(entries: readonly AlarmEntry[]) {
    const { column, history } = this.text.alarmPage;
    return html`
      <div class="scroller" tabindex="0" role="region" aria-label=${history}>
        <table aria-labelledby="title">
          <thead>
            <tr>
              ${(['began', 'what', 'worst', 'lasted', 'you'] as const).map((name) => html`<th scope="col">${column[name]}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${entries.map((entry) => this.row(entry))}
          </tbody>
        </table>
      </div>
    `;
  }

  private row(entry: AlarmEntry) {
    const { format } = this;
    const { alarmPage: t, calls } = this.text;
    const speaking = { format, severalPacks: this.known.value.severalPacks };
    const { subject, worst, worstLevel, begin, acknowledgedAt } = entry;
    const { title } = alarmWords(entry, this.text, speaking);
    return html`
      <tr>
        <td>${format.short(begin)}</td>
        <td>
          <tb-state-mark tone=${worstLevel}>
            <span class="unseen">${this.text.shell.tones[worstLevel]}: </span>
            ${subject.family === 'link' ? `${calls.lostLink(calls.lost[subject.link])} — ${title}` : title}
          </tb-state-mark>
        </td>
        <td data-name=${t.column.worst}>
          ${worst && subject.family === 'battery' ? valueWords(subject.code, worst, this.text, speaking) : UNKNOWN}
        </td>
        <td data-name=${t.column.lasted}>${this.lasted(entry)}</td>
        <td data-name=${t.column.you}>${acknowledgedAt === undefined ? UNKNOWN : t.acknowledged(format.clock(acknowledgedAt))}</td>
      </tr>
    `;
  }

  private lasted({ id, begin, end, seenAt }: AlarmEntry): string {
    const { alarmPage: t } = this.text;
    if (end !== undefined) return this.format.span((end - begin) / 1000);
    return this.known.value.lasting.has(id) ? t.lasting : `${this.format.span((seenAt - begin) / 1000)}, ${t.endUnseen}`;
  }

  private async clear(): Promise<void> {
    const { mode } = this.known.value;
    if (!mode || !(await this.confirm.ask(this.text.alarmPage.clearConfirm))) return;
    await this.doing.run(() => this.ui.alarms.clear(mode));
    this.entries.again();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-alarm-history': TbAlarmHistory;
  }
}

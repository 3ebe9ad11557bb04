import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { Restart } from '../../bridge/watchdog-contract';
import { sendsFromHere } from '../state/in-control';
import type { Tone } from '../state/chain';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { FACTS } from '../styles/facts';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import type { WatchdogView, WorkerState } from '../worker/watchdog-view';
import type { TbConfirm } from './tb-confirm';
import './tb-confirm';
import './tb-failure';
import './tb-manual-link';
import './tb-state-mark';

const TIMEOUTS_S: readonly number[] = [1, 2, 5, 10, 20, 30];

const TONES: Readonly<Record<WorkerState, Tone>> = {
  starting: 'busy',
  answering: 'ok',
  late: 'warning',
  pausing: 'alarm',
  suspended: 'idle',
};

/** The pulse of the worker: what was counted, why it was restarted, and when it shall be. */
@customElement('tb-watchdog-card')
export class TbWatchdogCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    FACTS,
    css`
      dl {
        margin-block-start: var(--tb-space-3);
      }
      .head {
        margin-block-end: var(--tb-space-2);
      }
      .since {
        margin-block-start: var(--tb-space-3);
      }
      .field {
        margin-block: var(--tb-space-4);
      }
      label {
        margin-block-end: var(--tb-space-1);
        font-size: var(--tb-text-small);
      }
      .field p {
        margin-block-start: var(--tb-space-1);
      }
      h3 {
        margin-block: var(--tb-space-4) var(--tb-space-1);
        font-size: var(--tb-text-small);
      }
      li {
        padding-block: var(--tb-space-1);
        padding-inline-start: var(--tb-space-3);
        border-inline-start: 3px solid var(--tb-warning);
      }
      li + li {
        margin-block-start: var(--tb-space-2);
      }
      button {
        width: 100%;
      }
    `,
  ];

  private readonly state = new SelectController(
    this,
    ({ watchdog, view }) => ({ watchdog, timeoutS: view?.configuration.watchdog.timeoutS, inControl: sendsFromHere(view) }),
    'figures',
  );
  private readonly outcome = new OutcomeController(this);
  @query('tb-confirm') private readonly confirm!: TbConfirm;

  override render() {
    const { watchdog, timeoutS } = this.state.value;
    const { watchdog: t } = this.text;
    const f = this.format;
    if (!watchdog) return nothing;
    const { state, startsInMs } = watchdog;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">${t.title}</h2>
          <tb-state-mark tone=${TONES[state]}>${t.states[state]}</tb-state-mark>
        </div>
        ${startsInMs === undefined ? nothing : html`<p>${t.startsIn(f.wholeSeconds(startsInMs))}</p>`}
        <p class="small quiet">${t.help}</p>
        <tb-manual-link section="unattended"></tb-manual-link>
        <dl>
          ${this.facts(watchdog).map(
            ([name, value]) => html`
              <div>
                <dt>${t.facts[name]}</dt>
                <dd>${value}</dd>
              </div>
            `,
          )}
        </dl>
        ${watchdog.newest.length === 0 ? nothing : this.restarts(watchdog.newest)}
        <p class="small quiet since">${t.since[watchdog.begun](f.short(watchdog.since))}</p>
        ${timeoutS === undefined ? nothing : this.timeout(timeoutS)}
        <button @click=${() => void this.restart()}>${t.restart}</button>
        <tb-failure .failure=${this.outcome.failure}></tb-failure>
      </section>
      <tb-confirm></tb-confirm>
    `;
  }

  private facts({ statistics, loop, restarts }: WatchdogView) {
    const { watchdog: t } = this.text;
    const f = this.format;
    const counted = (count: number): string => (count === 0 ? t.none : f.count(count));
    const { beats, misses, meanGapMs, longestGapMs, lostMs } = statistics;
    return [
      ['beats', f.count(beats)],
      ['misses', counted(misses)],
      ['gaps', t.gaps(f.duration(meanGapMs), f.duration(longestGapMs))],
      ['steps', f.count(loop?.steps)],
      ['late', loop ? counted(loop.late) : f.count(undefined)],
      ['longestLate', f.milliseconds(loop && Math.round(loop.longestLateMs))],
      ['longestGap', f.duration(loop?.longestGapMs)],
      ['lost', lostMs === 0 ? t.none : f.duration(lostMs)],
      ['restarts', counted(restarts)],
    ] as const;
  }

  private restarts(newest: readonly Restart[]) {
    const { watchdog: t } = this.text;
    return html`
      <h3 id="restarts">${t.restartsTitle}</h3>
      <ul aria-labelledby="restarts" class="small">
        ${newest.map(
          ({ at, reason, silentMs, detail }) => html`
            <li>
              <span class="quiet">${this.format.short(at)}</span> ${t.reasons[reason](this.format.duration(silentMs))}
              ${detail === '' ? nothing : html`<span class="mono quiet">${detail}</span>`}
            </li>
          `,
        )}
      </ul>
    `;
  }

  private timeout(chosen: number) {
    const { watchdog: t } = this.text;
    const timeouts = TIMEOUTS_S.includes(chosen) ? TIMEOUTS_S : [...TIMEOUTS_S, chosen].sort((a, b) => a - b);
    return html`
      <div class="field">
        <label for="timeout">${t.timeout}</label>
        <select
          id="timeout"
          aria-describedby="timeout-help"
          ?disabled=${this.outcome.busy}
          @change=${(event: Event) => this.setTimeout(event)}
        >
          ${timeouts.map((seconds) => html`<option value=${seconds} .selected=${seconds === chosen}>${this.format.span(seconds)}</option>`)}
        </select>
        <p id="timeout-help" class="small quiet">${t.timeoutHelp}</p>
      </div>
    `;
  }

  private setTimeout({ currentTarget }: Event): void {
    if (!(currentTarget instanceof HTMLSelectElement)) return;
    const timeoutS = Number(currentTarget.value);
    void this.outcome.run(() => this.ui.bridge.configure({ watchdog: { timeoutS } }));
  }

  private async restart(): Promise<void> {
    if (this.state.value.inControl && !(await this.confirm.ask(this.text.watchdog.restartConfirm))) return;
    this.ui.watchdog.restart();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-watchdog-card': TbWatchdogCard;
  }
}

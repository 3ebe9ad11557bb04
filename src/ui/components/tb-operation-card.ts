import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Check, CheckName } from '../../control/checklist';
import type { CheckResult } from '../../control/current-sign';
import type { Operation } from '../../control/state';
import { CHECK_SECTIONS } from '../manual/places';
import type { Tone } from '../state/chain';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { CHECK } from '../styles/check';
import { checkSentence } from '../text/sentences';
import type { TbConfirm } from './tb-confirm';
import './tb-confirm';
import './tb-failure';
import './tb-manual-link';
import './tb-state-mark';

const LEVELS: readonly Operation[] = ['observe', 'shadow', 'live'];
const TONES: Readonly<Record<CheckResult, Tone>> = { proven: 'ok', open: 'idle', failed: 'alarm' };

/** How far the bridge goes, the checklist on the way up, and whether it comes back by itself. */
@customElement('tb-operation-card')
export class TbOperationCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    CHECK,
    css`
      .levels {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
        gap: var(--tb-space-3);
        margin-block-end: var(--tb-space-5);
      }
      .level {
        display: flex;
        flex-direction: column;
        gap: var(--tb-space-2);
        padding: var(--tb-space-3) var(--tb-space-4);
        border: var(--tb-line) solid var(--tb-hairline);
        border-radius: var(--tb-radius-2);
      }
      .level.now {
        border-color: var(--tb-accent);
        box-shadow: inset 0 0 0 1px var(--tb-accent);
      }
      .level h3 {
        display: flex;
        justify-content: space-between;
        gap: var(--tb-space-2);
      }
      .level button {
        margin-block-start: auto;
      }
      .checks {
        margin-block-start: var(--tb-space-3);
      }
      .checks li {
        display: grid;
        grid-template-columns: 6.5rem minmax(0, 1fr);
        gap: 0 var(--tb-space-3);
        padding-block: var(--tb-space-2);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      .checks li > * {
        grid-column: 2;
      }
      .checks tb-state-mark {
        grid-column: 1;
        grid-row: 1;
      }
      .check {
        font-weight: 450;
      }
      .auto {
        margin-block-start: var(--tb-space-3);
        padding-block-start: var(--tb-space-2);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      .auto p {
        padding-inline-start: 1.75rem;
      }
    `,
  ];

  private readonly state = new SelectController(
    this,
    ({ view, now }) => ({
      operation: view?.operation,
      autoStart: view?.configuration.operation.autoStart,
      mode: view?.mode,
      seconds: view?.operation && Math.max(0, Math.floor((now - view.operation.since) / 1000)),
    }),
    'figures',
  );
  private readonly outcome = new OutcomeController(this);
  /** Beside the steps of a guide, which tell the points themselves: only what the owner can answer for. */
  @property({ type: Boolean }) brief = false;
  @state() private accepted: readonly CheckName[] = [];
  @query('tb-confirm') private readonly confirm!: TbConfirm;

  override render() {
    const { operation, autoStart, mode } = this.state.value;
    // A recording is played as it was: there is no level to choose.
    if (!operation || mode === 'replay') return nothing;
    const { operation: t } = this.text;
    const missing = operation.level === 'live' ? [] : this.missing(operation.checks);
    const checks = this.brief ? operation.checks.filter((check) => isAcceptable(check, operation.level)) : operation.checks;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <h2 id="title">${t.title}</h2>
          ${this.brief ? nothing : html`<tb-manual-link section="modes"></tb-manual-link>`}
        </div>
        <ul class="levels">
          ${LEVELS.map((level) => this.level(level, operation.level, missing))}
        </ul>
        ${
          checks.length === 0
            ? nothing
            : html`<h3>${t.checklist}</h3>
                <p class="small quiet">${t.checklistHelp}</p>
                <ol class="checks">
                  ${checks.map((check) => this.check(check, operation.level))}
                </ol>`
        }
        ${operation.level !== 'live' && missing.length > 0 ? html`<p class="small">${t.missing(this.format.count(missing.length))}</p>` : nothing}
        ${mode === 'serial' && !this.brief ? this.autoStart(autoStart === true) : nothing}
        <tb-failure .failure=${this.outcome.failure}></tb-failure>
      </section>
      <tb-confirm></tb-confirm>
    `;
  }

  private level(level: Operation, current: Operation, missing: readonly CheckName[]) {
    const { operation: t } = this.text;
    const { name, text } = t.levels[level];
    const isNow = level === current;
    const since = this.format.span(this.state.value.seconds ?? 0);
    return html`
      <li class="level ${isNow ? 'now' : ''}" aria-current=${isNow ? 'true' : nothing}>
        <h3>${name} ${isNow ? html`<span class="small quiet">${t.now}, ${t.since(since)}</span>` : nothing}</h3>
        <p class="small quiet">${text}</p>
        ${
          isNow
            ? nothing
            : html`<button
                class=${level === 'live' ? 'main' : ''}
                ?disabled=${this.outcome.busy || (level === 'live' && missing.length > 0)}
                @click=${() => void this.operate(level)}
              >
                ${t.go[level]}
              </button>`
        }
      </li>
    `;
  }

  private check(check: Check, level: Operation) {
    const { operation: t } = this.text;
    const { name } = t.checks[check.check];
    return html`
      <li>
        <tb-state-mark tone=${TONES[check.result]}>${t.results[check.result]}</tb-state-mark>
        <p>${name}</p>
        ${this.brief ? nothing : html`<p class="small quiet">${checkSentence(this.text, check, this.format)}</p>`}
        ${check.result === 'proven' || this.brief ? nothing : html`<tb-manual-link .section=${CHECK_SECTIONS[check.check]}></tb-manual-link>`}
        ${
          isAcceptable(check, level)
            ? html`<label class="check small">
                <input
                  type="checkbox"
                  aria-label="${t.accept}: ${name}"
                  .checked=${this.accepted.includes(check.check)}
                  @change=${() => this.toggle(check.check)}
                />
                ${t.accept}
              </label>`
            : nothing
        }
      </li>
    `;
  }

  private autoStart(on: boolean) {
    const { operation: t } = this.text;
    return html`
      <div class="auto">
        <label class="check">
          <input
            type="checkbox"
            .checked=${on}
            ?disabled=${this.outcome.busy}
            aria-describedby="auto-help"
            @change=${() => void this.outcome.run(() => this.ui.bridge.configure({ operation: { autoStart: !on } }))}
          />
          ${t.autoStart}
        </label>
        <p id="auto-help" class="small quiet">${t.autoStartHelp}</p>
      </div>
    `;
  }

  private missing(checks: readonly Check[]): readonly CheckName[] {
    return checks
      .filter(({ check, result }) => !(result === 'proven' || (result === 'open' && this.accepted.includes(check))))
      .map(({ check }) => check);
  }

  private toggle(check: CheckName): void {
    this.accepted = this.accepted.includes(check) ? this.accepted.filter((other) => other !== check) : [...this.accepted, check];
  }

  private async operate(level: Operation): Promise<void> {
    const real = this.state.value.mode === 'serial';
    if (level === 'live' && real && !(await this.confirm.ask(this.text.operation.liveConfirm))) return;
    await this.outcome.run(() => this.ui.bridge.operate(level, this.accepted));
    // What was answered for once is asked again the next time.
    if (level === 'live' && !this.outcome.failure) this.accepted = [];
  }
}

function isAcceptable({ result, acceptable }: Check, level: Operation): boolean {
  return level !== 'live' && result === 'open' && acceptable;
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-operation-card': TbOperationCard;
  }
}

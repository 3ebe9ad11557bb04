import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { CheckName } from '../../control/checklist';
import { CommissionerController } from '../commissioning/commissioner-controller';
import { currentStep, resultOf, STEPS, type Step } from '../commissioning/record';
import { evidenceWords, STEP_SECTIONS, stepName } from '../commissioning/words';
import type { Tone } from '../state/chain';
import { hashOf } from '../state/route';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import { INTRO } from '../styles/intro';
import { STEP } from '../styles/step';
import { checkSentence } from '../text/sentences';
import type { TbConfirm } from '../components/tb-confirm';
import '../components/tb-cable-test';
import '../components/tb-commissioning-report';
import '../components/tb-confirm';
import '../components/tb-icon';
import '../components/tb-manual-link';
import '../components/tb-operation-card';
import '../components/tb-state-mark';

const TONES: Readonly<Record<ReturnType<typeof resultOf>, Tone>> = { proven: 'ok', open: 'idle', failed: 'alarm' };

/** The first start: every step with its proof, what to do for it where it lacks, and the report. */
@customElement('tb-commissioning-page')
export class TbCommissioningPage extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    INTRO,
    STEP,
    css`
      :host {
        container-type: inline-size;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-items: start;
        gap: var(--tb-space-4);
        max-width: 84rem;
      }
      @container (min-width: 60rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr) 20rem;
        }
      }
      .progress {
        display: grid;
        gap: var(--tb-space-2);
        margin-block-end: var(--tb-space-4);
        font-weight: 550;
      }
      progress {
        width: 100%;
        height: 0.5rem;
        accent-color: var(--tb-accent);
      }
      ol > li {
        display: grid;
        grid-template-columns: 2.25rem minmax(0, 1fr) auto;
        gap: var(--tb-space-1) var(--tb-space-3);
        padding-block: var(--tb-space-3);
        border-block-start: var(--tb-line) solid var(--tb-hairline);
      }
      h3 {
        padding-block-start: 0.25rem;
      }
      tb-state-mark {
        padding-block-start: 0.25rem;
        font-weight: 550;
      }
      .body {
        grid-column: 2 / -1;
        display: grid;
        gap: var(--tb-space-2);
      }
      .body > :is(button, .button) {
        justify-self: start;
      }
      @media (max-width: 30rem) {
        .body {
          grid-column: 1 / -1;
        }
      }
      @media print {
        h1,
        .intro,
        .steps {
          display: none;
        }
        .columns {
          display: block;
        }
      }
    `,
  ];

  private told = '';
  @query('tb-confirm') private readonly confirm!: TbConfirm;
  private proven: ReadonlySet<Step> | undefined;

  private readonly state = new SelectController(this, ({ view }) => ({
    mode: view?.mode,
    checks: view?.operation?.checks ?? [],
    display: view?.window.role === 'display',
    sending: view?.phase === 'live',
    limits: view?.limits && ([view.limits.cvl.value, view.limits.ccl.value, view.limits.dcl.value] as const),
  }));

  private readonly first = new CommissionerController(this);

  /** What has just been proven is said once. */
  override willUpdate(): void {
    const record = this.first.commissioner.record;
    if (!record) return;
    const proven = new Set(STEPS.filter((step) => resultOf(record, step) === 'proven'));
    const before = this.proven;
    this.proven = proven;
    const fresh = before && [...proven].filter((step) => !before.has(step));
    if (fresh && fresh.length > 0) this.told = fresh.map((step) => this.text.commissioning.told(stepName(this.text, step))).join('. ');
  }

  override render() {
    const { commissioning: t, pages } = this.text;
    const record = this.first.commissioner.record;
    if (!record || !this.state.value.mode)
      return html`<h1 tabindex="-1">${pages.commissioning}</h1>
        <p class="quiet">${this.text.starting}</p>`;
    const done = STEPS.filter((step) => resultOf(record, step) === 'proven').length;
    const progress = t.progress(this.format.count(done), this.format.count(STEPS.length));
    return html`
      <h1 tabindex="-1">${pages.commissioning}</h1>
      <p class="intro quiet">${t.intro}</p>
      <div class="columns">
        <section class="card steps" aria-labelledby="progress">
          ${this.state.value.display ? html`<p class="small">${t.display}</p>` : nothing}
          <div class="progress">
            <h2 id="progress">${progress}</h2>
            <progress max=${STEPS.length} .value=${done} aria-label=${progress}></progress>
          </div>
          <p role="status" class="unseen">${this.told}</p>
          <ol>
            ${STEPS.map((step, at) => this.step(step, at + 1, step === currentStep(record)))}
          </ol>
        </section>
        <tb-commissioning-report .record=${record} @begin-anew=${() => void this.begin()}></tb-commissioning-report>
      </div>
      <tb-confirm></tb-confirm>
    `;
  }

  private step(step: Step, number: number, isNow: boolean) {
    const record = this.first.commissioner.record;
    if (!record) return nothing;
    const { operation, commissioning: t } = this.text;
    const result = resultOf(record, step);
    const found = record.steps[step];
    return html`
      <li class=${isNow ? 'now' : ''} aria-current=${isNow ? 'step' : nothing} data-step=${step}>
        <span class="badge" aria-hidden="true">
          ${result === 'proven' ? html`<tb-icon small name="check"></tb-icon>` : this.format.count(number)}
        </span>
        <h3>${stepName(this.text, step)}</h3>
        <tb-state-mark tone=${TONES[result]}>${operation.results[result]}</tb-state-mark>
        <div class="body">
          ${
            found
              ? html`<p class="small quiet">
                  ${step === 'cable' ? nothing : evidenceWords(this.text, found.evidence, found.result, this.format)}
                  ${t.provenAt(this.format.short(found.at))}
                </p>`
              : nothing
          }
          ${this.doing(step, result)}
          ${result === 'proven' ? nothing : html`<tb-manual-link .section=${STEP_SECTIONS[step]}></tb-manual-link>`}
        </div>
      </li>
    `;
  }

  /** What the owner can do for a step. */
  private doing(step: Step, result: ReturnType<typeof resultOf>) {
    const { commissioning: t } = this.text;
    switch (step) {
      case 'live':
        if (result === 'proven' && this.state.value.sending) return nothing;
        return html`<p class="small">${t.steps.live.help}</p>
          <tb-operation-card brief></tb-operation-card>`;
      case 'frames':
        return result === 'proven' ? nothing : html`<p class="small">${t.steps.frames.help}</p>`;
      case 'shown':
        return result === 'proven' ? nothing : this.comparing();
      case 'cable':
        return html`<p class="small">${t.steps.cable.help}</p>
          <tb-cable-test></tb-cable-test>`;
      default:
        return result === 'open' ? this.missing(step) : nothing;
    }
  }

  /** What is still missing, in the words of the checklist. */
  private missing(step: CheckName) {
    const check = this.state.value.checks.find((each) => each.check === step);
    return html`
      <p class="small">${check ? checkSentence(this.text, check, this.format) : this.text.starting}</p>
      ${step === 'battery' || step === 'adapter' ? html`<a class="button" href=${hashOf('connection')}>${this.text.pages.connection}</a>` : nothing}
    `;
  }

  private comparing() {
    const { commissioning: t } = this.text;
    const { limits, sending } = this.state.value;
    const f = this.format;
    return html`
      <p class="small">${t.steps.shown.help}</p>
      ${
        sending && limits
          ? html`<p>
              ${t.limits(f.measure('voltageLimit', limits[0]), f.measure('currentLimit', limits[1]), f.measure('currentLimit', limits[2]))}
            </p>`
          : nothing
      }
      <button ?disabled=${!sending} @click=${() => this.first.commissioner.confirmShown()}>${t.confirm}</button>
    `;
  }

  private async begin(): Promise<void> {
    if (await this.confirm.ask(this.text.commissioning.report.againConfirm)) this.first.commissioner.begin();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-commissioning-page': TbCommissioningPage;
  }
}

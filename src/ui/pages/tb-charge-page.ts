import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Considered, ParameterTable } from '../../bridge/charge-contract';
import type { ParameterKey } from '../../control/law/parameter-table';
import type { ChargeSettings } from '../../control/owner';
import type { Battery } from '../../battery/battery';
import '../components/tb-charge-advice';
import '../components/tb-charge-draft';
import '../components/tb-charge-measures';
import '../components/tb-charge-parameters';
import type { ChoiceEvent, WorkingPoints } from '../components/tb-charge-parameters';
import '../components/tb-charge-path';
import '../components/tb-charge-trial';
import type { TableEvent } from '../components/tb-derating';
import '../components/tb-limits-card';
import type { ParameterEvent } from '../components/tb-parameter-row';
import { freshnessAt } from '../state/bridge-store';
import { type Draft, NO_DRAFT, chosen, hasWrongFields, isEmpty, typed, wishedBy } from '../state/draft';
import { isShown } from '../state/freshness';
import { LatestController } from '../state/latest-controller';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE } from '../styles/shared';

function pointsOf(battery: Battery | undefined): WorkingPoints {
  const at = (...values: readonly (number | undefined)[]) => values.filter((value) => value !== undefined);
  const temperatures = at(battery?.coldest.celsius, battery?.hottest.celsius);
  return {
    chargeByVoltage: at(battery?.highestCell.voltage),
    dischargeByVoltage: at(battery?.lowestCell.voltage),
    chargeByTemperature: temperatures,
    dischargeByTemperature: temperatures,
    chargeBySoc: at(battery?.stateOfCharge),
  };
}

/** Where the charge is, why the limits are what they are, and everything that can be set about it. */
@customElement('tb-charge-page')
export class TbChargePage extends TbElement {
  static override styles = [
    BASE,
    css`
      :host {
        container-type: inline-size;
      }
      .intro {
        margin-block-end: var(--tb-space-4);
      }
      .cards {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--tb-space-4);
      }
      .wide {
        grid-column: 1 / -1;
      }
      tb-charge-draft {
        position: sticky;
        inset-block-end: var(--tb-space-3);
        z-index: 1;
      }
      @container (min-width: 60rem) {
        .cards {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
      }
      @media (max-width: 44rem) {
        tb-charge-draft {
          inset-block-end: 4.5rem;
        }
      }
    `,
  ];

  @state() private draft: Draft<ChargeSettings> = NO_DRAFT;

  private readonly state = new SelectController(
    this,
    (snapshot) => {
      const { view } = snapshot;
      return {
        stored: view?.configuration.charge,
        parameters: view?.parameters,
        trial: view?.trial?.wishes,
        simulated: view?.mode === 'simulation',
        battery: isShown(freshnessAt(snapshot, view?.batteryAt)) ? view?.battery : undefined,
      };
    },
    'figures',
  );
  private adopted = false;
  /** Wishes that a trial was last asked for; `undefined` while none is wanted, though the view may still show one that ends. */
  private asked: string | undefined;
  private readonly table = new LatestController<ParameterTable>(this);
  private readonly considering = new LatestController<{ readonly wished: string; readonly considered: Considered | undefined }>(this);
  private readonly outcome = new OutcomeController(this);

  override willUpdate(): void {
    this.table.ask('table', '', () => this.ui.charge.table());
    const { stored, parameters, trial } = this.state.value;
    if (!stored) return;
    // A trial outlives the page: its wishes are the changes that it began with.
    if (trial && !this.adopted) {
      this.draft = chosen(NO_DRAFT, stored, trial);
      this.asked = JSON.stringify(trial);
    }
    this.adopted = true;
    const wished = wishedBy(stored, this.draft);
    const question = JSON.stringify([wished, parameters?.fromBms]);
    this.considering.ask('wishes', question, async () => ({
      wished: JSON.stringify(wished),
      considered: await this.ui.charge.consider(wished),
    }));
  }

  override updated(): void {
    const { stored, trial } = this.state.value;
    if (!stored || !trial || this.asked === undefined || this.outcome.busy || hasWrongFields(this.draft)) return;
    // What is tried follows what is typed, as long as it breaks no rule.
    const wished = JSON.stringify(wishedBy(stored, this.draft));
    if (wished === JSON.stringify(trial) || wished === this.asked) return;
    const { answer } = this.considering;
    if (answer?.wished === wished && answer.considered?.violations.length === 0) void this.tryOut();
  }

  override render() {
    const { stored, parameters, simulated, battery, trial } = this.state.value;
    const table = this.table.answer;
    const { answer } = this.considering;
    const considered = isEmpty(this.draft) ? undefined : answer?.considered;
    return html`
      <h1 tabindex="-1">${this.text.pages.charge}</h1>
      <p class="intro quiet">${this.text.chargePage.intro}</p>
      <div class="cards">
        <tb-charge-path class="wide"></tb-charge-path>
        <tb-limits-card detailed></tb-limits-card>
        <tb-charge-measures></tb-charge-measures>
        <tb-charge-advice class="wide"></tb-charge-advice>
        ${
          stored && table
            ? html`
                <tb-charge-parameters
                  class="wide"
                  .stored=${stored}
                  .draft=${this.draft}
                  .table=${table}
                  .view=${parameters}
                  .considered=${considered}
                  .points=${pointsOf(battery)}
                  ?simulated=${simulated}
                  @tb-parameter=${(event: ParameterEvent) => this.onParameter(event, table)}
                  @tb-table=${this.onTable}
                  @tb-choice=${this.onChoice}
                ></tb-charge-parameters>
                ${trial ? html`<tb-charge-trial class="wide" @tb-end-trial=${this.endTrial}></tb-charge-trial>` : nothing}
                ${
                  isEmpty(this.draft)
                    ? nothing
                    : html`<tb-charge-draft
                        class="wide"
                        .stored=${stored}
                        .draft=${this.draft}
                        .table=${table}
                        .considered=${considered}
                        ?checked=${answer?.wished === JSON.stringify(wishedBy(stored, this.draft))}
                        ?known=${parameters !== undefined}
                        ?tried=${trial !== undefined}
                        ?busy=${this.outcome.busy}
                        .failure=${this.outcome.failure}
                        @tb-try=${this.tryOut}
                        @tb-apply=${this.apply}
                        @tb-discard=${this.discard}
                      ></tb-charge-draft>`
                }
              `
            : nothing
        }
      </div>
    `;
  }

  private onParameter({ detail: { key, text } }: ParameterEvent, { numbers }: ParameterTable): void {
    const { stored } = this.state.value;
    if (stored) this.draft = typed(this.draft, stored, key as ParameterKey, numbers[key as ParameterKey], text);
  }

  private onTable({ detail: { key, table } }: TableEvent): void {
    const { stored } = this.state.value;
    if (stored) this.draft = chosen(this.draft, stored, { [key]: table });
  }

  private onChoice({ detail }: ChoiceEvent): void {
    const { stored } = this.state.value;
    if (stored) this.draft = chosen(this.draft, stored, detail);
  }

  private async tryOut(): Promise<void> {
    const { stored } = this.state.value;
    if (!stored) return;
    const wished = wishedBy(stored, this.draft);
    this.asked = JSON.stringify(wished);
    await this.outcome.run(() => this.ui.charge.tryOut(wished));
  }

  private async apply(): Promise<void> {
    const { draft } = this;
    await this.outcome.run(() => this.ui.bridge.configure({ charge: draft.values }));
    if (this.outcome.failure === undefined) this.discard();
  }

  private discard(): void {
    this.draft = NO_DRAFT;
    this.outcome.failure = undefined;
    this.endTrial();
  }

  private endTrial(): void {
    this.asked = undefined;
    if (this.state.value.trial) void this.ui.charge.endTrial();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-charge-page': TbChargePage;
  }
}

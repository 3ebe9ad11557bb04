import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { CableTimes } from '../commissioning/cable-test';
import { hasPassed } from '../commissioning/cable-test';
import { CommissionerController } from '../commissioning/commissioner-controller';
import { cableRows } from '../commissioning/words';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import { TABLE } from '../styles/table';
import './tb-failure';
import './tb-state-mark';

const CABLE_FAULT = 'bms-cable-pulled';

/** The owner pulls the cable of the BMS and puts it back; what happens is timed. In a simulation there is a button for the cable. */
@customElement('tb-cable-test')
export class TbCableTest extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    TABLE,
    css`
      :host {
        display: grid;
        gap: var(--tb-space-3);
      }
      .say {
        padding: var(--tb-space-3) var(--tb-space-4);
        border: 2px solid var(--tb-accent);
        border-radius: var(--tb-radius-2);
        font-weight: 550;
      }
      .say p + p {
        font-weight: 450;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        font-size: var(--tb-text-small);
      }
    `,
  ];

  private readonly first = new CommissionerController(this);
  private readonly state = new SelectController(
    this,
    ({ view, now }) => ({
      live: view?.phase === 'live',
      /** Only a simulated cable can be pulled from here. */
      pulled: view?.simulation?.faults.find(({ name }) => name === CABLE_FAULT)?.active,
      now: Math.floor(now / 1000) * 1000,
    }),
    'figures',
  );
  private readonly outcome = new OutcomeController(this);

  override render() {
    const test = this.first.commissioner.cable;
    const { cable: t } = this.text.commissioning;
    switch (test.phase) {
      case 'idle':
        return html`${this.kept()}${this.start(t.start)}`;
      case 'done':
        return html`${this.kept()}${this.start(t.again)}`;
      case 'ended':
        return html`<p role="status">${t.ends[test.why]}</p>
          ${this.kept()}${this.start(t.again)}`;
      case 'armed':
        return this.under(t.phases.armed, undefined, true);
      case 'out':
        return this.under(test.silent ? t.putBack : t.phases.out, test.lastReadingAt, test.silent);
      case 'back':
        return this.under(t.phases.back, undefined, false);
    }
  }

  /** Times of the test that counts. */
  private kept() {
    const evidence = this.first.commissioner.record?.steps.cable?.evidence;
    return evidence?.step === 'cable' ? this.times(evidence.times) : nothing;
  }

  private start(name: string) {
    const { live } = this.state.value;
    return html`
      <div class="buttons">
        <button ?disabled=${!live} aria-describedby=${live ? nothing : 'why'} @click=${() => this.first.commissioner.startCableTest()}>
          ${name}
        </button>
      </div>
      ${live ? nothing : html`<p id="why" class="small quiet">${this.text.commissioning.cable.notLive}</p>`}
    `;
  }

  /** @param isTurn - now it is up to the owner to touch the cable */
  private under(words: string, since: number | undefined, isTurn: boolean) {
    const { cable: t } = this.text.commissioning;
    const { pulled, now } = this.state.value;
    return html`
      <div class="say">
        <p role="alert">${words}</p>
        ${since === undefined ? nothing : html`<p>${t.without(this.format.wholeSeconds(Math.max(0, now - since)))}</p>`}
      </div>
      <div class="buttons">
        ${
          pulled === undefined
            ? nothing
            : html`<button
                class=${isTurn ? 'main' : ''}
                ?disabled=${this.outcome.busy}
                @click=${() => void this.outcome.run(() => this.ui.bridge.injectFault(CABLE_FAULT, !pulled))}
              >
                ${pulled ? t.plug : t.pull}
              </button>`
        }
        <button @click=${() => this.first.commissioner.cancelCableTest()}>${t.cancel}</button>
      </div>
      <tb-failure .failure=${this.outcome.failure}></tb-failure>
    `;
  }

  private times(times: CableTimes) {
    const { cable: t } = this.text.commissioning;
    const passed = hasPassed(times);
    return html`
      <p role="status"><tb-state-mark tone=${passed ? 'ok' : 'alarm'}>${passed ? t.passed : t.notPassed}</tb-state-mark></p>
      <div class="scroller">
        <table>
          <thead>
            <tr>
              <th scope="col">${t.column.what}</th>
              <th scope="col">${t.column.time}</th>
              <th scope="col">${t.column.verdict}</th>
            </tr>
          </thead>
          <tbody>
            ${cableRows(this.text, times, this.format).map(
              ({ name, time, within, verdict }) =>
                html`<tr>
                  <th scope="row">${name}</th>
                  <td>${time}</td>
                  <td>
                    ${verdict === undefined ? nothing : html`<tb-state-mark tone=${within ? 'ok' : 'alarm'}>${verdict}</tb-state-mark>`}
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-cable-test': TbCableTest;
  }
}

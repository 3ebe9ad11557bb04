import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { PortAssignment, PortView } from '../../bridge/contract';
import type { Ms } from '../../battery/units';
import { FAULT_SECTIONS, LINK_SECTIONS } from '../manual/places';
import { toneOfPort } from '../state/chain';
import { OutcomeController } from '../state/outcome-controller';
import { TbElement } from '../state/tb-element';
import { evidenceSentence } from '../text/sentences';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import type { TbConfirm } from './tb-confirm';
import './tb-confirm';
import './tb-failure';
import './tb-icon';
import './tb-manual-link';
import './tb-state-mark';

const ASSIGNMENTS: readonly PortAssignment[] = ['automatic', 'bms', 'can', 'can-unidentified', 'ignored'];

/** One port: what is behind it, how that was found out, and what the owner wants it to be. */
@customElement('tb-port-card')
export class TbPortCard extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      .head {
        align-items: center;
        margin-block-end: var(--tb-space-2);
      }
      tb-state-mark {
        font-weight: 600;
      }
      .retry {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--tb-space-2) var(--tb-space-4);
        margin-block-start: var(--tb-space-3);
      }
      .fault {
        margin-block-start: var(--tb-space-3);
        padding-inline-start: var(--tb-space-3);
        border-inline-start: 3px solid var(--tb-warning);
      }
      .fault.alarm {
        border-color: var(--tb-alarm);
      }
      .fault.info {
        border-color: var(--tb-edge);
      }
      ol {
        margin-block-end: var(--tb-space-3);
        padding-inline-start: 1.375rem;
        font-size: var(--tb-text-small);
        list-style: decimal;
        overflow-wrap: anywhere;
      }
      label {
        margin-block-end: var(--tb-space-1);
        font-size: var(--tb-text-small);
      }
    `,
  ];

  @property({ attribute: false }) port: PortView | undefined;
  /** Place in the list, from 1: what the owner calls it while its role is unknown. */
  @property({ type: Number }) number = 1;
  @property({ type: Boolean }) simulated = false;
  /** The bridge is sending through real ports: a change here may end it. */
  @property({ type: Boolean }) inControl = false;
  /** Present moment of the worker's clock. */
  @property({ attribute: false }) now: Ms = 0;

  private readonly outcome = new OutcomeController(this);
  @query('tb-confirm') private readonly confirm!: TbConfirm;
  @query('select') private readonly select!: HTMLSelectElement;

  override render() {
    const { port } = this;
    if (!port) return nothing;
    const { connection: t } = this.text;
    const state = t.portStates[port.state];
    const title = port.role ? t.roles[port.role] : t.portName(this.format.count(this.number));
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">
          <div>
            <h3 id="title">${title}</h3>
            <p class="small quiet">${this.identity(port)}</p>
          </div>
          <tb-state-mark tone=${toneOfPort(port.state)}>${state.word}</tb-state-mark>
        </div>
        <p>${state.text}</p>
        ${this.fault(port)} ${port.retryAt === undefined ? nothing : this.retry(port, port.retryAt)}
        <details>
          <summary><tb-icon small name="open"></tb-icon>${t.evidenceTitle}</summary>
          ${
            port.evidence.length === 0
              ? html`<p class="small">${t.noEvidence}</p>`
              : html`<ol>
                  ${port.evidence.map((evidence) => html`<li>${evidenceSentence(this.text, evidence, this.format)}</li>`)}
                </ol>`
          }
        </details>
        <label for="assignment">${t.assignment}</label>
        <select id="assignment" ?disabled=${this.outcome.busy} @change=${() => void this.assign(port)}>
          ${ASSIGNMENTS.map((choice) => html`<option value=${choice} .selected=${choice === port.assignment}>${t.assignments[choice]}</option>`)}
        </select>
        <tb-failure .failure=${this.outcome.failure}></tb-failure>
      </section>
      <tb-confirm></tb-confirm>
    `;
  }

  private identity({ usb, role }: PortView): string {
    const { connection: t } = this.text;
    const name = role ? `${t.portName(this.format.count(this.number))} · ` : '';
    if (this.simulated) return `${name}${t.simulatedPort}`;
    const hex = (id: number): string => id.toString(16).toUpperCase().padStart(4, '0');
    return `${name}${usb ? t.usb(hex(usb.vendorId), hex(usb.productId)) : t.noUsb}`;
  }

  private fault({ fault, role }: PortView) {
    if (!fault) return nothing;
    const { title, cause, action } = this.text.faults[fault.code];
    const isAdapter = fault.code === 'port-not-answering' && role === 'can';
    return html`
      <div class="fault ${fault.severity}">
        <p><strong>${title}</strong></p>
        <p class="small">${cause} ${action}</p>
        ${fault.detail === '' ? nothing : html`<p class="small quiet mono">${fault.detail}</p>`}
        <tb-manual-link .section=${isAdapter ? LINK_SECTIONS.adapter : FAULT_SECTIONS[fault.code]}></tb-manual-link>
      </div>
    `;
  }

  private retry(port: PortView, retryAt: Ms) {
    const { connection: t } = this.text;
    return html`
      <div class="retry">
        <span class="quiet">${t.retryIn(this.format.count(port.attempt), this.format.wholeSeconds(Math.max(0, retryAt - this.now)))}</span>
        <button ?disabled=${this.outcome.busy} @click=${() => void this.outcome.run(() => this.ui.bridge.retry(port.id))}>
          <tb-icon small name="retry"></tb-icon>${t.retryNow}
        </button>
      </div>
    `;
  }

  private async assign(port: PortView): Promise<void> {
    const wanted = ASSIGNMENTS.find((choice) => choice === this.select.value);
    if (!wanted || wanted === port.assignment) return;
    const inUse = this.inControl && port.state === 'live';
    if (inUse && !(await this.confirm.ask(this.text.connection.assignConfirm))) {
      this.select.value = port.assignment;
      return;
    }
    await this.outcome.run(() => this.ui.bridge.assign(port.id, wanted));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-port-card': TbPortCard;
  }
}

import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { portAccess } from '../state/serial-support';
import { OutcomeController } from '../state/outcome-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CONTROLS } from '../styles/shared';
import './tb-failure';
import './tb-icon';
import './tb-manual-link';

/** USB devices that are serial ports without a driver of their own: communication devices, CDC-ACM. */
const CDC_CLASS = 2;

/** Asks the browser for the owner's permission to use one more port; the worker then finds it by itself. */
@customElement('tb-add-port')
export class TbAddPort extends TbElement {
  static override styles = [
    BASE,
    CONTROLS,
    css`
      p {
        margin-block-start: var(--tb-space-2);
      }
    `,
  ];

  @state() private refusal: string | undefined;
  private readonly outcome = new OutcomeController(this);

  override render() {
    const { connection: t } = this.text;
    return html`
      <button class="main" @click=${() => void this.choose()}><tb-icon small name="plus"></tb-icon>${t.addPort}</button>
      <p class="small quiet">${t.addPortHelp}</p>
      ${portAccess() === 'usb' ? html`<p class="small">${t.addPortUsb}</p>` : nothing}
      <tb-manual-link section=${portAccess() === 'usb' ? 'android' : 'ports'}></tb-manual-link>
      <div role="alert">${this.refusal === undefined ? nothing : html`<p class="small">${t.addPortFailed(this.refusal)}</p>`}</div>
      <tb-failure .failure=${this.outcome.failure}></tb-failure>
    `;
  }

  private async choose(): Promise<void> {
    this.refusal = undefined;
    try {
      // First of all: the browser grants its list to a fresh click only.
      if (portAccess() === 'serial') await navigator.serial.requestPort();
      else await navigator.usb.requestDevice({ filters: [{ classCode: CDC_CLASS }] });
    } catch (error) {
      // Closing the list without a choice is an answer, not a failure.
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) {
        this.refusal = error instanceof Error ? error.message : String(error);
      }
      return;
    }
    await this.outcome.run(() => this.ui.bridge.rescan());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-add-port': TbAddPort;
  }
}

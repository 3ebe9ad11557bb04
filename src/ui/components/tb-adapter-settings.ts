import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Configuration } from '../../configuration/configuration';
import { OutcomeController } from '../state/outcome-controller';
import { SelectController } from '../state/select-controller';
import { TbElement } from '../state/tb-element';
import { BASE, CARD, CONTROLS } from '../styles/shared';
import './tb-failure';
import './tb-manual-link';

const BITRATES = [500_000, 250_000] as const satisfies readonly Configuration['can']['bitrate'][];
const BAUD_RATES: readonly number[] = [115_200, 230_400, 460_800, 500_000, 921_600, 1_000_000, 2_000_000, 3_000_000];

/** Bit rate of the CAN bus and serial speed of the adapter. */
@customElement('tb-adapter-settings')
export class TbAdapterSettings extends TbElement {
  static override styles = [
    BASE,
    CARD,
    CONTROLS,
    css`
      h2 {
        margin-block-end: var(--tb-space-4);
      }
      .field + .field {
        margin-block-start: var(--tb-space-4);
      }
      label {
        margin-block-end: var(--tb-space-1);
        font-size: var(--tb-text-small);
      }
      .field p {
        margin-block-start: var(--tb-space-1);
      }
    `,
  ];

  private readonly can = new SelectController(this, ({ view }) => view?.configuration.can);
  private readonly outcome = new OutcomeController(this);

  override render() {
    const can = this.can.value;
    if (!can) return nothing;
    const { connection: t } = this.text;
    const rates = BAUD_RATES.includes(can.baudRate) ? BAUD_RATES : [...BAUD_RATES, can.baudRate].sort((a, b) => a - b);
    return html`
      <section class="card" aria-labelledby="title">
        <h2 id="title">${t.settings}</h2>
        <div class="field">
          <label for="bitrate">${t.bitrate}</label>
          <select
            id="bitrate"
            aria-describedby="bitrate-help"
            ?disabled=${this.outcome.busy}
            @change=${(event: Event) => this.setBitrate(event)}
          >
            ${BITRATES.map((rate) => html`<option value=${rate} .selected=${rate === can.bitrate}>${t.bitrates[`${rate}`]}</option>`)}
          </select>
          <p id="bitrate-help" class="small quiet">${t.bitrateHelp}</p>
        </div>
        <div class="field">
          <label for="baud">${t.baudRate}</label>
          <select
            id="baud"
            aria-describedby="baud-help"
            ?disabled=${this.outcome.busy}
            @change=${(event: Event) => this.setBaudRate(event)}
          >
            ${rates.map((rate) => html`<option value=${rate} .selected=${rate === can.baudRate}>${t.baud(this.format.count(rate))}</option>`)}
          </select>
          <p id="baud-help" class="small quiet">${t.baudRateHelp}</p>
        </div>
        <tb-manual-link section="can-adapter"></tb-manual-link>
        <tb-failure .failure=${this.outcome.failure}></tb-failure>
      </section>
    `;
  }

  private setBitrate({ currentTarget }: Event): void {
    const bitrate = BITRATES.find((rate) => currentTarget instanceof HTMLSelectElement && `${rate}` === currentTarget.value);
    if (bitrate) void this.outcome.run(() => this.ui.bridge.configure({ can: { bitrate } }));
  }

  private setBaudRate({ currentTarget }: Event): void {
    if (!(currentTarget instanceof HTMLSelectElement)) return;
    const baudRate = Number(currentTarget.value);
    void this.outcome.run(() => this.ui.bridge.configure({ can: { baudRate } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-adapter-settings': TbAdapterSettings;
  }
}

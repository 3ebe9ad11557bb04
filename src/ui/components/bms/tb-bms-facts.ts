import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PackIdentity } from '../../../battery/pack';
import type { DeviceFacts } from '../../../workshop/device-facts';
import { TbElement } from '../../state/tb-element';
import { FACTS } from '../../styles/facts';
import { BASE, CARD } from '../../styles/shared';

/** Who the BMS is, and what it has counted. */
@customElement('tb-bms-facts')
export class TbBmsFacts extends TbElement {
  static override styles = [
    BASE,
    CARD,
    FACTS,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
        align-items: start;
        gap: var(--tb-space-4);
      }
      h2 {
        margin-block-end: var(--tb-space-2);
      }
    `,
  ];

  @property({ attribute: false }) identity: PackIdentity | undefined;
  @property({ attribute: false }) facts: DeviceFacts | undefined;

  override render() {
    const { device: t } = this.text.workshop;
    const { identity, facts } = this;
    return html`
      <section class="card" aria-labelledby="identity">
        <h2 id="identity">${t.identityTitle}</h2>
        <dl>${identity ? this.identityRows(identity) : nothing} ${facts ? this.deviceRows(facts) : nothing}</dl>
      </section>
      ${
        facts
          ? html`<section class="card" aria-labelledby="statistics">
              <h2 id="statistics">${t.statisticsTitle}</h2>
              <p class="small quiet">${t.clearedAt(this.format.span(facts.lifetime - facts.statistics.clearedAt))}</p>
              <dl>${this.statisticRows(facts.statistics)}</dl>
            </section>`
          : nothing
      }
    `;
  }

  private row(name: string, value: string, mono = false) {
    return html`<div>
      <dt>${name}</dt>
      <dd class=${mono ? 'mono small' : ''}>${value}</dd>
    </div>`;
  }

  private identityRows({ serialNumber, hardware, publicFirmware, internalFirmware }: PackIdentity) {
    const { names: t } = this.text.workshop.device;
    return html`${this.row(t.serialNumber, serialNumber, true)} ${this.row(t.hardware, hardware)}
    ${this.row(t.publicFirmware, String(publicFirmware))} ${this.row(t.internalFirmware, String(internalFirmware))}`;
  }

  private deviceRows({ bootloader, registerMap, powerType, currentSensor, lifetime }: DeviceFacts) {
    const { device: t } = this.text.workshop;
    return html`${this.row(t.names.bootloader, String(bootloader))} ${this.row(t.names.registerMap, String(registerMap))}
    ${this.row(t.names.powerType, powerType ? t.powerTypes[powerType] : t.unknown)}
    ${this.row(t.names.currentSensor, currentSensor ? t.currentSensors[currentSensor] : t.unknown)}
    ${this.row(t.names.lifetime, this.format.span(lifetime))}`;
  }

  private statisticRows(s: DeviceFacts['statistics']) {
    const { device: t } = this.text.workshop;
    const f = this.format;
    return html`
      ${this.row(t.names.chargingCount, f.count(s.chargingCount))} ${this.row(t.names.fullChargeCount, f.count(s.fullChargeCount))}
      ${this.row(t.names.maxChargeCurrent, f.measure('currentLimit', s.maxChargeCurrent))}
      ${this.row(t.names.maxDischargeCurrent, f.measure('currentLimit', s.maxDischargeCurrent))}
      ${this.row(t.names.maxCellVoltageDifference, f.measure('millivolts', s.maxCellVoltageDifference))}
      ${this.row(t.names.minPackTemperature, f.measure('temperature', s.minPackTemperature))}
      ${this.row(t.names.maxPackTemperature, f.measure('temperature', s.maxPackTemperature))}
      ${this.row(t.names.underVoltageCount, f.count(s.underVoltageCount))}
      ${this.row(t.names.overVoltageCount, f.count(s.overVoltageCount))}
      ${this.row(t.names.dischargeOverCurrentCount, f.count(s.dischargeOverCurrentCount))}
      ${this.row(t.names.chargeOverCurrentCount, f.count(s.chargeOverCurrentCount))}
      ${this.row(t.names.overHeatCount, f.count(s.overHeatCount))}
      ${s.totalDistance > 0 ? this.row(t.names.totalDistance, f.decimal(s.totalDistance, 2, 'km')) : nothing}
      ${this.row(t.names.lastReset, s.lastReset ? t.resets[s.lastReset] : t.unknown)}
      ${this.row(t.names.lastWakeup, s.lastWakeup ? t.wakeups[s.lastWakeup] : t.unknown)}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tb-bms-facts': TbBmsFacts;
  }
}

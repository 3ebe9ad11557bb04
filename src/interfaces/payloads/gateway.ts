import { FRAMES } from '../../protocols/canbms/frames';
import { alarmValues } from '../../protocols/canbms/alarms';
import { encodeFrame } from '../../protocols/canbms/codec';
import { isoOf } from '../../protocols/recording/iso-time';
import type { AlarmLevel } from '../../battery/battery';
import type { PackReading } from '../../battery/pack';
import type { BmsStatistics } from '../../workshop/device-facts';
import type { Moment } from '../host';
import { milli, round } from '../numbers';
import { balancingBits, freshOf, power } from './live-data';
import { origin, uptimeMs } from './origin';

const LEVELS: Readonly<Record<AlarmLevel, number>> = { ok: 0, warning: 1, alarm: 2 };

/** Of all sensors that are fitted [°C]. */
function meanTemperature({ internalTemp, externalTemp1, externalTemp2 }: PackReading): number | undefined {
  const fitted = [internalTemp, externalTemp1, externalTemp2].filter((celsius) => celsius !== undefined);
  return fitted.length === 0 ? undefined : fitted.reduce((sum, celsius) => sum + celsius, 0) / fitted.length;
}

/** Alarms and warnings as the bits of frame 0x35A: pairs of them, the lowest first. */
function alarmBits(alarms: Moment['view']['alarms']): readonly [alarms: number, warnings: number] | undefined {
  if (!alarms) return undefined;
  const { buffer } = Uint8Array.from(encodeFrame(FRAMES.alarms, alarmValues(alarms)).data);
  const bytes = new DataView(buffer);
  return [bytes.getUint32(0, true), bytes.getUint32(4, true)];
}

/** The fields of the web gateway's telemetry. All measurements are `null` once they are too old; statistics where they are known. */
export function gatewayData(moment: Moment, statistics?: BmsStatistics) {
  const { view, now } = moment;
  const { battery, pack } = freshOf(moment) ?? {};
  const { reading, settings } = pack ?? {};
  const alarms = battery ? view.alarms : undefined;
  const [alarmsNow, warningsNow] = alarmBits(alarms) ?? [];
  const level = (item: keyof NonNullable<typeof alarms>): number | null => (alarms ? LEVELS[alarms[item]] : null);
  const time = view.wallTime + now - view.now;
  const uptime = uptimeMs(moment);
  return {
    pack_voltage_v: round(battery?.voltage, 3),
    pack_current_a: round(battery?.current, 3),
    min_cell_voltage_v: round(battery?.lowestCell.voltage, 4),
    max_cell_voltage_v: round(battery?.highestCell.voltage, 4),
    state_of_charge_pct: round(battery?.stateOfCharge, 2),
    state_of_health_pct: round(battery?.stateOfHealth, 2),
    average_temperature_c: round(reading && meanTemperature(reading), 1),
    mosfet_temperature_c: round(reading?.internalTemp, 1),
    balancing_bits: reading ? balancingBits(reading) : null,
    cell_voltages_mv: reading ? reading.cells.map(({ voltage }) => milli(voltage)) : null,
    cell_balancing: reading ? reading.cells.map(({ balancing }) => (balancing ? 1 : 0)) : null,
    max_charge_current_a: round(statistics?.maxChargeCurrent, 1),
    max_discharge_current_a: round(statistics?.maxDischargeCurrent, 1),
    charge_overcurrent_limit_a: round(settings?.chargeOverCurrentCutoff, 0),
    discharge_overcurrent_limit_a: round(settings?.dischargeOverCurrentCutoff, 0),
    cycle_count: statistics?.fullChargeCount ?? null,
    power_w: power(battery),
    uptime_s: uptime === null ? null : Math.floor(uptime / 1000),
    boot_count: null,
    timestamp_ms: Math.round(time),
    timestamp_iso: isoOf(time),
    alarms: {
      cell_imbalance: level('imbalance'),
      high_charge: level('highChargeCurrent'),
      high_discharge: level('highDischargeCurrent'),
      raw_alarm_bits: alarmsNow ?? null,
      raw_warning_bits: warningsNow ?? null,
    },
  };
}

/** `/api/telemetry`: what the web gateway told over its socket. */
export function gatewayPayload(moment: Moment, statistics?: BmsStatistics): object {
  return { ...origin(moment), ...gatewayData(moment, statistics) };
}

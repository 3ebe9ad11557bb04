/** Events of the log. Source: TinyBMS Communication Protocols rev. D, event identifiers. */
import type { BmsEvent, BmsEventClass, BmsEventKey } from '../../battery/bms-events';

/** One entry of the log. */
export interface LoggedEvent {
  /** [s] In answers to the event commands on the scale of the lifetime counter; in a log register its lowest 24 bits. */
  readonly time: number;
  readonly code: number;
}

interface EventRow {
  readonly code: number;
  /** The fault or warning that is over with this event. */
  readonly recovers?: number;
  /** What else is: all, or what was said about the charge before. */
  readonly ends?: readonly number[] | 'all';
}

/** Remarks about the end of a charge hold until the next one, or until the charger is gone. */
const CHARGE_REMARKS = [0x38, 0x39] as const;

export const EVENTS = {
  underVoltageCutoff: { code: 0x02 },
  overVoltageCutoff: { code: 0x03 },
  overTemperatureCutoff: { code: 0x04 },
  dischargeOverCurrentCutoff: { code: 0x05 },
  chargeOverCurrentCutoff: { code: 0x06 },
  regenerationOverCurrentCutoff: { code: 0x07 },
  lowTemperatureCutoff: { code: 0x0a },
  chargerSwitchError: { code: 0x0b },
  loadSwitchError: { code: 0x0c },
  singlePortSwitchError: { code: 0x0d },
  /** The external current sensor went away or came while running; a restart is needed. */
  currentSensorLost: { code: 0x0e },
  currentSensorFound: { code: 0x0f },
  fullyDischargedCutoff: { code: 0x31 },
  lowTemperatureChargeCutoff: { code: 0x37 },
  /** Charging ended, but the charger voltage does not fit, so that the state of charge was not set to 100 %. */
  chargerVoltageTooHigh: { code: 0x38 },
  chargerVoltageTooLow: { code: 0x39 },
  systemStarted: { code: 0x61, ends: 'all' },
  chargingStarted: { code: 0x62, ends: CHARGE_REMARKS },
  chargingDone: { code: 0x63 },
  chargerConnected: { code: 0x64 },
  chargerDisconnected: { code: 0x65, ends: CHARGE_REMARKS },
  dualPortActivated: { code: 0x66 },
  singlePortActivated: { code: 0x67 },
  overTemperatureRecovered: { code: 0x73, recovers: 0x04 },
  lowTemperatureChargeRecovered: { code: 0x74, recovers: 0x37 },
  lowTemperatureRecovered: { code: 0x75, recovers: 0x0a },
  chargeOverCurrentRecovered: { code: 0x76, recovers: 0x06 },
  dischargeOverCurrentRecovered: { code: 0x77, recovers: 0x05 },
  regenerationOverCurrentRecovered: { code: 0x78, recovers: 0x07 },
  overVoltageRecovered: { code: 0x79, recovers: 0x03 },
  fullyDischargedRecovered: { code: 0x7a, recovers: 0x31 },
  underVoltageRecovered: { code: 0x7b, recovers: 0x02 },
  currentSensorConnected: { code: 0x7c },
  currentSensorDisconnected: { code: 0x7d },
} as const satisfies Readonly<Record<BmsEventKey, EventRow>>;

export type EventKey = BmsEventKey;

const KEYS = new Map<number, EventKey>(Object.entries(EVENTS).map(([key, row]) => [row.code, key as EventKey]));

/** Name of an event, or `undefined` for a code that the vendor does not list. */
export function eventKey(code: number): EventKey | undefined {
  return KEYS.get(code);
}

/** Class of any code, listed or not: the vendor reserves a range for each. */
export function eventClass(code: number): BmsEventClass {
  if (code >= 0x01 && code <= 0x30) return 'fault';
  if (code >= 0x31 && code <= 0x60) return 'warning';
  if (code >= 0x61 && code <= 0x90) return 'information';
  return 'unknown';
}

/** The time of an event has 24 bits and starts again after this many seconds (194 days). */
export const EVENT_TIME_WRAP = 0x100_0000;

/**
 * Full time of an event [s] from its 24 bits and the lifetime counter `now`: the latest time with these bits that is not
 * in the future. An event older than one wrap appears too young; nothing in the log can tell.
 */
export function rebuildEventTime(bits: number, now: number): number {
  const time = now - (now % EVENT_TIME_WRAP) + bits;
  return time > now ? time - EVENT_TIME_WRAP : time;
}

/** An entry of the log with all that is known of its code. */
export function describeEvent({ code, time }: LoggedEvent): BmsEvent {
  const key = eventKey(code);
  const row: EventRow | undefined = key && EVENTS[key];
  const recovered = row?.recovers === undefined ? [] : [row.recovers];
  return { code, key, class: eventClass(code), time, ends: row?.ends ?? recovered };
}

import type { BridgeView, Fault } from '../../bridge/contract';
import type { DisplayState } from '../../control/limits';
import type { Ms } from '../../battery/units';
import type { BmsStatistics } from '../../workshop/device-facts';
import type { Moment, WatchdogFacts, Words } from '../host';
import { round } from '../numbers';
import { origin, uptimeMs } from './origin';
import { alarmPayloads } from './alarms';
import { gatewayData } from './gateway';
import { ageOf, flatData, freshOf, liveData, power } from './live-data';

/** The firmware bridge's numbers of its charge states. */
const CVL_STATES: Readonly<Record<DisplayState, number>> = { BULK: 0, TRANSITION: 1, FLOAT_APPROACH: 2, FLOAT: 3, IMBALANCE_HOLD: 4 };

const LEVELS: Readonly<Record<Fault['severity'], number>> = { alarm: 0, warning: 1, info: 2 };

/** Phases in which limits go out; in any other they are decided at most. */
function limitsGoOut({ phase }: BridgeView): boolean {
  return phase === 'live' || phase === 'stale';
}

function uartStats({ packs }: BridgeView): object {
  const { counters, readEveryMs } = packs.find(({ counters }) => counters !== undefined) ?? {};
  return {
    success: counters?.replies ?? null,
    errors: counters ? counters.timeouts + counters.refusals + counters.unexpectedReplies : null,
    timeouts: counters?.timeouts ?? null,
    // What fails its checksum is skipped with other bytes that belong to no frame, and counted as such.
    crc_errors: null,
    skipped_bytes: counters?.skippedBytes ?? null,
    retry_count: counters?.repeats ?? null,
    latency_ms_last: round(counters?.lastLatencyMs, 1),
    latency_ms_max: round(counters?.longestLatencyMs, 1),
    latency_ms_avg: round(counters?.meanLatencyMs, 1),
    interval_ms_current: round(readEveryMs, 0),
  };
}

function canStats({ adapter }: BridgeView): object {
  return {
    tx_success: adapter?.acknowledged ?? null,
    rx_success: adapter?.received ?? null,
    tx_errors: adapter ? adapter.refused + adapter.dropped : null,
    rx_errors: adapter?.invalidLines ?? null,
    bus_off_count: null,
    rx_dropped: null,
    bus_state: adapter?.bus ?? null,
  };
}

function keepAlive({ view, now }: Moment): object {
  const since = ageOf(now, view.gx.heardAt);
  const uptime = (at: Ms | undefined): number | null => (at === undefined ? null : Math.round(at));
  return {
    ok: view.gx.state === 'heard',
    // The GX sends it, a BMS does not.
    last_tx_ms: null,
    last_rx_ms: uptime(view.gx.heardAt),
    interval_ms: null,
    timeout_ms: view.configuration.gx.lostS * 1000,
    since_last_rx_ms: since,
  };
}

function stats(moment: Moment): object {
  const { view, telemetry, now } = moment;
  const { limits, charge, adapter, gx, energy, operation } = view;
  const counters = view.packs.find(({ counters }) => counters !== undefined)?.counters;
  return {
    cvl_current_v: round(limits?.cvl.value, 1),
    ccl_limit_a: round(limits?.ccl.value, 1),
    dcl_limit_a: round(limits?.dcl.value, 1),
    limits_sent: limits !== undefined && limitsGoOut(view),
    limits_sent_age_ms: ageOf(now, view.limitsSentAt),
    operation: operation?.level ?? null,
    cvl_state: charge ? CVL_STATES[charge.state] : null,
    cvl_state_name: charge?.state ?? 'UNKNOWN',
    cvl_reason: limits?.cvl.reason.rule ?? null,
    ccl_reason: limits?.ccl.reason.rule ?? null,
    dcl_reason: limits?.dcl.reason.rule ?? null,
    can_tx_count: adapter?.sent ?? null,
    can_rx_count: adapter?.received ?? null,
    uart_errors: counters ? counters.timeouts + counters.refusals + counters.unexpectedReplies : null,
    victron_keepalive_ok: gx.state === 'heard',
    can: canStats(view),
    uart: uartStats(view),
    websocket: { sent: telemetry.sent, throttled: telemetry.throttled },
    keepalive: keepAlive(moment),
    energy_charged_wh: round(energy?.total?.energyIn, 1),
    energy_discharged_wh: round(energy?.total?.energyOut, 1),
    event_bus: null,
    mqtt: null,
  };
}

/** `null` on a page without a watchdog: a recording, or a test. */
export function watchdogPayload(facts: WatchdogFacts | undefined): object | null {
  if (!facts) return null;
  const { timeoutMs, sinceFeedMs } = facts;
  const since = Math.round(sinceFeedMs);
  return {
    // It has no switch: a bridge that hangs must end.
    enabled: true,
    timeout_ms: timeoutMs,
    time_since_last_feed_ms: since,
    time_until_timeout_ms: Math.max(0, timeoutMs - since),
    feed_count: facts.feeds,
    interval_ms_avg: round(facts.intervalMeanMs, 0),
    interval_ms_max: round(facts.intervalMostMs, 0),
    health_ok: since < timeoutMs,
    restarts: facts.restarts,
    last_reset_reason: facts.lastReset,
  };
}

function statusMessage({ view, now }: Moment, words: Words): object | null {
  const [worst] = [...view.faults].sort((a, b) => LEVELS[a.severity] - LEVELS[b.severity]);
  if (!worst) return null;
  return {
    message: words.fault(worst),
    level: LEVELS[worst.severity],
    level_name: worst.severity,
    source_id: worst.code,
    timestamp_ms: Math.round(view.wallTime - (now - worst.since)),
  };
}

/** `/api/status`. */
export function statusPayload(moment: Moment, words: Words, statistics?: BmsStatistics): object {
  const { view } = moment;
  return {
    ...origin(moment),
    timestamp_ms: Math.round(view.wallTime + moment.now - view.now),
    live_data: liveData(moment, statistics),
    stats: stats(moment),
    victron: { system_state_raw: null, code: null, name: null, pack_power_w: power(freshOf(moment)?.battery) },
    watchdog: watchdogPayload(moment.watchdog),
    status_message: statusMessage(moment, words),
    alarms: alarmPayloads(view.activeAlarms, words),
    alarms_active: view.activeAlarms.length,
    uptime_ms: uptimeMs(moment),
  };
}

/** What the telemetry channel tells: the flat fields of the firmware bridge and of the web gateway on top, and the firmware's nested ones beside them. */
export function telemetryPayload(moment: Moment): object {
  return {
    ...origin(moment),
    ...gatewayData(moment),
    ...flatData(moment),
    live_data: liveData(moment),
    stats: stats(moment),
    watchdog: watchdogPayload(moment.watchdog),
    uptime_ms: uptimeMs(moment),
  };
}

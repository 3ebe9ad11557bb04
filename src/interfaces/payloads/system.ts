import type { HistoryStorage } from '../../bridge/history-contract';
import { at, type Json, type JsonObject } from '../../configuration/json';
import type { Heap, InterfaceHost, Moment } from '../host';
import { systemSettings } from '../system-settings';
import { origin, uptimeMs } from './origin';

/** The speed of a TinyBMS is fixed. */
const UART_BAUD = 115_200;

function uptimeS(moment: Moment): number | null {
  const ms = uptimeMs(moment);
  return ms === null ? null : Math.floor(ms / 1000);
}

export function freeHeap(heap: Heap | undefined): number | null {
  return heap ? Math.max(0, heap.limit - heap.used) : null;
}

/** `/api/config/system`: what a browser has of it. Pins and network are those of the firmware bridge's own file, where it was imported. */
export function systemConfigPayload(moment: Moment, kept: JsonObject, heap: Heap | undefined, storage: HistoryStorage | undefined) {
  const { hardware, cvl_algorithm, victron, watchdog_config, logging } = systemSettings(moment);
  const of = (path: string, type: 'string' | 'number'): Json => {
    const value = at(kept, path);
    return typeof value === type ? (value ?? null) : null;
  };
  return {
    ...origin(moment),
    wifi: {
      ssid: of('wifi.ssid', 'string'),
      connected: false,
      ip: null,
      rssi: null,
      hostname: moment.view.configuration.names.device || of('wifi.hostname', 'string'),
      mode: of('wifi.mode', 'string'),
    },
    hardware: {
      uart_rx: of('hardware.uart.rx_pin', 'number'),
      uart_tx: of('hardware.uart.tx_pin', 'number'),
      uart_baudrate: UART_BAUD,
      can_tx: of('hardware.can.tx_pin', 'number'),
      can_rx: of('hardware.can.rx_pin', 'number'),
      ...hardware,
    },
    cvl_algorithm,
    victron,
    watchdog_config: { ...watchdog_config, enabled: true },
    logging,
    uptime_s: uptimeS(moment),
    free_heap: freeHeap(heap),
    config_loaded: true,
    spiffs_used: storage?.usage ?? null,
    spiffs_total: storage?.quota ?? null,
  };
}

/** `/api/system`. */
export function systemPayload(moment: Moment, { build, heap }: Pick<InterfaceHost, 'build' | 'heap'>): object {
  return { ...origin(moment), ...build, uptime_s: uptimeS(moment), free_heap: freeHeap(heap) };
}

/** `/api/memory`: of the page, where the browser tells. */
export function memoryPayload(heap: Heap | undefined): object {
  return { heap_used: heap?.used ?? null, heap_total: heap?.limit ?? null, free_heap: freeHeap(heap) };
}

/** `/api/metrics/runtime`: how punctual the control loop is. */
export function runtimePayload(moment: Moment, heap: Heap | undefined): object {
  const { loop } = moment.watchdog ?? {};
  return {
    ...origin(moment),
    uptime_ms: uptimeMs(moment),
    ...memoryPayload(heap),
    loop: loop
      ? {
          steps: loop.steps,
          late: loop.late,
          longest_late_ms: Math.round(loop.longestLateMs),
          longest_gap_ms: Math.round(loop.longestGapMs),
          overdue_ms: Math.round(loop.overdueMs),
        }
      : null,
  };
}

/** `/api/can/status`. */
export function canStatusPayload(moment: Moment): object {
  const { adapter, gx, configuration } = moment.view;
  return {
    ...origin(moment),
    connected: adapter !== undefined,
    version: adapter?.version ?? null,
    serial_number: adapter?.serialNumber ?? null,
    bitrate: configuration.can.bitrate,
    bus_state: adapter?.bus ?? null,
    sent: adapter?.sent ?? null,
    acknowledged: adapter?.acknowledged ?? null,
    refused: adapter?.refused ?? null,
    dropped: adapter?.dropped ?? null,
    received: adapter?.received ?? null,
    invalid_lines: adapter?.invalidLines ?? null,
    queued: adapter?.queued ?? null,
    gx_state: gx.state,
    gx_is_victron: gx.victron,
  };
}

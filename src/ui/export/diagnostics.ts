import type { BridgeView, Fault, PackView, PortView } from '../../bridge/contract';
import type { Ms } from '../../battery/units';
import type { PortAccess } from '../state/serial-support';

/** What a browser says of everything that it keeps for this app [bytes]. */
export interface BrowserStorage {
  readonly usage: number | undefined;
  readonly quota: number | undefined;
  /** It has promised not to evict it. */
  readonly persisted: boolean;
}

export interface Diagnosed {
  /** `undefined` until the worker has spoken. */
  readonly view: BridgeView | undefined;
  /** Of the worker's clock, now. */
  readonly now: Ms;
  readonly wallTime: number;
  /** `undefined` where the browser says nothing of it. */
  readonly storage: BrowserStorage | undefined;
  readonly browser: string;
  readonly language: string;
  readonly access: PortAccess;
  /** Whether the page starts without a network, and runs in a window of its own. */
  readonly app: { readonly offline: string; readonly install: string };
}

/** Of a TinyBMS; details of faults may name one. */
const SERIAL_NUMBER = /\b[0-9A-F]{24}\b/g;

/** What somebody who helps asks first, in English, a line each. No serial number, no name, no password. */
export function diagnosticsText({ view, now, wallTime, storage, browser, language, access, app }: Diagnosed): string {
  const lines = [
    `TinyBMS Bridge ${__VERSION__} (${__COMMIT__}), ${new Date(wallTime).toISOString()}`,
    `browser: ${browser}`,
    `page: language ${language}, ports by ${access}, offline ${app.offline}, ${app.install}`,
    `storage: ${storage ? storageLine(storage) : 'nothing is known of it'}`,
    ...(view ? bridgeLines(view, now) : ['bridge: has not spoken']),
  ];
  return `${lines.join('\n')}\n`.replace(SERIAL_NUMBER, '(serial number)');
}

function storageLine({ usage, quota, persisted }: BrowserStorage): string {
  return `used ${megabytes(usage)} of ${megabytes(quota)}, persistent ${persisted ? 'yes' : 'no'}`;
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? 'unknown' : `${(bytes / 1e6).toFixed(1)} MB`;
}

function bridgeLines(view: BridgeView, now: Ms): readonly string[] {
  const { mode, phase, operation, waitingFor, window, limits, limitsSentAt, adapter, gx, supervision } = view;
  const age = (at: Ms | undefined): string => (at === undefined ? 'never' : `${((now - at) / 1000).toFixed(1)} s ago`);
  const waits = waitingFor.length > 0 ? `, waiting for ${waitingFor.join(', ')}` : '';
  return [
    `bridge: ${mode}, phase ${phase}, level ${operation?.level ?? 'none'}, window ${window.role}${waits}`,
    ...view.ports.map(portLine),
    ...view.packs.map((pack) => packLine(pack, age(pack.readAt))),
    limits
      ? `limits: CVL ${limits.cvl.value} V (${limits.cvl.reason.rule}), CCL ${limits.ccl.value} A (${limits.ccl.reason.rule}), DCL ${limits.dcl.value} A (${limits.dcl.reason.rule}), sent ${age(limitsSentAt)}`
      : 'limits: none',
    adapter
      ? `adapter: ${adapter.version ?? 'no version'}, acknowledges ${adapter.acknowledges}, bus ${adapter.bus}, sent ${adapter.sent}, refused ${adapter.refused}, unacknowledged ${adapter.unacknowledged}, dropped ${adapter.dropped}, received ${adapter.received}, invalid lines ${adapter.invalidLines}, queued ${adapter.queued}`
      : 'adapter: none',
    `GX: ${gx.state}${gx.victron ? ', Victron' : ''}, heard ${age(gx.heardAt)}, losses ${supervision.losses}`,
    ...view.faults.map(faultLine),
    ...view.activeAlarms.map(({ subject, level }) => `alarm: ${level} ${JSON.stringify(subject)}`),
  ];
}

function portLine({ usb, state, role, assignment, attempt, fault }: PortView, index: number): string {
  const id = usb ? `${hex(usb.vendorId)}:${hex(usb.productId)}` : 'no USB id';
  return `port ${index + 1}: ${id}, ${role ?? 'no role'}, ${state}, assigned ${assignment}, attempt ${attempt}${fault ? `, ${fault.code}` : ''}`;
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}

function packLine({ identity, settings, reading, readEveryMs, rejected, lastRejection, counters: c }: PackView, read: string): string {
  const versions = identity
    ? `hardware ${identity.hardware}, firmware ${identity.publicFirmware}/${identity.internalFirmware}`
    : 'not identified';
  const counters = c
    ? `, requests ${c.requests}, replies ${c.replies}, timeouts ${c.timeouts}, repeats ${c.repeats}, refusals ${c.refusals}, skipped bytes ${c.skippedBytes}, latency ${milliseconds(c.meanLatencyMs)} to ${milliseconds(c.longestLatencyMs)}`
    : '';
  const odd = lastRejection ? `, rejected ${rejected} (${lastRejection.problem.check})` : '';
  return `BMS: ${versions}, ${settings?.seriesCells ?? '?'} cells, status ${reading?.status ?? 'unknown'}, read ${read}, every ${milliseconds(readEveryMs)}${counters}${odd}`;
}

function milliseconds(ms: Ms | undefined): string {
  return ms === undefined ? '?' : `${Math.round(ms)} ms`;
}

function faultLine({ code, severity, detail }: Fault): string {
  return `fault: ${severity} ${code}${detail === '' ? '' : ` (${detail})`}`;
}

/** What is told without being asked: one channel a topic, as the firmware bridges had sockets. */
import type { BridgeView, Mode } from '../bridge/contract';
import type { TrafficBatch, TrafficMessage } from '../bridge/traffic-contract';
import type { Ms } from '../battery/units';
import type { Moment, TelemetryFacts, Words } from './host';
import { alarmPayloads } from './payloads/alarms';
import { origin } from './payloads/origin';
import { telemetryPayload } from './payloads/status';

export const STREAM_TOPICS = ['telemetry', 'events', 'alerts', 'uart', 'can'] as const;
export type StreamTopic = (typeof STREAM_TOPICS)[number];

/** Channels of what is not real have other names: nobody can take one for the other, and a reader never changes from one to the other. */
export function channelOf(topic: StreamTopic, mode: Mode): string {
  return mode === 'serial' ? `tinybms-bridge-${topic}` : `tinybms-bridge-${topic}-${mode}`;
}

export type Tell = (topic: StreamTopic, mode: Mode, message: object) => void;

/** Turns views into messages. Tells only what this window itself is or runs: what it displays is told by the window that sends. */
export class Stream {
  private due: Ms = -Infinity;
  private before: BridgeView | undefined;
  private sent = 0;
  private throttled = 0;

  /** @param source - of this page; two simulations on one channel can be told apart by it */
  constructor(
    private readonly source: string,
    private readonly words: Words,
    private readonly tell: Tell,
  ) {}

  get facts(): TelemetryFacts {
    return { sent: this.sent, throttled: this.throttled };
  }

  /** Takes the newest view. */
  next(moment: Moment): void {
    const { view, now } = moment;
    const { before } = this;
    // A bridge that has stopped says so once: nobody shall wait for values that do not come.
    const hasEnded = before?.mode === view.mode && isOurs(before) && !isOurs(view);
    this.before = view;
    if (!isOurs(view) && !hasEnded) return;
    const stamp = { ...origin(moment), source: this.source, timestamp_ms: Math.round(view.wallTime + now - view.now) };
    if (before?.mode === view.mode) for (const event of eventsOf(before, view)) this.tell('events', view.mode, { ...stamp, ...event });
    if (before?.mode !== view.mode || before.activeAlarms !== view.activeAlarms) {
      const alarms = alarmPayloads(view.activeAlarms, this.words);
      this.tell('alerts', view.mode, { ...stamp, alarms, alarms_active: alarms.length });
    }
    // Who is slow gets the newest, not a queue.
    const { telemetryMs } = view.configuration.interfaces;
    // Another run has another clock, and what begins or ends is told at once. So is another pace.
    const begins = before?.mode !== view.mode || !isOurs(before) || now < this.due - telemetryMs;
    if (begins || hasEnded) this.due = now;
    if (now < this.due) {
      this.throttled++;
      return;
    }
    // The beat stays where it is, however late a single view comes.
    this.due += telemetryMs * (1 + Math.floor((now - this.due) / telemetryMs));
    this.sent++;
    this.tell('telemetry', view.mode, { ...telemetryPayload(moment), source: this.source });
  }
}

function isOurs({ mode, window }: BridgeView): boolean {
  return mode !== 'serial' || window.role === 'sender';
}

function statusOf({ packs }: BridgeView): string | null {
  return packs.find(({ reading }) => reading !== undefined)?.reading?.status ?? null;
}

/** What has changed between two views. */
function eventsOf(before: BridgeView, view: BridgeView): readonly object[] {
  const codes = (of: BridgeView): readonly string[] =>
    of.faults.map(({ code, subject }) => (subject === undefined ? code : `${code} ${subject}`));
  const [old, present] = [codes(before), codes(view)];
  const changes: readonly (readonly [event: string, value: string | null])[] = [
    ...(before.phase === view.phase ? [] : [['phase', view.phase] as const]),
    ...(statusOf(before) === statusOf(view) ? [] : [['bms-status', statusOf(view)] as const]),
    ...present.filter((code) => !old.includes(code)).map((code) => ['fault-raised', code] as const),
    ...old.filter((code) => !present.includes(code)).map((code) => ['fault-cleared', code] as const),
  ];
  return changes.map(([event, value]) => ({ event, value }));
}

/** What went over the wires, in the shapes that the firmware bridge's page waited for. */
export function trafficMessages({ messages, state }: TrafficBatch, source: string): readonly (readonly [StreamTopic, object])[] {
  return messages.flatMap((message): readonly (readonly [StreamTopic, object])[] => {
    const stamp = { mode: state.mode, source, timestamp_ms: Math.round(state.wallTime - (state.now - message.at)) };
    const { summary, wire } = message;
    if (summary.kind === 'frame' && !summary.remote) return [['can', { ...stamp, can_message: canMessage(summary, message) }]];
    return wire === 'tinybms' ? [['uart', { ...stamp, uart_message: uartMessage(message) }]] : [];
  });
}

const WAYS = { sent: 'tx', received: 'rx' } as const;

function canMessage({ id, data }: Extract<TrafficMessage['summary'], { kind: 'frame' }>, { direction }: TrafficMessage): object {
  const bytes = data.split(' ').filter(Boolean).map((digits) => Number.parseInt(digits, 16)); // prettier-ignore
  return { id, dlc: bytes.length, data: bytes, direction: WAYS[direction] };
}

function uartMessage({ summary, direction, bytes, damaged }: TrafficMessage): object {
  const command = summary.kind === 'request' || summary.kind === 'reply' ? summary.command : null;
  const data = Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
  const status = damaged ? 'damaged' : summary.kind === 'refusal' ? 'refused' : 'ok';
  return { direction: WAYS[direction], command, data, status };
}

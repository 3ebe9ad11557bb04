import { type SmoothedCurrent, type TimeLeft, smoothCurrent, timeLeft } from '../battery/time-left';
import type { Ms } from '../battery/units';
import type { Alarm } from '../control/alarms/alarm';
import type { Limits } from '../control/limits';
import type { Sample } from '../storage/history/series';
import { cellSeries } from '../storage/history/series';
import type { Reading } from '../storage/history/history';
import type { BridgeView, Fault, PackView, Phase } from './contract';
import type { Mark, MarkTrack } from './history-contract';

/** What takes down what the recorder has found. */
export interface Recording {
  add(reading: Reading): void;
  mark(track: MarkTrack, code: string, data?: Mark['data']): void;
}

const LIMITS = ['cvl', 'ccl', 'dcl'] as const;
/** Two rules that take turns at a limit are marked this often each: a battery that is nearly full changes them every few seconds. */
const SAME_RULE_MS: Ms = 60_000;

/** The pack whose readings are recorded: the bridge serves a single one. */
function recordedPack({ packs }: BridgeView): PackView | undefined {
  return packs.find(({ reading, identity, port }) => reading !== undefined && identity !== undefined && port !== undefined);
}

/** Finds what is new in each view of a running bridge: readings, and changes of state. */
export class HistoryRecorder {
  private readAt: Ms | undefined;
  private readonly states = new Map<MarkTrack, string>();
  /** When each rule of each limit was last marked. */
  private readonly rules = new Map<string, Ms>();
  private faults = new Map<string, Fault>();
  private alarms = new Map<string, Alarm>();
  private smoothed: SmoothedCurrent | undefined;
  private left: TimeLeft = { timeToFull: undefined, timeToEmpty: undefined };

  constructor(private readonly recording: Recording) {}

  /** Times left at the smoothed current; `undefined` while idle, and without fresh readings. */
  timeLeft(phase: Phase): TimeLeft {
    return phase === 'live' ? this.left : { timeToFull: undefined, timeToEmpty: undefined };
  }

  observe(view: BridgeView): void {
    this.observeReading(view);
    this.state('phase', view.phase);
    if (view.charge) this.state('charge', view.charge.phase.kind);
    const sent = view.limitsSentAt === undefined ? undefined : view.limits;
    if (sent) for (const name of LIMITS) this.limit(name, sent[name], view.now);
    this.observeFaults(view.faults);
    if (view.batteryAlarms) this.observeAlarms(view.batteryAlarms);
  }

  private observeReading(view: BridgeView): void {
    const pack = recordedPack(view);
    if (!pack?.reading || !pack.identity || pack.readAt === undefined || pack.readAt === this.readAt) return;
    this.readAt = pack.readAt;
    const { reading } = pack;
    this.recording.add({
      serialNumber: pack.identity.serialNumber,
      at: pack.readAt,
      voltage: reading.packVoltage,
      current: reading.packCurrent,
      sample: sampleOf(view, pack),
    });
    this.state('status', reading.status === 'unknown' ? String(reading.statusCode) : reading.status);
    if (!view.battery) return;
    const { stateOfCharge, capacity } = view.battery;
    const input = { at: pack.readAt, current: reading.packCurrent, stateOfCharge, capacity };
    this.smoothed = smoothCurrent(this.smoothed, input);
    this.left = timeLeft(this.smoothed, input);
  }

  private state(track: MarkTrack, code: string, data: Mark['data'] = {}): void {
    if (this.states.get(track) === code) return;
    this.states.set(track, code);
    this.recording.mark(track, code, data);
  }

  /** A rule that has not been seen for a while is marked at once. */
  private limit(name: keyof Limits, { value, reason }: Limits[keyof Limits], now: Ms): void {
    const key = `${name} ${reason.rule}`;
    if (this.states.get(name) === reason.rule || now - (this.rules.get(key) ?? -Infinity) < SAME_RULE_MS) return;
    this.rules.set(key, now);
    this.state(name, reason.rule, { value, because: reason });
  }

  private observeFaults(faults: readonly Fault[]): void {
    const present = new Map(faults.map((fault) => [`${fault.code} ${fault.subject ?? ''}`, fault]));
    for (const [key, fault] of present) if (!this.faults.has(key)) this.markFault(fault, true);
    for (const [key, fault] of this.faults) if (!present.has(key)) this.markFault(fault, false);
    this.faults = present;
  }

  /** While nobody sees the battery its alarms neither begin nor end. */
  private observeAlarms(alarms: readonly Alarm[]): void {
    const present = new Map<string, Alarm>(alarms.map((alarm) => [alarm.code, alarm]));
    for (const [code, { level, value, place }] of present) {
      if (this.alarms.get(code)?.level === level) continue;
      const cell = place?.kind === 'cell' ? { cell: place.at.cell } : {};
      this.recording.mark('alarm', code, { level, ...(value === undefined ? {} : { value }), ...cell });
    }
    for (const code of this.alarms.keys()) if (!present.has(code)) this.recording.mark('alarm', code, { level: 'ok' });
    this.alarms = present;
  }

  private markFault({ code, subject, severity, detail }: Fault, raised: boolean): void {
    this.recording.mark('fault', code, { raised, severity, subject: subject ?? '', detail });
  }
}

function sampleOf(view: BridgeView, { reading }: PackView): Sample {
  if (!reading) return {};
  const { packVoltage, packCurrent, minCellVoltage, maxCellVoltage, cells } = reading;
  const sent = view.limitsSentAt === undefined ? undefined : view.limits;
  const sample: { -readonly [S in keyof Sample]: Sample[S] } = {
    voltage: packVoltage,
    current: packCurrent,
    power: packVoltage * packCurrent,
    stateOfCharge: reading.stateOfCharge,
    stateOfHealth: reading.stateOfHealth,
    lowestCell: minCellVoltage,
    highestCell: maxCellVoltage,
    spread: maxCellVoltage - minCellVoltage,
    balancingCells: cells.reduce((count, { balancing }) => count + (balancing ? 1 : 0), 0),
    internalTemp: reading.internalTemp,
    externalTemp1: reading.externalTemp1,
    externalTemp2: reading.externalTemp2,
    cvl: sent?.cvl.value,
    ccl: sent?.ccl.value,
    dcl: sent?.dcl.value,
  };
  for (const { number, voltage } of cells) sample[cellSeries(number)] = voltage;
  return sample;
}

import type { Alarms } from '../battery/battery';
import type { PackSettings } from '../battery/pack';
import type { Ms } from '../battery/units';
import type { Configuration } from '../configuration/configuration';
import type { Limits } from '../control/limits';
import type { BridgeView, Fault, GxView, PackView, PortView } from './contract';
import type { LogEvent, LogLevel } from './log-contract';
import { PHASE_LEVELS } from './log-levels';

/** A limit that moves by one and the same rule is written this often at most, and one whose rule changes, */
const SAME_RULE_MS: Ms = 10_000;
const OTHER_RULE_MS: Ms = 1_000;
/** Rejected readings may come ten a second. */
const REJECTED_MS: Ms = 10_000;

const LIMITS = ['cvl', 'ccl', 'dcl'] as const;
const FAULT_LEVELS: Readonly<Record<Fault['severity'], LogLevel>> = { info: 'INFO', warning: 'WARNING', alarm: 'ERROR' };
const ALARM_LEVELS: Readonly<Record<Alarms[keyof Alarms], LogLevel>> = { ok: 'INFO', warning: 'WARNING', alarm: 'ERROR' };
const GX_LEVELS: Readonly<Record<GxView['state'], LogLevel>> = { never: 'DEBUG', heard: 'INFO', quiet: 'DEBUG', lost: 'WARNING' };

type Write = (level: LogLevel, event: LogEvent) => void;

interface WrittenLimit {
  readonly value: number;
  readonly rule: string;
  readonly at: Ms;
}

/** Finds what has changed from one view of the bridge to the next. */
export class LogRecorder {
  private before: BridgeView | undefined;
  private readonly limits = new Map<keyof Limits, WrittenLimit>();
  private knownFaults = new Map<string, Fault>();
  private rejectedAt: Ms = -Infinity;
  private rejected = 0;

  constructor(private readonly write: Write) {}

  observe(view: BridgeView): void {
    const { before } = this;
    this.before = view;
    this.configuration(before?.configuration, view.configuration);
    this.phase(before, view);
    this.ports(before?.ports ?? [], view);
    this.bms(before?.packs[0], view.packs[0], view.now);
    if (view.adapter && view.adapter.bus !== (before?.adapter?.bus ?? 'unknown')) {
      this.write('DEBUG', { code: 'bus-state', data: { state: view.adapter.bus } });
    }
    if (view.gx.state !== (before?.gx.state ?? 'never')) {
      this.write(GX_LEVELS[view.gx.state], { code: 'gx', data: { state: view.gx.state } });
    }
    this.charge(before, view);
    this.alarms(before?.alarms, view.alarms);
    this.observeFaults(view);
    this.simulation(before, view);
  }

  private configuration(before: Configuration | undefined, after: Configuration): void {
    if (!before || before === after) return;
    for (const [section, values] of Object.entries(after)) {
      const old = before[section as keyof Configuration] as Readonly<Record<string, unknown>>;
      for (const [key, to] of Object.entries(values as Readonly<Record<string, unknown>>)) {
        const from = old[key];
        if (JSON.stringify(from) !== JSON.stringify(to)) {
          this.write('INFO', { code: 'setting', data: { path: `${section}.${key}`, from, to } });
        }
      }
    }
  }

  private phase(before: BridgeView | undefined, { phase, waitingFor }: BridgeView): void {
    if (phase !== before?.phase) this.write(PHASE_LEVELS[phase], { code: 'phase', data: { phase, before: before?.phase } });
    if (waitingFor.length > 0 && waitingFor.join() !== before?.waitingFor.join()) {
      this.write('DEBUG', { code: 'waiting-for', data: { waitingFor } });
    }
  }

  private ports(before: readonly PortView[], { ports, phase }: BridgeView): void {
    if (ports === before) return;
    for (const port of ports) {
      const old = before.find(({ id }) => id === port.id);
      if (old === port) continue;
      const { id, role, state, evidence, assignment, attempt, fault } = port;
      const wasUp = old?.state === 'live' && old.role;
      if (old && old.assignment !== assignment) this.write('INFO', { code: 'port-assigned', data: { port: id, assignment } });
      if (state === old?.state) continue;
      if (state === 'live' && role) this.write('INFO', { code: 'link-up', data: { port: id, role, evidence } });
      else if (wasUp) this.write('WARNING', { code: 'link-down', data: { port: id, role: wasUp, state, detail: fault?.detail ?? '' } });
      else this.write('DEBUG', { code: 'port-state', data: { port: id, state, attempt } });
    }
    // Ports that a bridge gives back when it ends are not lost.
    if (phase === 'stopped') return;
    for (const { id, role, state } of before) {
      if (state === 'live' && role && !ports.some((port) => port.id === id)) {
        this.write('WARNING', { code: 'link-down', data: { port: id, role, state: 'gone', detail: '' } });
      }
    }
  }

  private bms(before: PackView | undefined, pack: PackView | undefined, now: Ms): void {
    if (!pack || before?.id !== pack.id) this.rejected = pack?.rejected ?? 0;
    if (!pack) return;
    const { reading, settings, rejected, lastRejection } = pack;
    if (reading && reading.statusCode !== before?.reading?.statusCode) {
      const status = reading.status === 'unknown' ? String(reading.statusCode) : reading.status;
      this.write(status === 'fault' ? 'ERROR' : 'DEBUG', { code: 'bms-status', data: { status } });
    }
    if (settings && before?.settings && settings !== before.settings) this.bmsSettings(before.settings, settings);
    if (lastRejection && rejected > this.rejected && now - this.rejectedAt >= REJECTED_MS) {
      this.write('WARNING', { code: 'reading-rejected', data: { rejection: lastRejection, count: rejected - this.rejected } });
      this.rejected = rejected;
      this.rejectedAt = now;
    }
  }

  private bmsSettings(before: PackSettings, after: PackSettings): void {
    for (const [name, to] of Object.entries(after) as [string, unknown][]) {
      const from = (before as unknown as Readonly<Record<string, unknown>>)[name];
      if (typeof to === 'number' && typeof from === 'number' && from !== to) {
        this.write('INFO', { code: 'bms-setting', data: { name, from, to } });
      }
    }
  }

  private charge(before: BridgeView | undefined, { charge, limits, limitsSentAt, configuration, now }: BridgeView): void {
    if (charge && charge.phase.kind !== before?.charge?.phase.kind) {
      this.write('INFO', { code: 'charge-phase', data: { phase: charge.phase.kind } });
    }
    if (!limits || limitsSentAt === undefined) this.limits.clear();
    else if (configuration.log.limitChanges) for (const name of LIMITS) this.limit(name, limits[name], now);
  }

  private limit(limit: keyof Limits, { value, reason }: Limits[keyof Limits], now: Ms): void {
    const written = this.limits.get(limit);
    const { rule } = reason;
    if (written && written.value === value && written.rule === rule) return;
    const pause = written?.rule === rule ? SAME_RULE_MS : OTHER_RULE_MS;
    if (written && now - written.at < pause) return;
    this.limits.set(limit, { value, rule, at: now });
    this.write('INFO', { code: 'limit', data: { limit, from: written?.value, value, reason } });
  }

  private alarms(before: Alarms | undefined, after: Alarms | undefined): void {
    if (!after || before === after) return;
    for (const item of Object.keys(after) as (keyof Alarms)[]) {
      const level = after[item];
      if (level !== (before?.[item] ?? 'ok')) this.write(ALARM_LEVELS[level], { code: 'alarm', data: { item, level } });
    }
  }

  private observeFaults({ faults, now }: BridgeView): void {
    if (faults.length === 0 && this.knownFaults.size === 0) return;
    const present = new Map(faults.map((fault) => [`${fault.code} ${fault.subject ?? ''}`, fault]));
    for (const [key, { code, subject, severity, detail }] of present) {
      if (!this.knownFaults.has(key)) this.write(FAULT_LEVELS[severity], { code: 'fault-raised', data: { fault: code, subject, detail } });
    }
    for (const [key, { code, subject, since }] of this.knownFaults) {
      if (!present.has(key)) this.write('INFO', { code: 'fault-cleared', data: { fault: code, subject, afterMs: now - since } });
    }
    this.knownFaults = present;
  }

  private simulation(before: BridgeView | undefined, { simulation }: BridgeView): void {
    for (const { name, active } of simulation?.faults ?? []) {
      const was = before?.simulation?.faults.find((fault) => fault.name === name)?.active ?? false;
      if (was !== active) this.write('INFO', { code: 'simulated-fault', data: { name, active } });
    }
  }
}

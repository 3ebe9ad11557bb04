import type { Ms } from '../battery/units';
import type { Fault } from './contract';

export type FaultNow = Omit<Fault, 'since'>;

/** Remembers since when each fault has been there; a fault that goes and returns is a new one. */
export class FaultRegister {
  private known: readonly Fault[] = [];

  /** The present faults, gravest and then oldest first. */
  update(present: readonly FaultNow[], at: Ms): readonly Fault[] {
    if (present.length === 0 && this.known.length === 0) return this.known;
    this.known = present
      .map((fault) => ({ ...fault, since: this.find(fault)?.since ?? at }))
      .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.since - b.since);
    return this.known;
  }

  private find({ code, subject }: FaultNow): Fault | undefined {
    return this.known.find((fault) => fault.code === code && fault.subject === subject);
  }
}

const SEVERITIES: readonly Fault['severity'][] = ['alarm', 'warning', 'info'];

import type { BusState } from '../../bridge/contract';
import type { GxLinkState } from '../state/chain';

/** The card of the GX and of the bus that it shares with the bridge. */
export interface GxTexts {
  readonly title: string;
  readonly help: string;
  readonly states: Readonly<Record<GxLinkState, (age: string) => string>>;
  readonly facts: Readonly<
    Record<'identity' | 'since' | 'losses' | 'lastLoss' | 'signs' | 'bus' | 'sent' | 'refused' | 'dropped' | 'queued', string>
  >;
  readonly victron: string;
  readonly unidentified: string;
  readonly never: string;
  /** From and to as clock times, and how long. */
  readonly loss: (from: string, span: string) => string;
  readonly bus: Readonly<Record<BusState, string>>;
  readonly foreignTitle: string;
  readonly foreignNone: string;
  readonly foreignHelp: string;
  readonly foreign: (id: string, count: string) => string;
  readonly ago: (age: string) => string;
}

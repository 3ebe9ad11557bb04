/** What the page may ask of the laboratory: requests to the TinyBMS that its owner composes by hand. Types only. */
import type { Ms, PackId } from '../battery/units';
import type { Draft, DraftRefusal } from '../protocols/tinybms/hand-made';
import type { Outcome } from './contract';
import type { ShownMessage } from './traffic-contract';

export type { Draft, DraftRefusal, Reading, ReadingCommand } from '../protocols/tinybms/hand-made';
export type { SettingBound } from '../protocols/tinybms/requests';

/**
 * Why nothing may be sent now, whatever the draft.
 * - `replay`: there is no device behind a recording.
 * - `no-bms`: none answers, or not the one that was to be asked.
 * - `not-observing`: the bridge makes limits for a GX, and nothing may delay a reading.
 * - `busy`: one hand-made request is under way.
 */
export type Barrier = 'replay' | 'no-bms' | 'not-observing' | 'busy';

/** What a draft would send. */
export type Composed = { readonly ok: true; readonly message: ShownMessage } | { readonly ok: false; readonly refusal: DraftRefusal };

/** - `timeout`: the BMS said nothing in time. - `cancelled`: it was not sent, because the bridge no longer observes. */
export type NoAnswer = 'timeout' | 'cancelled' | 'port-lost';

/** One request and what came of it. */
export interface Exchange {
  /** Of the TinyBMS that was asked. */
  readonly serialNumber: string;
  /** Of the request [ms since 1970]. */
  readonly at: number;
  readonly request: ShownMessage;
  /** An answer or a refusal of the device. */
  readonly answer: ShownMessage | undefined;
  /** Why there is no answer. */
  readonly failure: NoAnswer | undefined;
  /** From the wish to its end: the poll that went first is part of it. */
  readonly afterMs: Ms;
}

/** How a request that was sent has ended. */
export type HandMadeOutcome = 'answered' | 'refused' | NoAnswer;

export type Sent =
  | { readonly ok: true; readonly exchange: Exchange }
  | { readonly ok: false; readonly refusal: DraftRefusal }
  | { readonly ok: false; readonly barrier: Barrier }
  /** From a window that only displays. */
  | Extract<Outcome, { readonly ok: false }>;

export interface LaboratoryApi {
  /** Sends nothing. */
  compose(draft: Draft): Promise<Composed>;
  /**
   * Sends a draft once to the pack `to`, behind what the poll has asked, and resolves when it has ended. Its answer goes nowhere but to the page.
   */
  send(draft: Draft, to: PackId | undefined): Promise<Sent>;
}

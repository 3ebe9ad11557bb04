import type { LostLink } from '../../bridge/alarms-contract';

/** What calls the owner, wherever he is: banners and messages of the system. */
export interface CallTexts {
  /** A banner of a lost link must not be taken for one of the battery. */
  readonly lostLink: (link: string) => string;
  readonly lost: Readonly<Record<LostLink | 'worker', string>>;
  readonly lostNotes: Readonly<Record<LostLink | 'worker', string>>;
  readonly details: string;
  readonly acknowledge: string;
  /** Acknowledged or silenced alarms that last. */
  readonly quiet: (count: string) => string;
  readonly soundLocked: string;
  readonly unlock: string;
}

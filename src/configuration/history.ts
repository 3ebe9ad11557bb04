import { integer } from './key';

/** How long each tier of the history is kept; 0 keeps nothing of it. Real history only: the simulated one is small by itself. */
export const HISTORY = {
  /** Every reading. */
  fullHours: integer(24, 0, 24 * 31),
  secondDays: integer(10, 0, 366),
  minuteDays: integer(400, 1, 3_660),
  quarterYears: integer(20, 1, 50),
  /** All tiers together; where they do not fit, the finest gives way first. */
  totalMegabytes: integer(400, 10, 20_000),
} as const;

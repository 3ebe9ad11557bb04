/** One level of one alarm. Times in s. */
export interface LevelState {
  readonly on: boolean;
  /** For how long it has been on. */
  readonly lasted: number;
  /** For how long what would change it has held. */
  readonly held: number;
}

export const LEVEL_OFF: LevelState = { on: false, lasted: 0, held: 0 };

/** What one look at the battery says about a level. */
export interface LevelEvidence {
  /** It is so, whatever is measured: the law or the BMS has found out and waited already. */
  readonly certain: boolean;
  /** The value is beyond the threshold. */
  readonly beyond: boolean;
  /** The value is back by more than the hysteresis. */
  readonly back: boolean;
}

export interface LevelTimes {
  /** How long a value must be beyond its threshold, and how long back, to count [s]. */
  readonly debounce: number;
  /** Once told, it is told for so long at least, so that no one who looks once a second can miss it [s]. */
  readonly minimumOn: number;
}

/** Follows one level for `dt` seconds. */
export function followLevel(was: LevelState, evidence: LevelEvidence, times: LevelTimes, dt: number): LevelState {
  const { certain, beyond, back } = evidence;
  const changes = was.on ? back && !certain : beyond;
  const held = changes ? was.held + dt : 0;
  if (!was.on) return certain || (beyond && held >= times.debounce) ? { on: true, lasted: 0, held: 0 } : { on: false, lasted: 0, held };
  const lasted = was.lasted + dt;
  return changes && held >= times.debounce && lasted >= times.minimumOn ? LEVEL_OFF : { on: true, lasted, held };
}

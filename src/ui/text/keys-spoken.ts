/** The values of the overview, as one would read them to somebody. */
export interface SpokenTexts {
  readonly read: string;
  readonly noBattery: string;
  readonly lost: (age: string) => string;
  readonly aged: (age: string) => string;
  readonly charge: (soc: string, voltage: string) => string;
  readonly current: Readonly<Record<'charging' | 'discharging' | 'resting', (current: string, power: string) => string>>;
  readonly cells: (lowest: string, highest: string) => string;
  readonly temperatures: (coldest: string, hottest: string) => string;
  readonly limits: (cvl: string, ccl: string, dcl: string) => string;
  readonly noLimits: string;
  readonly alarms: (names: string) => string;
  readonly noAlarms: string;
}

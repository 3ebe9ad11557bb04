import type { Implausibility, PlausibilityCheck } from '../../battery/plausibility';
import type { Format } from '../format/format';

/** What is said of readings that no battery can give. */
export interface PlausibilityTexts {
  readonly title: string;
  /** What is done with such readings. */
  readonly help: string;
  readonly rejected: string;
  readonly none: string;
  readonly ago: (time: string) => string;
  readonly lastTitle: string;
  readonly values: Readonly<
    Record<'packVoltage' | 'packCurrent' | 'lowestCell' | 'highestCell' | 'stateOfCharge' | 'temperatures', string>
  >;
  /** Sentences. */
  readonly checks: Readonly<Record<PlausibilityCheck, (problem: Implausibility, format: Format) => string>>;
}

import type { TemperatureAt } from '../../battery/battery';
import type { LawReason } from './reasons';
import type { LawBattery } from './state';
import { endsOf, type Table } from './tables';

/** A temperature latch is released this far inside of its table [°C]. */
export const RELEASE_COLD = 2;
export const RELEASE_HOT = 3;

/** Names the end of the table that the pack is nearer to its release of: cold unless the hot end still holds the latch. */
export function temperatureReason({ coldest, hottest }: LawBattery, table: Table): LawReason {
  const { first, last } = endsOf(table);
  const cold = { stop: first[0], release: first[0] + RELEASE_COLD };
  const hot = { stop: last[0], release: last[0] - RELEASE_HOT };
  const isHot = hottest.celsius > hot.release && coldest.celsius >= cold.release;
  return isHot ? tooFar('too-hot', hottest, hot) : tooFar('too-cold', coldest, cold);
}

function tooFar(rule: 'too-cold' | 'too-hot', at: TemperatureAt, limits: { readonly stop: number; readonly release: number }): LawReason {
  return { rule, at, ...limits };
}

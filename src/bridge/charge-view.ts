import type { LawParameters } from '../control/law/parameters';
import type { LawOutcome } from '../control/law/state';
import type { ChargeView } from './contract';

/** Where the charge is; `undefined` while nothing is decided. */
export function chargeView({ chemistry }: LawParameters, { phase, display, next }: LawOutcome): ChargeView | undefined {
  if (!phase || !display || !next) return undefined;
  return { state: display, phase, trim: next.trim.volts, target: next.cvl.target, chemistry };
}

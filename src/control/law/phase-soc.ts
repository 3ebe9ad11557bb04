import { atLeast } from './compare';
import type { LawParameters } from './parameters';
import { enter, type PhaseInput, type PhaseState } from './phase-state';
import type { PhaseKind, PhaseWait } from './reasons';

/** Phases of the SOC mode from empty to full. */
const ORDER = ['bulk', 'transition', 'float-approach', 'float'] as const;
type SocPhase = (typeof ORDER)[number];

/** A phase other than float is left this far below the threshold that began it [%]. */
const HYSTERESIS = 2;

/** The phase by state of charge alone, with the seed's thresholds. */
export function followSocPhase(was: PhaseState | undefined, input: PhaseInput): PhaseState {
  const { sample, parameters, dt } = input;
  const soc = sample.battery.stateOfCharge;
  const before = ORDER.find((kind) => kind === was?.kind);
  if (!was || !before) return enter(phaseAt(soc, parameters), { cause: was ? 'mode-changed' : 'start' }, was?.kind, input);
  const kind = nextPhase(before, soc, parameters);
  if (kind === before) return { ...was, since: was.since + dt };
  const rose = ORDER.indexOf(kind) > ORDER.indexOf(before);
  const threshold = rose ? thresholdOf(kind, parameters) : leftBelow(before, parameters);
  return enter(kind, { cause: rose ? 'soc-rose' : 'soc-fell', soc, threshold }, before, input);
}

function nextPhase(before: SocPhase, soc: number, parameters: LawParameters): SocPhase {
  const now = phaseAt(soc, parameters);
  if (before === 'float') return atLeast(soc, parameters.floatExitSoc) ? 'float' : now;
  const held = Math.min(ORDER.indexOf(before), ORDER.indexOf(phaseAt(soc + HYSTERESIS, parameters)));
  return ORDER[Math.max(ORDER.indexOf(now), held)] ?? now;
}

function phaseAt(soc: number, parameters: LawParameters): SocPhase {
  return ORDER.findLast((kind) => atLeast(soc, thresholdOf(kind, parameters))) ?? 'bulk';
}

function thresholdOf(kind: SocPhase, { bulkSoc, transitionSoc, floatSoc }: LawParameters): number {
  switch (kind) {
    case 'bulk':
      return -Infinity;
    case 'transition':
      return bulkSoc;
    case 'float-approach':
      return transitionSoc;
    case 'float':
      return floatSoc;
  }
}

function leftBelow(kind: SocPhase, parameters: LawParameters): number {
  return kind === 'float' ? parameters.floatExitSoc : thresholdOf(kind, parameters) - HYSTERESIS;
}

/** The states of charge at which the phase ends, upwards and downwards. */
export function socWaits({ kind }: PhaseState, { sample, parameters }: PhaseInput): readonly PhaseWait[] {
  const { stateOfCharge: soc } = sample.battery;
  const index = ORDER.findIndex((each): each is SocPhase & PhaseKind => each === kind);
  const [current, above] = [ORDER[index], ORDER[index + 1]];
  const waits: PhaseWait[] = [];
  if (!current) return waits;
  if (above) waits.push({ wait: 'soc-above', soc, needs: thresholdOf(above, parameters), met: false });
  if (current !== 'bulk') waits.push({ wait: 'soc-below', soc, needs: leftBelow(current, parameters), met: false });
  return waits;
}

import type { LawParameters } from './parameters';
import type { DisplayState, PhaseKind, PhaseReport } from './reasons';
import { followSocPhase, socWaits } from './phase-soc';
import { enter, type PhaseInput, type PhaseState } from './phase-state';
import { followVoltagePhase, voltageWaits } from './phase-voltage';

/** The phase after one sample; `was` is `undefined` at the first. */
export function followPhase(was: PhaseState | undefined, input: PhaseInput): PhaseState {
  const { enabled, mode } = input.parameters;
  if (!enabled)
    return was?.kind === 'fixed' ? { ...was, since: was.since + input.dt } : enter('fixed', { cause: 'switched-off' }, was?.kind, input);
  switch (mode) {
    case 'voltage':
      return followVoltagePhase(was, input);
    case 'soc':
      return followSocPhase(was, input);
  }
}

/** Charge voltage per cell that the phase asks for [V]. */
export function perCellTarget(kind: PhaseKind, { mode, vAbs, vFloat, approachOff, floatOff }: LawParameters): number {
  switch (kind) {
    case 'bulk':
    case 'absorption':
    case 'transition':
    case 'fixed':
      return vAbs;
    case 'float-approach':
      return vAbs - approachOff;
    case 'float':
      return mode === 'soc' ? vAbs - floatOff : vFloat;
  }
}

export function reportPhase(phase: PhaseState, input: PhaseInput): PhaseReport {
  const { kind, previous, since, entered } = phase;
  const { enabled, mode } = input.parameters;
  if (!enabled) return { kind, previous, since, entered, waitsFor: [] };
  const waitsFor = mode === 'soc' ? socWaits(phase, input) : voltageWaits(phase, input);
  return { kind, previous, since, entered, waitsFor };
}

/** The seed's name of the state. `above` tells that the charge voltage is still on its way down to its target. */
export function displayState({ kind, hold }: PhaseState, imbalance: boolean, above: boolean): DisplayState {
  if (imbalance) return 'IMBALANCE_HOLD';
  switch (kind) {
    case 'bulk':
    case 'fixed':
      return 'BULK';
    case 'transition':
      return 'TRANSITION';
    case 'absorption':
      return hold > 0 ? 'FLOAT_APPROACH' : 'TRANSITION';
    case 'float-approach':
      return 'FLOAT_APPROACH';
    case 'float':
      return above ? 'FLOAT_APPROACH' : 'FLOAT';
  }
}

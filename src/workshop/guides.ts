/** The common jobs: a few answers of the owner make a list of changes, which is then reviewed like any other. */
import { CHEMISTRIES, type Chemistry } from '../control/law/chemistries';
import { choicesOf, isAvailable, rangeOf, type Profile } from './profile';
import type { PinFunction } from './pins';
import { changedIds, rawOf, settingRow, type Changes, type SettingId } from './settings';

export type GuideName = 'pack' | 'capacity' | 'currents' | 'peripherals' | 'state-of-charge' | 'broadcast-off';

export type GuideAnswers =
  | { readonly guide: 'pack'; readonly chemistry: Chemistry; readonly cells: number }
  /** [Ah] */
  | { readonly guide: 'capacity'; readonly capacity: number }
  /** What the battery, its cables and fuses bear for hours [A]; the short peak may be higher. */
  | { readonly guide: 'currents'; readonly charge: number; readonly discharge: number; readonly peak: number }
  /** `choice` is a name of the setting's list. */
  | { readonly guide: 'peripherals'; readonly function: PinFunction; readonly choice: string }
  /** [%] */
  | { readonly guide: 'state-of-charge'; readonly percent: number }
  | { readonly guide: 'broadcast-off' };

/**
 * Thresholds per cell [mV] around the charge parameters of the bridge: full where the bridge charges to, so that the BMS sees a full
 * battery; empty where the bridge stops discharging; the cutoffs beyond, so that they never have to act.
 */
function thresholdsFor(chemistry: Chemistry): Changes {
  const { vAbs, vKnee, vStop, vEmpty } = CHEMISTRIES[chemistry];
  const mv = (volts: number): number => Math.round(volts * 1000);
  return {
    fullyChargedVoltage: mv(vAbs),
    fullyDischargedVoltage: mv(vEmpty),
    earlyBalancingThreshold: mv(vKnee - 0.01),
    overVoltageCutoff: mv(vStop) + 30,
    underVoltageCutoff: mv(vEmpty) - 100,
  };
}

/** The BMS ends charging at this share of the capacity. Source: charging reference, 3.2, tail current. */
const TAIL = 0.04;
/** Room from what flows for hours to the cutoff: the bridge sends nine tenths of the cutoff. */
const OF_CUTOFF = 0.9;

/** Raw number of a value, moved into the range of this BMS. */
function held(id: SettingId, value: number, profile: Profile): number {
  const { min, max } = rangeOf(id, profile);
  return Math.min(Math.max(Math.round(value * (settingRow(id).register.perUnit ?? 1)), min), max);
}

function wanted(answers: GuideAnswers, profile: Profile): Changes {
  switch (answers.guide) {
    case 'pack':
      return { seriesCells: answers.cells, ...thresholdsFor(answers.chemistry) };
    case 'capacity':
      return {
        batteryCapacity: held('batteryCapacity', answers.capacity, profile),
        chargeFinishedCurrent: held('chargeFinishedCurrent', answers.capacity * TAIL, profile),
      };
    case 'currents': {
      const discharge = held('dischargeOverCurrentCutoff', Math.ceil(answers.discharge / OF_CUTOFF), profile);
      return {
        chargeOverCurrentCutoff: held('chargeOverCurrentCutoff', Math.ceil(answers.charge / OF_CUTOFF), profile),
        dischargeOverCurrentCutoff: discharge,
        // It has to stay above the other cutoff, however low the owner wants it.
        peakDischargeCurrentCutoff: Math.max(held('peakDischargeCurrentCutoff', answers.peak, profile), discharge + 1),
      };
    }
    case 'peripherals': {
      const raw = choicesOf(answers.function, profile)?.[answers.choice];
      return raw === undefined ? {} : { [answers.function]: raw };
    }
    case 'state-of-charge':
      return { setStateOfCharge: held('setStateOfCharge', answers.percent, profile) };
    case 'broadcast-off':
      return { broadcastTime: 0 };
  }
}

/** The changes that a guide asks for, of what this BMS has; what is so already is left out. */
export function guide(answers: GuideAnswers, profile: Profile): Changes {
  const changes = wanted(answers, profile);
  return Object.fromEntries(
    changedIds(changes).flatMap((id) => (isAvailable(id, profile) && changes[id] !== rawOf(id, profile.words) ? [[id, changes[id]]] : [])),
  );
}

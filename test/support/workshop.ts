/** Profiles for the workshop: what the simulated TinyBMS holds, and arbitrary ones that it would take. */
import fc from 'fast-check';
import { SETTINGS_BLOCK } from '../../src/protocols/tinybms/settings';
import { DEFAULT_OPTIONS, type WorldOptions } from '../../src/simulator/options';
import { TinyBmsSettings } from '../../src/simulator/tinybms-settings';
import { choicesOf, rangeOf, type Profile } from '../../src/workshop/profile';
import { chargeControlOf } from '../../src/workshop/review';
import type { RuleContext } from '../../src/workshop/rules';
import { SETTING_IDS, settingRow, withChanges, type Changes, type SettingId } from '../../src/workshop/settings';

const { address, count } = SETTINGS_BLOCK;

export function device(options: Partial<WorldOptions> = {}): TinyBmsSettings {
  return new TinyBmsSettings({ ...DEFAULT_OPTIONS, ...options });
}

export function profileOf(settings: TinyBmsSettings): Profile {
  const [words, minimum, maximum, factory] = (['current', 'minimum', 'maximum', 'default'] as const).map((bound) =>
    settings.bound(bound, count),
  );
  return { words: words ?? [], minimum, maximum, factory };
}

/** Writes the whole block at once; the simulated device judges it by its own rules. */
export function takes(settings: TinyBmsSettings, words: readonly number[]): boolean {
  return settings.write(words.map((word, index) => [address + index, word] as const)) === 'done';
}

export function contextOf(profile: Profile, context: Partial<RuleContext> = {}): RuleContext {
  return { profile, measuredCells: 16, internalFirmware: 243, chargeControl: chargeControlOf(), ...context };
}

/** 16 LFP cells as the simulator sets them up. */
export const LFP_PROFILE = profileOf(device());

const THRESHOLDS: readonly SettingId[] = ['underVoltageCutoff', 'fullyDischargedVoltage', 'fullyChargedVoltage', 'overVoltageCutoff'];
/** Lowest and highest first threshold, and the room between the rest, so that all stay within their ranges. */
const thresholds = fc
  .tuple(
    fc.integer({ min: 990, max: 3400 }),
    fc.integer({ min: 10, max: 90 }),
    fc.integer({ min: 190, max: 700 }),
    fc.integer({ min: 10, max: 300 }),
  )
  .map(([lowest, ...gaps]) => {
    let at = lowest;
    return Object.fromEntries(THRESHOLDS.map((id, index) => [id, (at += gaps[index - 1] ?? 0)]));
  });

const currents = fc
  .tuple(fc.integer({ min: 1, max: 750 }), fc.integer({ min: 1, max: 100 }))
  .map(([cutoff, above]): Changes => ({ dischargeOverCurrentCutoff: cutoff, peakDischargeCurrentCutoff: cutoff + above }));

function anyOf(id: SettingId): fc.Arbitrary<Changes> {
  const choices = choicesOf(id, LFP_PROFILE);
  const { min, max } = rangeOf(id, LFP_PROFILE);
  const raw = choices ? fc.constantFrom(...Object.values(choices)) : fc.integer({ min, max });
  return raw.map((value) => ({ [id]: value }));
}

const REST = SETTING_IDS.filter(
  (id) => !settingRow(id).once && !THRESHOLDS.includes(id) && id !== 'dischargeOverCurrentCutoff' && id !== 'peakDischargeCurrentCutoff',
);

/** Words that a device takes; which pins go together is left to the device. */
export const validWords: fc.Arbitrary<readonly number[]> = fc
  .tuple(thresholds, currents, ...REST.map(anyOf))
  .map((parts) => withChanges(Object.assign({}, ...parts) as Changes, LFP_PROFILE.words))
  .filter((words) => takes(device(), words));

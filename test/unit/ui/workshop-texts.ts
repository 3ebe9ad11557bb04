import { createFormat } from '../../../src/ui/format/format';
import { settingWords } from '../../../src/ui/format/setting-format';
import { TEXTS } from '../../support/texts';
import { findingText, misfitText } from '../../../src/ui/text/workshop-sentences';
import { profileView } from '../../../src/bridge/workshop/profile-view';
import type { AccountLine } from '../../../src/workshop/account';
import type { Misfit } from '../../../src/workshop/fit';
import type { Finding, RuleId } from '../../../src/workshop/rules';
import { LFP_PROFILE } from '../../support/workshop';

/** At least one of each; `satisfies` refuses a missing rule. */
const FINDINGS = {
  range: [{ rule: 'range', setting: 'allowedDisbalance', raw: 120, min: 15, max: 100 }],
  code: [{ rule: 'code', setting: 'prechargePin', raw: 16 }],
  order: [
    { rule: 'order', lower: 'fullyChargedVoltage', upper: 'overVoltageCutoff', raws: [3650, 3655], distance: 10 },
    { rule: 'order', lower: 'dischargeOverCurrentCutoff', upper: 'peakDischargeCurrentCutoff', raws: [150, 120], distance: 1 },
  ],
  'pin-twice': [{ rule: 'pin-twice', pin: 'aiho1', functions: ['ignitionInput', 'loadSwitchType'] }],
  'broadcast-too-fast': [{ rule: 'broadcast-too-fast' }],
  'cells-measured': [{ rule: 'cells-measured', set: 15, measured: 16 }],
  'never-balances': [{ rule: 'never-balances', threshold: 3700, fullyCharged: 3450 }],
  broadcasting: [{ rule: 'broadcasting' }],
  'restart-level-unused': [{ rule: 'restart-level-unused' }],
  'no-recovery': [
    { rule: 'no-recovery', firmware: undefined },
    { rule: 'no-recovery', firmware: 234 },
  ],
  'no-diagnostics': [{ rule: 'no-diagnostics' }],
  'no-limits': [{ rule: 'no-limits', violations: [] }],
  'wishes-refused': [{ rule: 'wishes-refused', violations: [] }],
  'little-room': [{ rule: 'little-room', charged: 3.41, wished: 3.45 }],
} satisfies { readonly [R in RuleId]: readonly Extract<Finding, { rule: R }>[] };

const MISFITS = {
  'other-cells': [{ code: 'other-cells', verdict: 'refused', cells: 15, measured: 16 }],
  'other-device': [
    { code: 'other-device', verdict: 'explained', serialNumber: undefined },
    { code: 'other-device', verdict: 'explained', serialNumber: '00FF' },
  ],
  'other-firmware': [
    { code: 'other-firmware', verdict: 'explained', firmware: undefined, own: 243 },
    { code: 'other-firmware', verdict: 'explained', firmware: 239, own: 243 },
  ],
  'not-available': [{ code: 'not-available', verdict: 'explained', settings: ['chargeRestartLevel'] }],
  'not-allowed': [{ code: 'not-allowed', verdict: 'explained', settings: ['prechargePin', 'batteryCapacity'] }],
} satisfies { readonly [C in Misfit['code']]: readonly Extract<Misfit, { code: C }>[] };

const LINE: AccountLine = { setting: 'batteryCapacity', before: 28_000, wanted: 30_000, found: 30_000, state: 'written', answer: 'taken' };

/** Every sentence of the workshop that is made of numbers. */
export function workshopTexts(language: 'en' | 'fr'): [string, string][] {
  const text = TEXTS[language];
  const words = settingWords(profileView(LFP_PROFILE, [], 0).settings, text, createFormat(language));
  const { workshop: t } = text;
  return [
    ...Object.values(FINDINGS)
      .flat()
      .map((finding: Finding): [string, string] => [finding.rule, findingText(text, finding, words)]),
    ...Object.values(MISFITS)
      .flat()
      .map((misfit: Misfit): [string, string] => [misfit.code, misfitText(text, misfit, words)]),
    ['line', t.writing.line(LINE, words)],
    ['identity', t.identity({ hardware: '2.3', publicFirmware: 1, internalFirmware: 243, serialNumber: '00FF' })],
  ];
}

import type { Finding, RuleId } from '../../workshop/rules';
import type { Misfit } from '../../workshop/fit';
import type { Texts } from './keys';
import type { FindingOf, MisfitOf, SettingWords } from './keys-workshop';

/** What a rule across settings has found. */
export function findingText<R extends RuleId>({ workshop }: Texts, finding: FindingOf<R> & Finding, words: SettingWords): string {
  const rule: R = finding.rule;
  return workshop.findings[rule](finding, words);
}

/** Why a profile from elsewhere is unusual here. */
export function misfitText<C extends Misfit['code']>({ workshop }: Texts, misfit: MisfitOf<C> & Misfit, words: SettingWords): string {
  const code: C = misfit.code;
  return workshop.snapshots.misfits[code](misfit, words);
}

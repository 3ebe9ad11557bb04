import type { Evidence } from '../../bridge/contract';
import type { Reason, RuleId } from '../../control/limits';
import type { Format } from '../format/format';
import type { Speaking, Texts } from './keys';

/** Why a limit has its value, in the language of `texts`. */
export function reasonSentence<R extends RuleId>(texts: Texts, reason: Extract<Reason, { rule: R }>, speaking: Speaking): string {
  const rule: R = reason.rule;
  return texts.reasons[rule](reason, speaking);
}

/** One observation on the way to the role of a port. */
export function evidenceSentence<K extends Evidence['kind']>(
  texts: Texts,
  evidence: Extract<Evidence, { kind: K }>,
  format: Format,
): string {
  const kind: K = evidence.kind;
  return texts.connection.evidence[kind](evidence, format);
}

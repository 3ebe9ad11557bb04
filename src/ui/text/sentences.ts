import type { Evidence } from '../../bridge/contract';
import type { CheckName } from '../../control/checklist';
import type { PhaseCause, PhaseReport, PhaseWait, RuleId } from '../../control/limits';
import type { Format } from '../format/format';
import type { CheckOf } from './keys-operation';
import type { CauseOf, ReasonOf, ReasonTexts, Speaking, Texts, WaitOf } from './keys';

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** Why a limit has its value, to stand inside another sentence. */
export function reasonClause<R extends RuleId>(reasons: ReasonTexts, reason: ReasonOf<R>, speaking: Speaking): string {
  const rule: R = reason.rule;
  return reasons[rule](reason, speaking);
}

/** Why a limit has its value, in the language of `texts`. */
export function reasonSentence(texts: Texts, reason: ReasonOf<RuleId>, speaking: Speaking): string {
  return `${capital(reasonClause(texts.reasons, reason, speaking))}.`;
}

function causeClause<C extends PhaseCause['cause']>({ charge }: Texts, cause: CauseOf<C>, speaking: Speaking): string {
  const name: C = cause.cause;
  return charge.causes[name](cause, speaking);
}

/** Since when the charge is in its phase, and why it came there. */
export function phaseSentence(texts: Texts, { since, entered }: PhaseReport, speaking: Speaking): string {
  return texts.charge.since(speaking.format.span(since), causeClause(texts, entered, speaking));
}

/** A condition and where it stands; without a full stop, for a list. */
export function waitText<W extends PhaseWait['wait']>({ charge }: Texts, wait: WaitOf<W>, speaking: Speaking): string {
  const name: W = wait.wait;
  return capital(charge.waits[name](wait, speaking));
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

/** What a point of the checklist has shown. */
export function checkSentence<C extends CheckName>({ operation }: Texts, check: CheckOf<C>, format: Format): string {
  const name: C = check.check;
  return operation.checks[name][check.result](check, format);
}

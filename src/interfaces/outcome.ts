import type { FaultCode, Outcome } from '../bridge/contract';
import { done, refuse, type Answer } from './request';

/** What the owner's request was wrong in itself; everything else stands against it only now. */
const WRONG: ReadonlySet<FaultCode> = new Set(['configuration-invalid']);

/** What became of a request that the bridge has judged itself. */
export function answerOf(outcome: Outcome, message: string, more: object = {}): Answer {
  if (outcome.ok) return done(message, more);
  const { code, detail } = outcome.fault;
  const said = detail === '' ? code : `${code}: ${detail}`;
  return WRONG.has(code) ? refuse(400, 'invalid', said) : refuse(409, 'refused', said);
}

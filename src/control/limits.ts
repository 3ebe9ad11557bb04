/** The words of the limits for everybody outside of the law. */
export type {
  BlockCause,
  DisplayState,
  LawAllowance as Allowance,
  LawLimit as Limit,
  LawLimits as Limits,
  LawReason as Reason,
  LawRuleId as RuleId,
  PhaseCause,
  PhaseKind,
  PhaseReport,
  PhaseWait,
} from './law/reasons';

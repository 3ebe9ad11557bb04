import type { Ms } from '../battery/units';
import { decide } from '../control/decide';
import type { LawParameters } from '../control/law/parameters';
import type { LawOutcome, LawState } from '../control/law/state';
import type { ChargeSettings } from '../control/owner';
import type { Known } from '../control/state';
import type { TrialView } from './charge-contract';
import { chargeView } from './charge-view';

/** A second law that is fed by the same readings as the one that decides. It begins with what that one remembers, and nobody hears it. */
export class Shadow {
  private state: LawState | undefined;
  private outcome: LawOutcome | undefined;
  private at: Ms;
  private readAt: Ms | undefined;

  constructor(
    readonly wishes: ChargeSettings,
    public parameters: LawParameters,
    known: Known | undefined,
    private readonly since: Ms,
  ) {
    this.at = since;
    this.state = known?.outcome.next;
  }

  /** Looks at the newest reading. @param known - `undefined` while no data is recent */
  follow(known: Known | undefined, now: Ms): void {
    if (!known) {
      // Silence, or a sleep that this clock knows nothing of: in both cases nobody has watched.
      this.state &&= { ...this.state, unwatched: Math.max(this.state.unwatched, this.parameters.stopAge) };
      this.outcome = undefined;
      this.readAt = undefined;
      return;
    }
    if (known.readAt === this.readAt) return;
    const times = { ageMs: Math.max(0, now - known.readAt), elapsedMs: Math.max(0, now - this.at) };
    this.outcome = decide(this.parameters, known.combined, this.state, times);
    this.state = this.outcome.next;
    this.readAt = known.readAt;
    this.at = now;
  }

  get view(): TrialView {
    const { wishes, since, outcome, parameters } = this;
    return { wishes, since, limits: outcome?.limits, charge: outcome && chargeView(parameters, outcome) };
  }
}

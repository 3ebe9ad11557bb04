import type { BridgeView } from './contract';
import type { FaultNow } from './fault-register';

/**
 * Somebody who watches the bridge: is shown every change, whether a bridge runs or not, and decides nothing. Must be quick, and never
 * waits for storage.
 */
export interface BridgeObserver {
  observe(view: BridgeView): void;
  /** A bridge has ended, and this tab may be closed: what is held should be stored now. */
  ended?(): void;
  /** What the owner must know of the observer itself. */
  readonly faults?: readonly FaultNow[];
}

import { INITIAL_STATE, type BridgeState } from '../../src/control/state';

/** A bridge whose owner lets it send. */
export const LIVE_STATE: BridgeState = { ...INITIAL_STATE, operation: 'live' };

import { INITIAL_STATE, type BridgeState, type Leave } from '../../src/control/state';

/** As in the simulation: no battery is behind the ports. */
export const LIVE_FOR_ANYONE: Leave = { operation: 'live', consent: 'anyone' };

/** A bridge whose owner lets it send. */
export const LIVE_STATE: BridgeState = { ...INITIAL_STATE, leave: LIVE_FOR_ANYONE };

import type { Supervision } from './supervision';

/** Before anything has been heard. */
export const UNSUPERVISED: Supervision = { heardSince: undefined, losses: 0, lastLoss: undefined, signs: 0, foreign: [] };

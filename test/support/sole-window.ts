import type { Ownership } from '../../src/bridge/ownership';

/** The ports are free, and stay so for this window. */
export const SOLE_WINDOW: Ownership = {
  claim: (granted) => (granted(), () => undefined),
  whileFree: (work) => work().then(() => true),
  alone: (work) => work(),
};

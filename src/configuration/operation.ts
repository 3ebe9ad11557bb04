import { flag } from './key';

/** How the bridge comes back after a reload, a crash or a power cut. */
export const OPERATION = {
  /** To live operation by itself, if it was live before and as soon as the gate opens; otherwise it comes back observing. */
  autoStart: flag(true),
} as const;

import { integer } from './key';

/** How much of the traffic on the wires is kept in memory; 4 MB are about half an hour. */
export const TRAFFIC = { keptMegabytes: integer(4, 1, 64) } as const;

import { test as base } from '@playwright/test';
import { SERIAL_NODES } from './addresses.mjs';
import { Cable } from './cable';

export interface Rig {
  /** The two cables, in the order of their nodes. Both are unplugged at first. */
  readonly cables: readonly [Cable, Cable];
}

export const test = base.extend<{ rig: Rig }>({
  rig: async ({}, use) => {
    // Only test/rig/namespace.mjs sets this; mounting outside its namespace would change the machine.
    if (!process.env['SERIAL_RIG']) throw new Error('The real-serial tests run inside a mount namespace: npm run serial');
    const [first, second] = SERIAL_NODES;
    const cables: Rig['cables'] = [new Cable(first), new Cable(second)];
    await use({ cables });
    for (const cable of cables) await cable.pull();
  },
});

export { expect } from '@playwright/test';

import { test as base } from '@playwright/test';
import { SERIAL_NODES } from './addresses.mjs';
import { Cable } from './cable';

export interface Rig {
  /** The two cables, in the order of their nodes. Both are unplugged at first. */
  readonly cables: readonly [Cable, Cable];
}

/** Folder of the namespace; only test/rig/namespace.mjs sets it. */
function rigFolder(): string {
  const folder = process.env['SERIAL_RIG'];
  if (!folder) throw new Error('The real-serial tests run inside a mount namespace: npm run serial');
  return folder;
}

export const test = base.extend<{ rig: Rig }>({
  rig: async ({}, use) => {
    const [first, second] = SERIAL_NODES;
    const cables: Rig['cables'] = [new Cable(first, rigFolder()), new Cable(second, rigFolder())];
    await use({ cables });
    for (const cable of cables) await cable.pull();
  },
});

export { expect } from '@playwright/test';

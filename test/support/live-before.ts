import { APP_ORIGIN } from '../rig/addresses.mjs';

/** Serial number of the simulated TinyBMS, unless a world is made with another seed. */
export const SIMULATED_BMS = '0ABBB16DD33A1CAA47EB12D1';

/** Storage of a browser whose owner had the real bridge live before, with this TinyBMS: with automatic start it comes back so by itself. */
export const liveBefore = (liveWith: string) => ({
  cookies: [],
  origins: [
    {
      origin: APP_ORIGIN,
      localStorage: [],
      indexedDB: [
        {
          name: 'tinybms-bridge',
          version: 1,
          stores: [
            {
              name: 'settings',
              autoIncrement: false,
              indexes: [],
              records: [{ key: 'bridge', value: { mode: 'serial', running: true, operation: 'live', liveWith } }],
            },
          ],
        },
      ],
    },
  ],
});

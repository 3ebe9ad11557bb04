import { APP_ORIGIN } from '../rig/addresses.mjs';

/** Storage of a browser whose owner had the real bridge live before: with automatic start it comes back so by itself. */
export const LIVE_BEFORE = {
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
              records: [{ key: 'bridge', value: { mode: 'serial', running: true, operation: 'live' } }],
            },
          ],
        },
      ],
    },
  ],
};

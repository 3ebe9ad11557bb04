import { describe, expect, test } from 'vitest';
import { readFactsIfKnown } from '../../../src/bridge/workshop/profile-reader';
import { LinkError } from '../../../src/links/byte-link';
import type { TinyBmsClient } from '../../../src/links/tinybms-client';

const failing = (error: Error): TinyBmsClient => ({ request: () => Promise.reject(error) }) as unknown as TinyBmsClient;

describe('the statistics of a device', () => {
  test.each(['refused', 'timeout'] as const)('are missing where the request ends with %s, which takes nothing else away', async (code) => {
    expect(await readFactsIfKnown(failing(new LinkError(code, '')), 0)).toBeUndefined();
  });

  test('are not called missing when the cable was pulled', async () => {
    const error = new LinkError('port-lost', '');
    await expect(readFactsIfKnown(failing(error), 0)).rejects.toBe(error);
  });
});

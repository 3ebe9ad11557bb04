import { describe, expect, test } from 'vitest';
import { KeptVersions, type Stores } from '../../../workers/kept-versions';

const PAGE = 'index.html';

/** The browser's caches, as far as they matter here. */
function memoryStores(): Stores & { readonly names: () => readonly string[] } {
  const stores = new Map<string, Map<string, string>>();
  return {
    open(name) {
      const files = stores.get(name) ?? new Map<string, string>();
      stores.set(name, files);
      return Promise.resolve({
        match: (key) => {
          const text = files.get(key as string);
          return Promise.resolve(text === undefined ? undefined : new Response(text));
        },
        put: async (key, response) => void files.set(key as string, await response.text()),
      });
    },
    keys: () => Promise.resolve([...stores.keys()]),
    delete: (name) => Promise.resolve(stores.delete(name)),
    names: () => [...stores.keys()].filter((name) => name.startsWith('version-')).sort(),
  };
}

/** A browser in which versions come one after the other. */
function browser() {
  const stores = memoryStores();
  const install = async (name: string): Promise<KeptVersions> => {
    await (await stores.open(`version-${name}`)).put(PAGE, new Response(name));
    const versions = new KeptVersions(stores, `version-${name}`, (store) => store.startsWith('version-'));
    await versions.activated();
    return versions;
  };
  const page = async (versions: KeptVersions): Promise<string> => (await (await versions.pageInstead(PAGE))?.text()) ?? 'newest';
  return { stores, install, page };
}

describe('a new version', () => {
  test('is given, and the one before is kept beside it; older ones go', async () => {
    const { stores, install, page } = browser();
    for (const name of ['1', '2', '3']) {
      const versions = await install(name);
      expect(await page(versions)).toBe('newest');
      expect(await versions.started()).toBe(true);
    }
    expect(stores.names()).toEqual(['version-2', 'version-3']);
  });

  test('that does not start gives way to the one before, until it is tried again', async () => {
    const { install, page } = browser();
    await (await install('1')).started();
    const versions = await install('2');
    expect(await versions.didNotStart()).toBe(true);
    expect(await page(versions)).toBe('1');
    // The one before has started: that proves nothing of the newest.
    expect(await versions.started()).toBe(false);
    expect(await page(versions)).toBe('1');
    await versions.tryAgain();
    expect(await page(versions)).toBe('newest');
    expect(await versions.started()).toBe(true);
    expect(await versions.didNotStart()).toBe(false);
    expect(await page(versions)).toBe('newest');
  });

  test('that never says anything gives way as well', async () => {
    const { install, page } = browser();
    await (await install('1')).started();
    const versions = await install('2');
    expect([await page(versions), await page(versions), await page(versions), await page(versions)]).toEqual([
      'newest',
      'newest',
      'newest',
      '1',
    ]);
  });

  test('after one that did not start keeps the last that did', async () => {
    const { stores, install, page } = browser();
    await (await install('1')).started();
    await (await install('2')).didNotStart();
    const versions = await install('3');
    expect(stores.names()).toEqual(['version-1', 'version-3']);
    await versions.didNotStart();
    expect(await page(versions)).toBe('1');
  });

  test('activated twice is one version', async () => {
    const { install, page } = browser();
    await (await install('1')).started();
    await install('2');
    const versions = await install('2');
    await versions.didNotStart();
    expect(await page(versions)).toBe('1');
  });
});

test('the first version is kept beside the second even where nobody has seen it start', async () => {
  const { install, page } = browser();
  await install('1');
  const versions = await install('2');
  await versions.didNotStart();
  expect(await page(versions)).toBe('1');
});

test('the first version has none to go back to', async () => {
  const { install, page } = browser();
  const versions = await install('1');
  expect(await versions.didNotStart()).toBe(false);
  for (let pages = 0; pages < 10; pages += 1) expect(await page(versions)).toBe('newest');
});

test('a file of a page that was open before the change is still there', async () => {
  const { stores, install } = browser();
  await (await install('1')).started();
  await (await stores.open('version-1')).put('assets/manual-1.js', new Response('manual'));
  const versions = await install('2');
  expect(await (await versions.fileBefore('assets/manual-1.js'))?.text()).toBe('manual');
  expect(await versions.fileBefore('assets/other.js')).toBeUndefined();
});

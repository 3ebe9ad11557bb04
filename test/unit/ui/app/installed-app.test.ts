import { describe, expect, test } from 'vitest';
import { type AppBrowser, InstalledApp, type InstallOffer } from '../../../../src/ui/app/installed-app';

type Events = Parameters<AppBrowser['register']>[0];

function setup(change: Partial<AppBrowser> = {}) {
  const done: string[] = [];
  let events: Events | undefined;
  const app = new InstalledApp({
    register: (given) => {
      events = given;
      return Promise.resolve({
        check: () => (done.push('check'), Promise.resolve()),
        apply: () => void done.push('apply'),
        started: () => void done.push('started'),
        tryAgain: () => void done.push('tryAgain'),
      });
    },
    standalone: false,
    portsAreHeld: () => Promise.resolve(false),
    ...change,
  });
  const tell = (what: keyof Events): void => events?.[what]();
  return { app, done, tell };
}

describe('a page that is kept', () => {
  test('is ready once it is stored; listeners hear of it until they end', async () => {
    const { app, tell } = setup();
    let heard = 0;
    const end = app.subscribe(() => (heard += 1));
    await app.start();
    expect(app.state.offline).toBe('preparing');
    tell('ready');
    expect(app.state.offline).toBe('ready');
    end();
    tell('waiting');
    expect(heard).toBe(1);
  });

  test('says so where it cannot be', async () => {
    const { app } = setup({ register: () => Promise.reject(new Error('SecurityError')) });
    await app.start();
    expect(app.state).toEqual({ offline: 'unavailable', update: false, wentBack: false, install: 'not-offered' });
  });

  test('no network is no fault of a check', async () => {
    const { app } = setup({
      register: () =>
        Promise.resolve({
          check: () => Promise.reject(new TypeError('offline')),
          apply: () => undefined,
          started: () => undefined,
          tryAgain: () => undefined,
        }),
    });
    await app.start();
    await expect(app.check()).resolves.toBeUndefined();
  });
});

describe('a version that did not start', () => {
  test('is told once the one before has started, and tried again under the conditions of an update', async () => {
    const { app, done, tell } = setup();
    app.started();
    await app.start();
    app.started();
    expect(done).toEqual(['started']);
    tell('wentBack');
    expect(app.state.wentBack).toBe(true);
    expect(await app.tryAgain('sending')).toBe('live');
    expect(await app.tryAgain('holding-ports')).toBeUndefined();
    expect(done).toEqual(['started', 'tryAgain']);
  });
});

describe('a new version', () => {
  test.each([
    ['sending', false, 'live', []],
    ['sending', true, 'live', []],
    ['none', true, 'other-window', []],
    ['none', false, undefined, ['apply']],
    // The lock is this window's own.
    ['holding-ports', true, undefined, ['apply']],
  ] as const)('in a window that is %s, with the ports held: %s', async (work, held, refusal, applied) => {
    const { app, done, tell } = setup({ portsAreHeld: () => Promise.resolve(held) });
    await app.start();
    tell('waiting');
    expect(app.state.update).toBe(true);
    expect(await app.update(work)).toBe(refusal);
    expect(done).toEqual(applied);
  });
});

describe('installing', () => {
  const offer = (outcome: 'accepted' | 'dismissed'): InstallOffer =>
    Object.assign(new Event('beforeinstallprompt'), { prompt: () => Promise.resolve({ outcome }) });

  test('an offer is passed on once', async () => {
    const { app } = setup();
    app.offered(offer('dismissed'));
    expect(app.state.install).toBe('offered');
    await app.install();
    expect(app.state.install).toBe('not-offered');
    app.offered(offer('accepted'));
    await app.install();
    expect(app.state.install).toBe('installed');
  });

  test('a window of its own is installed', () => {
    expect(setup({ standalone: true }).app.state.install).toBe('installed');
  });
});

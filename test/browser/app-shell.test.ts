import { afterEach, expect, test } from 'vitest';
import '../../src/ui/components/tb-app-card';
import '../../src/ui/components/tb-update-band';
import type { AppBrowser } from '../../src/ui/app/installed-app';
import { type TestPage, deepAll, deepText, settled, testPage } from './fixtures/page';
import { LIVE, OBSERVING } from './fixtures/views';

let page: TestPage | undefined;
afterEach(() => page?.remove());

test.each([
  [LIVE, 'Not while the bridge is live', 0],
  [OBSERVING, 'It is taken when you say so', 1],
] as const)('a new version is offered, and taken only where nothing is sent', async (view, says, applied) => {
  let taken = 0;
  const register: AppBrowser['register'] = ({ waiting }) => {
    waiting();
    return Promise.resolve({
      check: () => Promise.resolve(),
      apply: () => void (taken += 1),
      started: () => undefined,
      tryAgain: () => undefined,
    });
  };
  page = testPage(view, { app: { register } });
  const band = await page.show('tb-update-band');
  expect(deepText(band)).toBe('');
  await page.ui.app.start();
  await settled(band);
  expect(deepText(band)).toContain('A new version is ready');
  const button = deepAll(band, 'button')[0];
  if (!(button instanceof HTMLButtonElement)) throw new Error('no button');
  button.click();
  await new Promise((resolve) => setTimeout(resolve));
  await settled(band);
  expect(deepText(band)).toContain(says);
  expect(taken).toBe(applied);
});

test('where the browser makes no offer, the way by hand is told; where it does, there is a button', async () => {
  page = testPage(LIVE);
  const card = await page.show('tb-app-card');
  expect(deepText(card)).toContain('“Add to home screen”');
  let asked = 0;
  const offer = Object.assign(new Event('beforeinstallprompt'), {
    prompt: () => {
      asked += 1;
      return Promise.resolve({ outcome: 'accepted' as const });
    },
  });
  page.ui.app.offered(offer);
  await settled(card);
  (deepAll(card, 'button.main')[0] as HTMLButtonElement | undefined)?.click();
  await new Promise((resolve) => setTimeout(resolve));
  await settled(card);
  expect(asked).toBe(1);
  expect(deepText(card)).toContain('It runs as an installed app.');
});

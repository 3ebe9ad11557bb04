import { expect, test, type Page } from '@playwright/test';
import { hashOf, PAGES } from '../../src/ui/state/route';
import { expectPage, unfold } from '../support/bridge-page';

/** Every page has to be usable by a finger, and without movement. What axe cannot see is looked at here. */
async function onEveryPage(page: Page, look: (hash: string) => Promise<void>): Promise<void> {
  test.setTimeout(PAGES.length * 20_000);
  for (const hash of PAGES.map(hashOf)) {
    await page.goto(`/${hash}`);
    await expect(page.getByRole('list').first()).toContainText('LIVE');
    await expectPage(page, hash);
    await unfold(page);
    await look(hash);
  }
}

/** Whatever can be pressed that is smaller than a finger needs (WCAG 2.5.8); links inside a sentence are as high as its line. */
const tooSmall = (page: Page): Promise<readonly string[]> =>
  page.evaluate((least) => {
    const found: string[] = [];
    const walk = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) walk(element.shadowRoot);
        if (!element.matches('a[href], button, input, select, textarea, summary, [role=switch], [role=slider], [role=tab]')) continue;
        const target = element.closest('label') ?? element;
        const { width, height } = target.getBoundingClientRect();
        if (width === 0 || height === 0 || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const inSentence = element.matches('a') && getComputedStyle(element).display === 'inline';
        if (inSentence || (width >= least && height >= least)) continue;
        const host = root instanceof ShadowRoot ? root.host.localName : 'page';
        const name = element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 30);
        found.push(`${host} ${element.localName} "${name}" ${Math.round(width)} × ${Math.round(height)}`);
      }
    };
    walk(document);
    return found;
  }, 24);

test.describe('by touch', () => {
  test.use({ viewport: { width: 800, height: 1280 }, hasTouch: true });

  test('nothing that can be pressed is smaller than 24 px', async ({ page }) => {
    await onEveryPage(page, async (hash) => expect.soft(await tooSmall(page), hash).toEqual([]));
  });
});

test.describe('without movement', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing moves where the system asks for stillness', async ({ page }) => {
    const moving = (): Promise<readonly string[]> =>
      page.evaluate(() => {
        const found: string[] = [];
        const walk = (root: Document | ShadowRoot): void => {
          for (const element of root.querySelectorAll('*')) {
            if (element.shadowRoot) walk(element.shadowRoot);
            const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
            const seconds = (of: string): number => Math.max(...of.split(',').map((part) => Number.parseFloat(part)));
            const moves = (animationName !== 'none' && seconds(animationDuration) > 0.01) || seconds(transitionDuration) > 0.01;
            if (moves) found.push(`${element.localName}.${element.className} ${animationName} ${animationDuration} ${transitionDuration}`);
          }
        };
        walk(document);
        return [...new Set(found)];
      });
    await onEveryPage(page, async (hash) => expect.soft(await moving(), hash).toEqual([]));
  });
});

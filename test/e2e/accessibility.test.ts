import AxeBuilder from '@axe-core/playwright';
import { type Page, expect, test } from '@playwright/test';
import { PAGES, hashOf, hashOfPlace } from '../../src/ui/state/route';
import { expectPage } from '../support/bridge-page';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** Which rules are broken where, short enough to read in a test's output. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary}`),
  );
}

/** Every page, and sections of the manual with a drawing, a table and remedies. */
const HASHES = [...PAGES.map(hashOf), ...(['gx-port', 'bms-missing'] as const).map((section) => hashOfPlace('manual', section))];

const TABLET = { width: 800, height: 1280 };
const PHONE = { width: 390, height: 844 };

/** Every pair of theme, language and size stands in one of these. */
const COMBINATIONS = [
  { theme: 'dark', language: 'en', viewport: TABLET },
  { theme: 'dark', language: 'fr', viewport: PHONE },
  { theme: 'light', language: 'en', viewport: PHONE },
  { theme: 'light', language: 'fr', viewport: TABLET },
] as const;

for (const { theme, language, viewport } of COMBINATIONS) {
  test.describe(`${theme}, ${language}, ${viewport.width} px`, () => {
    test.use({ viewport });

    test('axe finds nothing on any page', async ({ page }) => {
      // Some seconds for each page, and far more on a busy machine.
      test.setTimeout(HASHES.length * 20_000);
      await page.addInitScript(
        ([theme, language]) => {
          localStorage.setItem('tb-theme', theme);
          localStorage.setItem('tb-language', language);
        },
        [theme, language] as const,
      );
      for (const hash of HASHES) {
        await page.goto(`/${hash}`);
        await expect(page.getByRole('list').first()).toContainText(language === 'fr' ? 'ACTIVE' : 'LIVE');
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        await expectPage(page, hash);
        expect(await violations(page), hash).toEqual([]);
      }
    });
  });
}

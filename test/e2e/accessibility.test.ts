import AxeBuilder from '@axe-core/playwright';
import { type Page, expect, test } from '@playwright/test';
import { PAGES, hashOf } from '../../src/ui/state/route';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** Which rules are broken where, short enough to read in a test's output. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary}`),
  );
}

for (const theme of ['dark', 'light']) {
  for (const language of ['en', 'fr']) {
    test(`axe finds nothing on any page (${theme}, ${language})`, async ({ page }) => {
      await page.addInitScript(
        ([theme, language]) => {
          localStorage.setItem('tb-theme', theme);
          localStorage.setItem('tb-language', language);
        },
        [theme, language] as const,
      );
      for (const hash of PAGES.map(hashOf)) {
        await page.goto(`/${hash}`);
        await expect(page.getByRole('list').first()).toContainText(language === 'fr' ? 'ACTIVE' : 'LIVE');
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        expect(await violations(page), hash).toEqual([]);
      }
    });
  }
}

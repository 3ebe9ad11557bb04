import { type Locator, type Page, expect } from '@playwright/test';
import { pageOf } from '../../src/ui/state/route';

export const PAGES = [
  'Overview',
  'Charge control',
  'History',
  'Alarms',
  'BMS',
  'Connection',
  'Wire',
  'Log',
  'Simulator',
  'Settings',
  'Manual',
  'About',
] as const;

/** Where only the part behind the # changes, the page before is still there for a moment. */
export async function expectPage(page: Page, hash: string): Promise<void> {
  const shown = page.locator(`tb-${pageOf(hash)}-page`);
  await expect(shown.getByRole('heading').first()).toBeVisible();
}

/** The page as its reader sees it, in English: found by role and text. */
/** Opens what is folded away. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walk = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) walk(element.shadowRoot);
        if (element instanceof HTMLDetailsElement) element.open = true;
      }
    };
    walk(document);
  });
}

export class BridgePage {
  constructor(readonly page: Page) {}

  async open(hash = ''): Promise<void> {
    await this.page.goto(`/${hash}`);
  }

  async goTo(name: (typeof PAGES)[number]): Promise<void> {
    // Messages come and go above the navigation, and it moves with them: a press can miss.
    await expect(async () => {
      await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
      await expect(this.page.getByRole('heading', { level: 1, name })).toBeAttached({ timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
  }

  /** One link of the chain at the top of every page. */
  link(name: 'BMS' | 'Bridge' | 'CAN adapter' | 'GX'): Locator {
    return this.page.getByRole('list', { name: 'From the battery to the GX' }).getByRole('listitem').filter({ hasText: name });
  }

  /** BMS and adapter found, limits being sent. */
  async expectLive(timeout = 60_000): Promise<void> {
    await expect(this.link('BMS')).toContainText('live', { timeout });
    await expect(this.link('CAN adapter')).toContainText('live', { timeout });
    await expect(this.link('Bridge')).toContainText('LIVE', { timeout });
  }
}

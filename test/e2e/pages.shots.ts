import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { expect, test, type Page as BrowserPage } from '@playwright/test';
import { PAGES, type Page } from '../../src/ui/state/route';
import { BridgePage } from '../support/bridge-page';

const SIZES = {
  phone: { width: 360, height: 740 },
  portrait: { width: 712, height: 1138 },
  tablet: { width: 1138, height: 712 },
  desktop: { width: 1440, height: 900 },
} as const;
const THEMES = ['dark', 'light'] as const;
const LANGUAGES = ['en', 'fr'] as const;

const REPORTS = `${import.meta.dirname}/../../reports/screenshots`;
const IMAGES = `${import.meta.dirname}/../../docs/images`;
/** What grows with time comes last. */
const GROWING: readonly Page[] = ['log', 'history', 'overview'];
const IN_ORDER = [...PAGES.filter((name) => !GROWING.includes(name)), ...GROWING];

/** Shown in the README, under the name on the right. */
const CHOSEN: Readonly<Record<string, string>> = {
  'overview-desktop-dark-en': 'overview-dark',
  'overview-desktop-light-en': 'overview-light',
  'connection-desktop-dark-en': 'connection-dark',
  'overview-phone-dark-en': 'overview-phone',
};

/** Shown in docs/gallery.md, as the window shows them, in English. */
const GALLERY = `${IMAGES}/gallery`;
const IN_GALLERY: Readonly<Record<string, string>> = { desktop: 'laptop', portrait: 'tablet' };
/** As sharp as needed to read it, and a tenth of the size of a PNG. */
const QUALITY = 0.8;

/** What the window shows, as WebP: the browser encodes it on a page that has no policy against that. */
async function webp(page: BrowserPage): Promise<Buffer> {
  const png = (await page.screenshot()).toString('base64');
  const blank = await page.context().newPage();
  const encoded = await blank.evaluate(
    async ([source, quality]) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob());
      const canvas = Object.assign(document.createElement('canvas'), { width: bitmap.width, height: bitmap.height });
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      return canvas.toDataURL('image/webp', quality);
    },
    [png, QUALITY] as const,
  );
  await blank.close();
  return Buffer.from(encoded.replace(/^[^,]*,/, ''), 'base64');
}

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const theme of THEMES) {
    for (const language of LANGUAGES) {
      test(`${size}, ${theme}, ${language}`, async ({ page }) => {
        mkdirSync(REPORTS, { recursive: true });
        mkdirSync(GALLERY, { recursive: true });
        await page.addInitScript(
          ([theme, language]) => {
            localStorage.setItem('tb-theme', theme);
            localStorage.setItem('tb-language', language);
          },
          [theme, language] as const,
        );
        await page.setViewportSize(viewport);
        for (const name of IN_ORDER) {
          await new BridgePage(page).open(`#/${name}`);
          const chain = page.getByRole('list').first();
          await expect(chain).toContainText(language === 'fr' ? 'ACTIVE' : 'LIVE', { timeout: 30_000 });
          await expect(chain).toContainText(language === 'fr' ? /GX\s+entendu/ : /GX\s+heard/);
          if (name === 'bms') await expect(page.getByRole('searchbox')).toBeVisible();
          if (name === 'history') await page.getByRole('button', { name: '5 min' }).click();
          await page.evaluate(() => document.fonts.ready.then(() => undefined));
          const shot = `${name}-${size}-${theme}-${language}`;
          const chosen = CHOSEN[shot];
          // In the README the page is cut at the window; in the report it is whole.
          await page.screenshot({ path: `${REPORTS}/${shot}.png`, fullPage: chosen === undefined });
          const inGallery = language === 'en' ? IN_GALLERY[size] : undefined;
          if (inGallery !== undefined) writeFileSync(`${GALLERY}/${name}-${inGallery}-${theme}.webp`, await webp(page));
          if (chosen !== undefined) copyFileSync(`${REPORTS}/${shot}.png`, `${IMAGES}/${chosen}.png`);
        }
      });
    }
  }
}

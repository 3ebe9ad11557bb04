import { type Page, expect, test } from '@playwright/test';
import { PAGES, hashOf } from '../../src/ui/state/route';

/** Side of the square that a finger must be able to hit [px]: what the platforms ask for, and WCAG 2.5.5. */
const FINGER = 44;
const DEVICES = [
  { device: 'tablet', viewport: { width: 800, height: 1280 } },
  { device: 'phone', viewport: { width: 390, height: 844 } },
] as const;

/** Everything that can be pressed and that a finger would miss, with its size. Where a control looks smaller than it is, a press around it decides. */
function missedByFingers(page: Page): Promise<readonly string[]> {
  return page.evaluate((finger) => {
    const CONTROLS = 'button, a[href], select, input, textarea, summary, [role="switch"], [role="tab"], [role="slider"]';
    const all = (root: Document | ShadowRoot): readonly HTMLElement[] =>
      [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
    const hit = (x: number, y: number): Element | null => {
      let found = document.elementFromPoint(x, y);
      while (found?.shadowRoot) {
        const inside = found.shadowRoot.elementFromPoint(x, y);
        if (!inside || inside === found) break;
        found = inside;
      }
      return found;
    };
    const isLarge = (element: HTMLElement): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return width >= finger && height >= finger;
    };
    const isPressed = (control: HTMLElement): boolean => {
      control.scrollIntoView({ block: 'center', inline: 'nearest' });
      const { left, top, width, height } = control.getBoundingClientRect();
      const [x, y, reach] = [left + width / 2, top + height / 2, finger / 2 - 1];
      const targets = [control, ...((control as HTMLInputElement).labels ?? [])];
      return [
        [x - reach, y],
        [x + reach, y],
        [x, y - reach],
        [x, y + reach],
      ].every(([atX = 0, atY = 0]) => targets.some((target) => target.contains(hit(atX, atY))));
    };
    return all(document)
      .filter((element) => element.matches(CONTROLS) && element.checkVisibility({ visibilityProperty: true }))
      .filter((control) => ![control, ...((control as HTMLInputElement).labels ?? [])].some(isLarge) && !isPressed(control))
      .map((control) => {
        const { width, height } = control.getBoundingClientRect();
        const host = (control.getRootNode() as ShadowRoot).host.localName;
        const name = control.textContent.trim() || control.getAttribute('aria-label') || control.id;
        return `${host} ${control.localName} "${name.slice(0, 40)}": ${Math.round(width)} × ${Math.round(height)}`;
      });
  }, FINGER);
}

for (const { device, viewport } of DEVICES) {
  test.describe(device, () => {
    test.use({ hasTouch: true, viewport });

    test('every control of every page can be hit by a finger', async ({ page }) => {
      test.setTimeout(PAGES.length * 20_000);
      for (const name of PAGES) {
        await page.goto(`/${hashOf(name)}`);
        await expect(page.getByRole('list').first()).toContainText('LIVE');
        // Only the part behind the # changes: for a moment the page before is still there.
        await expect(page.locator(`tb-${name}-page`).getByRole('heading').first()).toBeVisible();
        if (name === 'bms') await expect(page.getByRole('button', { name: 'Read again' })).toBeEnabled();
        if (name === 'history') await expect(page.getByRole('button', { name: /^Voltage \d/ })).toBeVisible();
        expect(await missedByFingers(page), name).toEqual([]);
      }
    });
  });
}

import { expect, test } from '@playwright/test';
import { BridgePage } from '../support/bridge-page';

test.use({ hasTouch: true, viewport: { width: 800, height: 1280 } });

test('real fingers zoom and pan a chart, scroll the page, and a line that is hidden stays hidden', async ({ page }) => {
  const bridge = new BridgePage(page);
  await bridge.open('#/history');
  await bridge.expectLive();
  await expect(page.getByRole('button', { name: /^Voltage \d/ })).toBeVisible();
  const devtools = await page.context().newCDPSession(page);
  const box = await page.locator('tb-chart[data-chart=voltage] .u-over').boundingBox();
  if (!box) throw new Error('no chart');
  const at = (share: number, dy = 0) => ({ x: box.x + share * box.width, y: box.y + box.height / 2 + dy });
  type Point = ReturnType<typeof at>;
  /** Fingers that move along their ways, each given by its places. */
  const fingers = async (...ways: readonly (readonly Point[])[]): Promise<void> => {
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', step: number) =>
      devtools.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : ways.map((way, id) => ({ id, ...(way[step] ?? at(0)) })),
      });
    await touch('touchStart', 0);
    for (let step = 1; step < (ways[0]?.length ?? 0); step++) await touch('touchMove', step);
    await touch('touchEnd', 0);
  };
  const steps = Array.from({ length: 12 }, (_, index) => index / 11);
  const live = page.getByRole('button', { name: 'Live', exact: true });
  const back = page.getByRole('button', { name: 'Back to live' });
  const hour = page.getByRole('button', { name: '1 h', exact: true });

  await expect(live).toBeVisible();
  await expect(hour).toHaveAttribute('aria-pressed', 'true');
  await fingers(
    steps.map((step) => at(0.45 - 0.3 * step)),
    steps.map((step) => at(0.55 + 0.3 * step)),
  );
  await expect(back).toBeVisible();
  await expect(hour).toHaveAttribute('aria-pressed', 'false');
  expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);

  await back.click();
  await hour.click();
  await fingers(steps.map((step) => at(0.3 + 0.4 * step)));
  await expect(back).toBeVisible();
  await expect(hour).toHaveAttribute('aria-pressed', 'true');
  expect(await page.evaluate(() => scrollY)).toBe(0);

  await back.click();
  await fingers(steps.map((step) => at(0.5, -300 * step)));
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
  await expect(live).toBeVisible();

  const line = page.getByRole('button', { name: /^DCL sent/ });
  await line.tap();
  await expect(line).toHaveAttribute('aria-pressed', 'false');
  await page.reload();
  await expect(line).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('button', { name: /^CCL sent/ })).toHaveAttribute('aria-pressed', 'true');
});

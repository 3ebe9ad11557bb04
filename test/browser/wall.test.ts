import { afterEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import '../../src/ui/styles/tokens.css';
import '../../src/ui/styles/page.css';
import '../../src/ui/tb-app';
import type { BridgeView } from '../../src/bridge/contract';
import { type TestPage, type TestPageOptions, deepAll, deepText, settled, testPage } from './fixtures/page';
import { LIVE, MILLIVOLTS, OBSERVING, packOf } from './fixtures/views';

let page: TestPage | undefined;
afterEach(() => {
  page?.remove();
  history.replaceState(null, '', '#/');
});

async function wall(view: BridgeView, options: TestPageOptions = {}) {
  history.replaceState(null, '', '#/wall');
  page = testPage(view, options);
  const app = await page.show('tb-app');
  await expect.poll(() => deepAll(app, 'tb-wall').length).toBe(1);
  const element = deepAll(app, 'tb-wall')[0] as HTMLElement;
  await settled(element);
  const said = (selector?: string): string =>
    (selector === undefined ? deepText(element) : deepAll(element, selector).map(deepText).join(' ')).replaceAll(/[\u00a0\u202f]/g, ' ');
  return { app, element, said };
}

function button(element: Element, name: string): HTMLElement {
  const found = deepAll(element, 'button').find((one) => deepText(one) === name);
  if (!found) throw new Error(`No button ${name}`);
  return found as HTMLElement;
}

describe('the wall view', () => {
  test('fills the screen with state of charge, power, limits with their reasons, and cells; nothing else is there', async () => {
    await browser.viewport(1440, 900);
    const { app, said, element } = await wall(LIVE);
    expect(said('.soc')).toBe('76 %');
    expect(said('.power')).toBe('+1,783 W +32.4 A');
    expect(said('section')).toContain('CVL 55.2 V Absorption, 16 cells at 3.450 V each.');
    expect(said('section')).toContain('CCL 39.6 A');
    expect(deepAll(element, '[role=meter]')).toHaveLength(16);
    expect(deepAll(app, 'tb-navigation, main, tb-chain')).toEqual([]);
  });

  // Three metres: an eye reads 1/200 of the distance, 15 mm, which on a screen of 30 cm height is a twentieth of it.
  test.each([
    [1440, 900],
    [1024, 600],
    [800, 1280],
  ])('is read from three metres at %i × %i, and nothing is cut off', async (width, height) => {
    await browser.viewport(width, height);
    const { element, app } = await wall({ ...LIVE, packs: [packOf('pack-1', MILLIVOLTS)] });
    const share = (selector: string): number => {
      const found = deepAll(element, selector)[0];
      return found ? parseFloat(getComputedStyle(found).fontSize) / Math.min(width, height) : 0;
    };
    expect(share('.soc')).toBeGreaterThan(0.2);
    expect(share('.power')).toBeGreaterThan(1 / 20);
    expect(share('.figure')).toBeGreaterThan(1 / 20);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    for (const one of deepAll(app, 'tb-wall p, tb-wall section, .soc, .power, .figure, .words')) {
      const { right, left } = one.getBoundingClientRect();
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(width);
      expect(one.scrollWidth).toBeLessThanOrEqual(one.clientWidth + 1);
    }
  });

  test('shows old values as old with their age, and none once nobody knows them', async () => {
    await browser.viewport(1440, 900);
    const { element, said } = await wall(LIVE);
    page?.wait(2_700);
    await settled(element);
    expect(deepAll(element, '.main.old')).toHaveLength(1);
    page?.wait(60_000);
    await settled(element);
    expect(said('.soc')).not.toMatch(/\d/);
    expect(said('.power')).not.toMatch(/\d/);
    expect(said('.figure')).not.toMatch(/\d/);
    expect(deepAll(element, 'tb-cell-bars')).toEqual([]);
  });

  test('says that limits are not sent while the bridge observes', async () => {
    const { said } = await wall(OBSERVING);
    expect(said('.withheld')).not.toBe('');
  });

  test('has a palette for the night that is kept, and is left by a button or Escape', async () => {
    const { element } = await wall(LIVE);
    const ground = (): string => getComputedStyle(element).backgroundColor;
    const day = ground();
    button(element, 'Night').click();
    await settled(element);
    expect(button(element, 'Night').getAttribute('aria-pressed')).toBe('true');
    expect(ground()).not.toBe(day);
    expect(page?.ui.preferences.night).toBe(true);
    button(element, 'Night').focus();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => location.hash).toBe('#/overview');
  });

  test('speaks French', async () => {
    const { said } = await wall(LIVE, { language: 'fr' });
    expect(said()).toContain('55,2 V');
    expect(said('.words')).toMatch(/charge/);
  });
});

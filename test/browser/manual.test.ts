import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page as browser } from 'vitest/browser';
import '../../src/ui/styles/tokens.css';
import '../../src/ui/pages/tb-manual-page';
import '../../src/ui/components/tb-manual-link';
import { FAULT_SECTIONS } from '../../src/ui/manual/places';
import { SECTIONS } from '../../src/ui/manual/sections';
import { hashOfPlace } from '../../src/ui/state/route';
import { TEXTS } from '../support/texts';
import { type TestPage, deepAll, deepText, settled, testPage } from './fixtures/page';
import { LIVE } from './fixtures/views';

let page: TestPage | undefined;
beforeEach(() => history.replaceState(null, '', '#/manual'));
afterEach(() => {
  page?.remove();
  vi.restoreAllMocks();
});

async function manual(language: 'en' | 'fr' = 'en') {
  page = testPage(LIVE, { language });
  const element = await page.show('tb-manual-page');
  const text = (): string => deepText(element).replaceAll(/[\u00a0\u202f]/g, ' ');
  const go = async (hash: string): Promise<void> => {
    const changed = new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));
    location.hash = hash;
    await changed;
    await settled(element);
  };
  return { page, element, text, go };
}

test('every section is reached from the contents, drawn, and named', async () => {
  const { element, go } = await manual();
  const links = deepAll(element, 'nav a').map((link) => link.getAttribute('href'));
  expect(links).toEqual(SECTIONS.map((section) => hashOfPlace('manual', section)));
  for (const section of SECTIONS) {
    await go(hashOfPlace('manual', section));
    const [article] = deepAll(element, 'article');
    expect(article?.querySelector('h2')?.textContent).toBe(TEXTS.en.manual.titles[section]);
    expect(deepText(article as Node).length).toBeGreaterThan(200);
    expect(deepAll(element, 'nav [aria-current]').length).toBe(1);
  }
});

test('from one section to the next the reading begins at its heading', async () => {
  const { element, go } = await manual();
  await go('#/manual/silence');
  await go('#/manual/termination');
  expect(element.shadowRoot?.activeElement?.textContent).toBe('Termination');
});

test('the contents beside a section follow it', async () => {
  await browser.viewport(1280, 700);
  history.replaceState(null, '', '#/manual/balance');
  const { element } = await manual();
  const [aside] = deepAll(element, '.aside');
  const box = aside?.getBoundingClientRect();
  const current = aside?.querySelector('[aria-current]')?.getBoundingClientRect();
  expect(current?.height).toBeGreaterThan(0);
  expect(current?.top).toBeGreaterThan(box?.top ?? Infinity);
  expect(current?.bottom).toBeLessThanOrEqual(box?.bottom ?? 0);
});

test('drawings say what they show to those who cannot see them', async () => {
  const { element, go } = await manual();
  await go('#/manual/gx-port');
  const [drawing] = deepAll(element, 'svg[role=img]');
  expect(drawing?.getAttribute('aria-label')).toMatch(/3 is GND, 7 is CAN-H, 8 is CAN-L/);
  expect(deepAll(element, '[style]')).toEqual([]);
});

test('the search shows sections and where the words stand', async () => {
  const { element, text } = await manual();
  const [field] = deepAll(element, 'input[type=search]') as HTMLInputElement[];
  if (!field) throw new Error('no search');
  field.value = '60 Ω';
  field.dispatchEvent(new Event('input'));
  await settled(element);
  expect(deepAll(element, '.hits a')[0]?.getAttribute('href')).toBe('#/manual/termination');
  field.value = 'zebra';
  field.dispatchEvent(new Event('input'));
  await settled(element);
  expect(text()).toContain('Nothing found.');
});

test('the whole is printed at once, and leaves the screen again', async () => {
  const { element, text } = await manual();
  let printed = '';
  vi.spyOn(window, 'print').mockImplementation(() => (printed = text()));
  deepAll(element, '.tools button')[0]?.dispatchEvent(new MouseEvent('click'));
  await expect.poll(() => printed).toContain('not RS-232 and not RS-485');
  expect(printed).toContain('What this browser keeps');
  await settled(element);
  expect(deepAll(element, 'article')).toEqual([]);
});

test('another language is drawn without a reload', async () => {
  const { page, element, text, go } = await manual();
  await go('#/manual/termination');
  page.ui.preferences.languageChoice = 'fr';
  await settled(element);
  expect(text()).toContain('Un bus CAN a une résistance de 120 Ω');
});

test('a link tells where it leads', async () => {
  page = testPage(LIVE, {});
  const link = await page.show('tb-manual-link', { section: FAULT_SECTIONS['can-bus-off'] });
  const [anchor] = deepAll(link, 'a');
  expect([anchor?.getAttribute('href'), deepText(link)]).toEqual(['#/manual/bus-trouble', 'Manual: Trouble on the CAN bus']);
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import type { LogApi } from '../../src/bridge/log-contract';
import '../../src/ui/styles/tokens.css';
import '../../src/ui/styles/page.css';
import type { TbLogPage } from '../../src/ui/pages/tb-log-page';
import '../../src/ui/pages/tb-log-page';
import { createFormat } from '../../src/ui/format/format';
import { syntheticEntry, syntheticLog } from './fixtures/log';
import { type TestPage, type TestPageOptions, deepAll, deepText, settled, testPage } from './fixtures/page';
import { LIVE } from './fixtures/views';

let page: TestPage | undefined;
beforeEach(() => browser.viewport(1280, 900));
afterEach(() => {
  page?.remove();
  history.replaceState(null, '', '#/');
});

async function open(log: Partial<LogApi>, options: TestPageOptions = {}): Promise<TbLogPage> {
  page = testPage(LIVE, { ...options, log });
  return page.show('tb-log-page');
}

const rows = (element: Element): HTMLElement[] => deepAll(element, '[role=option]') as HTMLElement[];
const scroller = (element: Element): HTMLElement => deepAll(element, '[role=listbox]')[0] as HTMLElement;
const said = (element: Element): string => deepText(element).replaceAll(/[\u00a0\u202f]/g, ' ');

async function loaded(element: Element, of: string): Promise<void> {
  await expect.poll(() => said(element), { timeout: 30_000 }).toContain(`${of} lines`);
  await expect.poll(() => rows(element).length).toBeGreaterThan(0);
}

function button(element: Element, name: RegExp): HTMLElement {
  const found = deepAll(element, 'button').find((candidate) => name.test(deepText(candidate)));
  if (!found) throw new Error(`No button ${name}`);
  return found as HTMLElement;
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

describe('the log page', () => {
  test('shows the newest line at once and at the end, and draws only what is in sight', async () => {
    const element = await open(syntheticLog(5_000));
    await loaded(element, '5,000 of 5,000');
    expect(rows(element).length).toBeLessThan(80);
    const last = rows(element).at(-1);
    expect(last?.getAttribute('aria-posinset')).toBe('5000');
    expect(last && said(last)).toContain('The bridge has fallen silent');
    const list = scroller(element);
    expect(list.scrollTop + list.clientHeight).toBeGreaterThan(list.scrollHeight - 2);
  });

  test('stays where the owner reads while lines come, counts them, and comes back to the newest', async () => {
    const log = syntheticLog(3_000);
    const element = await open(log);
    await loaded(element, '3,000 of 3,000');
    const list = scroller(element);
    list.scrollTop = 10_000;
    await expect.poll(() => said(element)).toContain('To the newest line');
    const before = list.scrollTop;
    log.grow(25);
    await expect.poll(() => said(element)).toContain('New lines: 25');
    expect(list.scrollTop).toBe(before);
    button(element, /New lines/).click();
    await settled(element);
    await expect.poll(() => rows(element).at(-1)?.getAttribute('aria-posinset')).toBe('3025');
  });

  test('follows the newest line while it is in sight', async () => {
    const log = syntheticLog(3_000);
    const element = await open(log);
    await loaded(element, '3,000 of 3,000');
    log.grow(700);
    await expect.poll(() => rows(element).at(-1)?.getAttribute('aria-posinset')).toBe('3700');
  });

  test('filters by level, part and words', async () => {
    const element = await open(syntheticLog(801));
    await loaded(element, '801 of 801');
    expect(said(button(element, /^Info/))).toBe('Info 401');
    button(element, /^Info/).click();
    await expect.poll(() => said(element)).toContain('400 of 801 lines');
    const search = deepAll(element, 'input[type=search]')[0] as HTMLInputElement;
    search.value = 'silent';
    search.dispatchEvent(new Event('input'));
    await expect.poll(() => said(element)).toContain('100 of 801 lines');
    button(element, /^Error/).click();
    await expect.poll(() => said(element)).toContain('No line fits this filter.');
    button(element, /Show everything/).click();
    await expect.poll(() => said(element)).toContain('801 of 801 lines');
  });

  test('begins with the filter of the address, and writes there what is changed', async () => {
    history.replaceState(null, '', '#/log?level=ERROR&level=WARNING&search=silent');
    const element = await open(syntheticLog(801));
    await loaded(element, '100 of 801');
    expect((deepAll(element, 'input[type=search]')[0] as HTMLInputElement).value).toBe('silent');
    expect(button(element, /^Info/).getAttribute('aria-pressed')).toBe('false');
    button(element, /^Warning/).click();
    await settled(element);
    const source = deepAll(element, 'select#source')[0] as HTMLSelectElement;
    source.value = 'bridge';
    source.dispatchEvent(new Event('change'));
    await settled(element);
    expect(location.hash).toBe('#/log?level=ERROR&source=bridge&search=silent');
    // Another address, for instance by the button “back”.
    location.hash = '#/log';
    await expect.poll(() => said(element)).toContain('801 of 801 lines');
    expect((deepAll(element, 'input[type=search]')[0] as HTMLInputElement).value).toBe('');
  });

  test('tells everything of the line that is chosen, by the keyboard too', async () => {
    const element = await open(syntheticLog(1_000));
    await loaded(element, '1,000 of 1,000');
    rows(element).at(-3)?.click();
    await settled(element);
    expect(said(deepAll(element, 'tb-log-detail')[0] as Element)).toContain('setting');
    scroller(element).dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
    await settled(element);
    expect(said(deepAll(element, 'tb-log-detail')[0] as Element)).toContain(
      `TinyBMS Bridge 1.2.3 (abc) started at ${new Date(syntheticEntry(0).at).toISOString()}`,
    );
    await expect.poll(() => rows(element)[0]?.getAttribute('aria-posinset')).toBe('1');
    expect(deepAll(element, '[aria-selected=true]')).toHaveLength(1);
  });

  test('speaks French', async () => {
    const element = await open(syntheticLog(100), { language: 'fr' });
    await expect.poll(() => said(element)).toContain('100 lignes sur 100');
    expect(said(element)).toContain('BMS perdu sur port-1 : Nouvel essai, no answer');
  });

  test('says in words that nothing was written, and that the log cannot be read', async () => {
    expect(said(await open({}))).toContain('Nothing has been written yet.');
    page?.remove();
    const element = await open({ before: () => Promise.reject(new Error('closed')) });
    await expect.poll(() => said(element)).toContain('The log cannot be read: closed');
  });

  test('changes the level at run time', async () => {
    const element = await open(syntheticLog(10));
    const level = deepAll(element, 'select#level')[0] as HTMLSelectElement;
    level.value = 'DEBUG';
    level.dispatchEvent(new Event('change'));
    await expect.poll(() => page?.asked).toContainEqual(['configure', [{ log: { level: 'DEBUG' } }]]);
  });

  test('of 100 000 lines only those in sight exist: the right ones at the top, in the middle and at the end', async () => {
    const LINES = 100_000;
    const log = syntheticLog(LINES);
    const element = await open(log);
    await loaded(element, '100,000 of 100,000');
    const list = scroller(element);
    const format = createFormat('en');
    const shownAt = async (share: number): Promise<readonly number[]> => {
      list.scrollTop = share * (list.scrollHeight - list.clientHeight);
      await nextFrame();
      await nextFrame();
      await settled(element);
      const drawn = rows(element);
      expect(drawn.length).toBeLessThan(80);
      for (const row of drawn) {
        const entry = syntheticEntry(Number(row.getAttribute('aria-posinset')) - 1);
        expect(said(row)).toContain(format.clockSeconds(entry.at).replaceAll(/[\u00a0\u202f]/g, ' '));
      }
      const { top, bottom } = list.getBoundingClientRect();
      return drawn
        .filter((row) => row.getBoundingClientRect().bottom > top + 1 && row.getBoundingClientRect().top < bottom - 1)
        .map((row) => Number(row.getAttribute('aria-posinset')));
    };
    expect((await shownAt(0))[0]).toBe(1);
    const middle = await shownAt(0.5);
    expect(Math.abs(((middle[0] ?? 0) + (middle.at(-1) ?? 0)) / 2 - LINES / 2)).toBeLessThan(2);
    expect((await shownAt(1)).at(-1)).toBe(LINES);

    await shownAt(0.3);
    button(element, /To the newest line/).click();
    await expect.poll(() => rows(element).at(-1)?.getAttribute('aria-posinset')).toBe('100000');
    log.grow(40);
    await expect.poll(() => rows(element).at(-1)?.getAttribute('aria-posinset')).toBe('100040');
    expect(rows(element).length).toBeLessThan(80);
  }, 60_000);

  test('scrolls through 100 000 lines as smoothly as through 100', async () => {
    const shown = async (count: string, lines: number) => {
      const element = await open(syntheticLog(lines));
      await loaded(element, `${count} of ${count}`);
      return { element, list: scroller(element), least: Infinity };
    };
    const short = await shown('100', 100);
    const first = page;
    const long = await shown('100,000', 100_000);
    // In turns, and the least of each: whatever else the machine does makes a step dearer, never cheaper.
    for (let step = 0; step < 40; step++) {
      for (const each of [short, long]) {
        const { element, list } = each;
        list.scrollTop = ((step * 7) % 40) * ((list.scrollHeight - list.clientHeight) / 40);
        const from = performance.now();
        list.dispatchEvent(new Event('scroll'));
        await settled(element);
        void list.offsetHeight;
        each.least = Math.min(each.least, performance.now() - from);
        await nextFrame();
      }
    }
    first?.remove();
    expect(long.least / short.least).toBeLessThan(3);
  }, 120_000);
});

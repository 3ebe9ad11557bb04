import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page as browser } from 'vitest/browser';
import '../../src/ui/styles/tokens.css';
import '../../src/ui/styles/page.css';
import '../../src/ui/tb-app';
import type { BridgeView } from '../../src/bridge/contract';
import { PAGE_PARTS } from '../../src/ui/pages/registry';
import { followDocument } from '../../src/ui/state/follow-document';
import { PAGES, hashOf } from '../../src/ui/state/route';
import { type TestPage, type TestPageOptions, deepAll, deepText, settled, testPage } from './fixtures/page';
import { ALARM, LIVE, NOW, SILENT, SIMULATED, STALE, TWO_PACKS, faultOf } from './fixtures/views';

/** Every page; the overview last, because it is where a test begins. */
const HASHES = [...PAGES.filter((name) => name !== 'overview'), 'overview' as const].map(hashOf);

let page: TestPage | undefined;
beforeEach(async () => {
  history.replaceState(null, '', '#/overview');
  await browser.viewport(1280, 800);
});
afterEach(() => page?.remove());

async function app(view?: BridgeView, options?: TestPageOptions) {
  page = testPage(view, options);
  const element = await page.show('tb-app');
  const text = (at: Element | undefined = element): string => (at ? deepText(at).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ') : '');
  const region = (selector: string): string => text(deepAll(element, selector)[0]);
  return { page, element, text, region };
}

async function go(element: Element, hash: string): Promise<void> {
  const changed = new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));
  location.hash = hash;
  await changed;
  await settled(element);
}

describe('chain of links', () => {
  test('is on every page, in words', async () => {
    const { element, region } = await app(SIMULATED);
    for (const hash of HASHES) {
      await go(element, hash);
      expect(region('tb-chain')).toBe('BMS live Bridge LIVE CAN adapter CAN live GX heard 0.6 s');
    }
  });

  test('an age in it goes on without the worker, until the worker is missed', async () => {
    const { page, element, region } = await app(LIVE);
    page.wait(1_000);
    await settled(element);
    expect(region('tb-chain')).toContain('heard 1.6 s');
    page.wait(2_000);
    await settled(element);
    expect(region('tb-chain')).toBe('BMS unknown Bridge not answering CAN adapter CAN unknown GX unknown');
  });
});

describe('simulation', () => {
  test('cannot be overlooked: a band on every page and a word in the title', async () => {
    const { element, region } = await app(SIMULATED);
    for (const hash of HASHES) {
      await go(element, hash);
      expect(region('tb-simulation-band')).toContain('Nothing is sent to real equipment.');
      expect(document.title).toMatch(/^Simulation · /);
    }
  });

  test('real hardware has neither', async () => {
    const { element } = await app(LIVE);
    expect(deepAll(element, 'tb-simulation-band')).toEqual([]);
    expect(document.title).toBe('Live · Overview · TinyBMS Bridge');
  });

  test('its page goes with it', async () => {
    const { element, page } = await app(SIMULATED);
    await go(element, '#/simulator');
    expect(deepAll(element, 'tb-simulator-page').length).toBe(1);
    page.receive(LIVE);
    await settled(element);
    expect(deepAll(element, 'tb-simulator-page').length).toBe(0);
    expect(deepAll(element, 'tb-overview-page').length).toBe(1);
    expect(deepAll(element, 'nav > ul:first-child a').length).toBe(11);
  });

  test('a fault is switched by name', async () => {
    const { element, page, text } = await app(SIMULATED);
    await go(element, '#/simulator');
    const control = deepAll(element, 'input[role=switch]');
    expect(control.map((one) => one instanceof HTMLInputElement && one.checked)).toEqual([false, true, false]);
    expect(text()).toContain('The GX is switched off');
    (control[0] as HTMLInputElement).click();
    await settled(element);
    expect(page.asked).toEqual([['injectFault', ['bms-cable-pulled', true]]]);
  });
});

describe('messages', () => {
  test('an alarm of the battery: the cell, its value, the limit, and what to do', async () => {
    const { text, region, element } = await app(ALARM);
    expect(region('article[data-kind=alarm]')).toContain('Cell voltage high Cell 7 at 3.612 V; alarm from 3.600 V up.');
    expect(region('article[data-kind=alarm]')).toContain('Charging is stopped. Let the cell come down.');
    expect(text()).toContain('Sensor 2 at 46.5 °C; warning from 45.0 °C up.');
    expect(deepAll(element, 'article.lost')).toEqual([]);
  });

  test('a lost link looks like nothing that a battery says', async () => {
    const { region, element } = await app(STALE);
    expect(region('article.lost')).toContain('Link lost: BMS No fresh data from the BMS.');
    expect(region('article.lost')).toContain('Check the USB cable to the BMS');
    expect(region('article.lost')).toContain('This says nothing about the battery');
    expect(deepAll(element, 'article:not(.lost)')).toEqual([]);
  });

  test('a silent worker', async () => {
    const { region, page, element } = await app(LIVE);
    expect(region('.spoken[role=alert]')).toBe('');
    page.wait(3_000);
    await settled(element);
    expect(region('.spoken[role=alert]')).toContain('Link lost: bridge in this browser');
    expect(region('article.lost')).toContain('The bridge is not answering');
  });

  test('only alarms interrupt a screen reader, and no value that changes is spoken', async () => {
    const { region } = await app(ALARM);
    expect(region('.spoken[role=alert]')).toContain('alarm: Cell voltage high.');
    expect(region('.spoken[role=alert]')).not.toContain('Temperature high');
    expect(region('.spoken[role=alert]')).not.toContain('3.612');
    expect(region('.spoken[role=status]')).toContain('warning: Temperature high.');
  });

  test('acknowledging it tells the bridge, and the rest waits behind a link', async () => {
    const { element, page, text } = await app(ALARM);
    deepAll(element, 'article[data-kind=alarm] button')[0]?.dispatchEvent(new MouseEvent('click'));
    expect(page.asked).toContainEqual(['acknowledge', [[ALARM.activeAlarms[1]?.id]]]);
    expect(text()).toContain('Quiet alarms that last: 1');
  });

  test('is not told twice on the page of the alarms', async () => {
    const { element, text, region } = await app(ALARM);
    const told = (): number => text().split('Cell 7 at 3.612 V; alarm from 3.600 V up.').length - 1;
    expect(told()).toBe(1);
    await go(element, '#/alarms');
    await expect.poll(told).toBe(1);
    expect(deepAll(deepAll(element, 'tb-notices')[0] ?? element, 'article')).toEqual([]);
    expect(region('.spoken[role=alert]')).toContain('alarm: Cell voltage high.');
    await go(element, '#/overview');
  });

  test('is counted in the title and in the navigation', async () => {
    const { region, element, page } = await app(ALARM);
    expect(document.title).toMatch(/^\(2\) \w+ · Overview/);
    expect(region('a[data-page=alarms]')).toBe('2 Alarms');
    page.receive(LIVE);
    await settled(element);
    expect(document.title).toMatch(/^Live · Overview/);
  });

  test('sound that is still locked is said and can be unlocked, beside an alarm only', async () => {
    const { element, page, text } = await app(ALARM, { sound: 'locked' });
    expect(text()).toContain('No sound yet: the browser allows it only after you have touched this page once.');
    const [lock] = deepAll(element, 'tb-sound-lock');
    deepAll(lock ?? element, 'button')[0]?.dispatchEvent(new MouseEvent('click'));
    expect(page.asked).toContainEqual(['unlock', []]);
    page.receive(LIVE);
    await settled(element);
    expect(deepAll(element, 'tb-sound-lock')).toEqual([]);
  });

  test('more than two wait behind a disclosure', async () => {
    const { text } = await app({ ...ALARM, faults: [faultOf('can-bus-off', 'alarm')] });
    expect(text()).toContain('1 more');
  });

  test('nothing that carries an age is announced', async () => {
    const { element } = await app({ ...LIVE, faults: [faultOf('gx-lost', 'warning')] });
    for (const region of deepAll(element, '[role=status], [role=alert], [aria-live]')) {
      expect(deepAll(region, 'tb-figure, tb-age-note')).toEqual([]);
    }
  });
});

describe('wire', () => {
  test('names, bytes, ages and counters', async () => {
    const { element, text } = await app(LIVE);
    await go(element, '#/wire');
    expect(text()).toContain('351 CVL, CCL, DCL sent 28 02 8C 01 46 05 00 00 600 1,000 ms 0.4 s');
    expect(text()).toContain('305 GX keep-alive received');
    expect(text()).toContain('Requests 51,204');
    expect(text()).toContain('Acknowledges with z / Z');
  });

  test('an unknown identifier is shown all the same', async () => {
    const frame = { id: 0x18, direction: 'received', data: 'FF', at: NOW, count: 1, intervalMs: undefined } as const;
    const { element, text } = await app({ ...LIVE, wire: [frame] });
    await go(element, '#/wire');
    expect(text()).toContain('018 Not one of ours received FF 1 — 0.0 s');
  });
});

describe('frame', () => {
  test('landmarks, one heading of the first rank per page, and a skip button', async () => {
    const { element } = await app(SIMULATED);
    for (const hash of HASHES) {
      await go(element, hash);
      expect(deepAll(element, 'header, tb-navigation, main').length).toBe(3);
      expect(deepAll(element, 'h1').length).toBe(1);
      expect(deepAll(element, 'nav > ul:first-child a[aria-current=page]').length).toBe(1);
    }
    const skip = deepAll(element, '.skip')[0];
    (skip as HTMLButtonElement).click();
    expect(element.shadowRoot?.activeElement?.localName).toBe('main');
  });

  test('an unknown address is the overview', async () => {
    const { element } = await app(LIVE);
    await go(element, '#/nowhere');
    expect(deepAll(element, 'tb-overview-page').length).toBe(1);
  });

  test('language and theme reach the document', async () => {
    const { page, element, text } = await app(LIVE);
    followDocument(page.ui.preferences, page.ui.store);
    expect(document.documentElement.lang).toBe('en');
    const radio = (label: string) =>
      deepAll(element, 'label')
        .find((one) => one.textContent?.trim() === label)
        ?.querySelector('input');
    radio('Français')?.click();
    radio('Light')?.click();
    await settled(element);
    expect(document.documentElement.lang).toBe('fr');
    expect(document.documentElement.dataset['theme']).toBe('light');
    expect(text()).toContain('Passerelle ACTIVE');
    expect(document.title).toBe('Actif · Aperçu · TinyBMS Bridge');
    radio('Claire')?.click();
    expect(getComputedStyle(document.documentElement).colorScheme).toBe('light');
  });

  test.each([LIVE, SILENT, SIMULATED, TWO_PACKS])('nothing is wider than a screen of 320 px', async (view) => {
    await browser.viewport(320, 640);
    const { element } = await app(view, { language: 'fr' });
    for (const hash of HASHES) {
      await go(element, hash);
      const wide = deepAll(element, '*').filter((one) => !(one instanceof SVGElement) && one.scrollWidth > 320 && one.checkVisibility());
      expect(wide.map((one) => `${one.localName}.${one.className} ${one.scrollWidth}`)).toEqual([]);
    }
  });

  test.each(['en', 'fr'] as const)('all pages are in sight on a tablet that lies on its side: %s', async (language) => {
    await browser.viewport(1138, 712);
    const { element } = await app(SIMULATED, { language });
    const [last] = deepAll(element, 'nav a[href="#/about"]').filter((one) => one.checkVisibility());
    expect(last?.getBoundingClientRect().bottom).toBeLessThanOrEqual(712);
  });

  test.each([1280, 390])('everything to press is as large as a finger at %i px', async (width) => {
    await browser.viewport(width, 800);
    const { element } = await app(SIMULATED);
    for (const hash of HASHES) {
      await go(element, hash);
      const small = deepAll(element, 'button, select, summary, a, label:has(input)').filter(
        (one) => one.checkVisibility() && !one.classList.contains('skip') && one.getBoundingClientRect().height < 46,
      );
      expect(small.map((one) => `${hash} ${one.localName} ${one.textContent} ${one.getBoundingClientRect().height}`)).toEqual([]);
    }
  });
});

test('a page whose code cannot be had says so, and comes as soon as it can', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const load = vi.spyOn(PAGE_PARTS.about, 'load').mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
  try {
    const { element } = await app(LIVE);
    await go(element, '#/about');
    expect(deepText(deepAll(element, 'main [role=alert]')[0] as Element)).toContain('A part of the app is missing');
    vi.advanceTimersByTime(5_000);
    await settled(element);
    expect(load).toHaveBeenCalledTimes(2);
    expect(deepAll(element, 'main [role=alert]')).toEqual([]);
    expect(deepAll(element, 'tb-about-page')).toHaveLength(1);
  } finally {
    vi.useRealTimers();
    vi.restoreAllMocks();
  }
});

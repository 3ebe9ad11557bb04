import { afterEach, describe, expect, test, vi } from 'vitest';
import type { HistoryQuery } from '../../src/bridge/history-contract';
import '../../src/ui/pages/tb-overview-page';
import type { BridgeView } from '../../src/bridge/contract';
import { SYNTHETIC_HISTORY, syntheticColumns } from './fixtures/history';
import { type TestPage, type TestPageOptions, deepAll, deepText, settled, testPage } from './fixtures/page';
import { anotherTask, firstDrawings } from '../../src/ui/state/slices';
import {
  ABSORPTION_HOLD,
  AGING,
  ALARM,
  FLOAT,
  IMBALANCE_HOLD,
  LIVE,
  MILLIVOLTS,
  NO_PORT,
  NOW,
  QUIET,
  SILENT,
  STALE,
  STOPPED,
  TWO_PACKS,
  batteryOf,
  packOf,
} from './fixtures/views';

let page: TestPage | undefined;
afterEach(() => page?.remove());

async function overview(view?: BridgeView, options?: TestPageOptions) {
  page = testPage(view, options);
  const element = await page.show('tb-overview-page');
  const text = (): string => deepText(element).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');
  return { page, element, text };
}

describe('battery', () => {
  test('live values in their fixed decimals, with sign and word', async () => {
    const { text, element } = await overview(LIVE);
    expect(text()).toContain('76.4 %');
    expect(text()).toContain('55.02 V');
    expect(text()).toContain('+32.4 A charging');
    expect(text()).toContain('+1,783 W');
    expect(text()).toContain('Sensor 1 21.5 °C');
    expect(text()).toContain('BMS board 31.2 °C');
    const meter = deepAll(element, '[role=meter]').find((found) => found.getAttribute('aria-label') === 'State of charge (SOC)');
    expect(meter?.getAttribute('aria-valuenow')).toBe('76.4');
  });

  test('discharging has a real minus', async () => {
    const { text } = await overview(ALARM);
    expect(text()).toContain('−48.6 A discharging');
  });

  test('a current that rounds to nothing rests', async () => {
    const { text } = await overview({ ...LIVE, battery: batteryOf(LIVE.packs, { current: -0.04 }) });
    expect(text()).toContain('0.0 A at rest');
  });

  test('an absent sensor has no row', async () => {
    const pack = packOf('pack-1', MILLIVOLTS);
    const reading = pack.reading && { ...pack.reading, externalTemp2: undefined };
    const { text } = await overview({ ...LIVE, packs: [{ ...pack, reading }] });
    expect(text()).toContain('Sensor 1');
    expect(text()).not.toContain('Sensor 2');
  });

  test('French reads as French', async () => {
    const { text } = await overview(LIVE, { language: 'fr' });
    expect(text()).toContain('76,4 %');
    expect(text()).toContain('+32,4 A en charge');
    expect(text()).toContain('Envoyées il y a 0,4 s');
  });

  test('a switch of language needs no reload', async () => {
    const { text, element, page } = await overview(LIVE);
    page.ui.preferences.languageChoice = 'fr';
    await settled(element);
    expect(text()).toContain('Limites envoyées au GX');
    expect(text()).not.toContain('Limits');
  });
});

describe('truth', () => {
  const NUMBERS = ['76.4', '55.02', '32.4', '1,783', '21.5', '3.460'];

  test('ageing values are dimmed and say how old they are', async () => {
    const { text, element } = await overview(AGING);
    expect(text()).toContain('Data is 4.3 s old');
    expect(text()).toContain('76.4 %');
    expect(deepAll(element, 'tb-figure[size=hero]')[0]?.hasAttribute('old')).toBe(true);
    expect(deepAll(element, 'tb-cell-bars')[0]?.hasAttribute('old')).toBe(true);
  });

  test.each([
    ['stale', STALE, 'No data for 12 s'],
    ['silent', SILENT, 'No data for 45 s'],
  ])('%s: no old number anywhere', async (_name, view, note) => {
    const { text, element } = await overview(view);
    expect(text()).toContain(note);
    for (const number of NUMBERS) expect(text()).not.toContain(number);
    expect(deepAll(element, '[role=meter]')).toEqual([]);
    expect(text()).toContain('— %');
  });

  test('values become lost while the worker goes on publishing without news', async () => {
    const { text, element, page } = await overview(LIVE);
    page.receive({ ...LIVE, now: NOW + 9_900 });
    page.wait(0);
    await settled(element);
    expect(text()).toContain('No data for 10 s');
    expect(text()).not.toContain('76.4');
  });

  test('a silent worker takes every number off the page', async () => {
    const { text, element, page } = await overview(LIVE);
    page.wait(3_000);
    await settled(element);
    for (const number of [...NUMBERS, '55.2', '39.6', '135.0']) expect(text()).not.toContain(number);
    expect(text()).toContain('GX unknown');
    expect(text()).toContain('Not known at the moment');
  });

  test('figures follow the tick, so that they can be read', async () => {
    const { text, element, page } = await overview(LIVE);
    page.receive({ ...LIVE, battery: batteryOf(LIVE.packs, { stateOfCharge: 77 }) });
    await settled(element);
    expect(text()).toContain('76.4 %');
    page.wait(500);
    await settled(element);
    expect(text()).toContain('77.0 %');
  });
});

describe('behind another tab', () => {
  /** What can be seen in the very next picture. */
  const nextPicture = (text: () => string, happens: () => void): Promise<string> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => resolve(text()));
      happens();
    });
  const voltageOf = (voltage: number): BridgeView => ({ ...LIVE, battery: batteryOf(LIVE.packs, { voltage }) });

  test('nothing is drawn, and the first picture afterwards shows what is true by then', async () => {
    const { page, element, text } = await overview(LIVE);
    page.look(false);
    page.receive(voltageOf(51.37));
    page.wait(500);
    await settled(element);
    expect(text()).toContain('55.02 V');
    expect(await nextPicture(text, () => page.look(true))).toContain('51.37 V');
  });

  test('values that got old or lost meanwhile are never seen as live', async () => {
    const { page, text } = await overview(LIVE);
    page.look(false);
    page.receive(STALE);
    const lost = await nextPicture(text, () => page.look(true));
    expect(lost).not.toContain('55.02 V');
    expect(lost).toContain('No data for 12 s');
  });

  test('nor are those of a worker that fell silent', async () => {
    const { page, text } = await overview(LIVE);
    page.look(false);
    page.wait(20_000);
    const silent = await nextPicture(text, () => page.look(true));
    expect(silent).not.toMatch(/55\.02 V|76\.4 %|108\.0 A/);
  });
});

describe('limits', () => {
  test('value, winning rule as a sentence, and the others by rank', async () => {
    const { text } = await overview(LIVE);
    expect(text()).toContain('Sent 0.4 s ago');
    expect(text()).toContain('CVL Charge voltage limit 55.2 V');
    expect(text()).toContain('Cell 7 at 3.460 V is 60 mV above the taper start; 44 % of full current, zero at 3.600 V.');
    expect(text()).toMatch(/90\.0 A — Full current, 90 % of the BMS’s over-current cutoff.*95\.0 A — Your own maximum/);
    expect(text()).toContain('GX heard 0.6 s ago');
  });

  test('a limit of zero is said in words', async () => {
    const { text } = await overview(ALARM);
    expect(text()).toContain('CCL Charge current limit 0.0 A Charging stopped');
    expect(text()).not.toContain('Discharging stopped');
  });

  test('limits that have not been sent for 10 s are not shown', async () => {
    const { text } = await overview({ ...LIVE, limitsSentAt: NOW - 10_000 });
    expect(text()).toContain('Nothing sent for 10 s');
    expect(text()).not.toContain('55.2 V');
  });

  test('nothing sent yet', async () => {
    const { text } = await overview(NO_PORT);
    expect(text()).toContain('Nothing is sent');
    expect(text()).toContain('CVL Charge voltage limit — V');
  });
});

describe('charge', () => {
  const note = (element: Element) => deepAll(element, 'tb-charge-note')[0] as Element;
  const marks = (element: Element) =>
    deepAll(note(element), 'li').map((item) => [
      deepAll(item, 'tb-icon')[0]?.getAttribute('name'),
      deepText(item).replaceAll('\u00a0', ' '),
    ]);

  test('the state, since when, why, and what it waits for', async () => {
    const { element, text } = await overview(LIVE);
    expect(text()).toContain('Absorption LFP · TRANSITION · filling up');
    expect(text()).toContain('Began 6 min 20 s ago: cell 7 reached 3.446 V, the battery 54.91 V, for 10 s.');
    expect(text()).toContain('Goes on to float when held for long enough');
    expect(marks(element)).toEqual([
      ['idle', 'Hold 0 s of 15 min not yet'],
      ['check', 'Cell 7 at 3.460 V, needs 3.430 V met'],
      ['idle', 'Spread 48 mV, needs 15 mV or less not yet'],
      ['idle', 'Current +32.4 A, needs 11.2 A or less not yet'],
      ['idle', 'At the latest after 3 h, 6 min 20 s so far not yet'],
    ]);
  });

  test('the hold counts', async () => {
    const { text } = await overview(ABSORPTION_HOLD);
    expect(text()).toContain('Hold 6 min 20 s of 15 min');
  });

  test('float, in French', async () => {
    const { text } = await overview(FLOAT, { language: 'fr' });
    expect(text()).toContain('Float LFP · FLOAT · pleine, maintenue au repos');
    expect(text()).toContain('Début il y a 2 h 5 min : cellules restées pleines pendant 15 min, 9 mV d’écart');
    expect(text()).toContain('SOC 99,6 %, il faut 90,0 % ou moins pas encore');
  });

  test('an imbalance stands out, and the trim is told only when there is one', async () => {
    const { element, text, page } = await overview(IMBALANCE_HOLD);
    expect(deepAll(note(element), 'tb-icon[name=warning]').length).toBe(1);
    expect(text()).toContain('IMBALANCE_HOLD · cells uneven, charging slowly');
    expect(text()).toContain('Overshoot control takes 0.52 V off the charge voltage.');
    expect(text()).toContain('Falling slowly to 55.1 V (cell 7 is 124 mV above cell 12;');
    page.receive(LIVE);
    page.wait(500);
    await settled(element);
    expect(text()).not.toContain('Overshoot control');
  });

  test('without recent data no condition is judged', async () => {
    const { element, text } = await overview(STALE);
    expect(text()).toContain('Absorption LFP · TRANSITION Began 6 min 20 s ago');
    expect(text()).toContain('No data from the BMS for 12 s, so charging is held back');
    expect(marks(element)).toEqual([]);
  });

  test('nothing is claimed before the law has spoken', async () => {
    const { element } = await overview(NO_PORT);
    expect(deepAll(element, 'tb-charge-note')).toEqual([]);
  });
});

describe('cells', () => {
  const bars = (element: Element): Element[] =>
    deepAll(element, 'tb-cell-bars [role=meter], [role=meter]').filter((found) => found.localName === 'g');

  test('each cell is a meter that tells lowest, highest and balancing', async () => {
    const { element } = await overview(LIVE);
    const meters = bars(element);
    expect(meters.length).toBe(16);
    expect(meters[6]?.getAttribute('aria-valuetext')).toBe('3.460\u00a0V, highest, balancing');
    expect(meters[11]?.getAttribute('aria-valuetext')).toBe('3.412\u00a0V, lowest');
    expect(meters[1]?.getAttribute('aria-valuetext')).toBe('3.441\u00a0V, balancing wanted');
  });

  test('a higher cell has a higher bar, and bars stand on the printed axis', async () => {
    const { element, text } = await overview(LIVE);
    const top = (index: number): number => bars(element)[index]?.querySelector('rect')?.getBoundingClientRect().top ?? NaN;
    expect(top(6)).toBeLessThan(top(0));
    expect(top(11)).toBeGreaterThan(top(0));
    expect(text()).toContain('The axis runs from 2.7 V to 3.7 V, not from zero.');
    expect(text()).toContain('BMS cutoffs 2.800 V to 3.650 V');
    expect(text()).toContain('Spread 48 mV');
  });

  test.each([4, 8, 16])('%i cells are %i bars', async (count) => {
    const pack = packOf('pack-1', MILLIVOLTS.slice(0, count));
    const { element } = await overview({ ...LIVE, packs: [pack] });
    expect(bars(element).length).toBe(count);
  });

  test.each([4, 16])('of %i cells it is told how many are balanced, and how many want to be', async (count) => {
    const pack = packOf('pack-1', MILLIVOLTS.slice(0, count));
    const { reading } = pack;
    if (!reading) throw new Error('no reading');
    const told = (real: number, wanted: number): BridgeView => {
      const cells = reading.cells.map((cell, index) => ({ ...cell, balancing: index < real, wantsBalancing: index < wanted }));
      return { ...LIVE, packs: [{ ...pack, reading: { ...reading, cells } }] };
    };
    const { text } = await overview(told(1, 3));
    expect(text()).toContain('Balancing 1 active, 3 wanted');
    page?.receive(told(count, count));
    page?.wait(600);
    await expect.poll(text).toContain(`Balancing ${count} active, ${count} wanted`);
    page?.receive(told(0, 0));
    page?.wait(600);
    await expect.poll(text).toContain('Balancing none');
  });

  test('several packs are several groups on one axis, and a cell is named with its pack', async () => {
    const { element, text } = await overview(TWO_PACKS);
    expect(deepAll(element, 'tb-cell-bars').length).toBe(2);
    expect(text()).toMatch(/Pack 1.*Pack 2/);
    expect(text()).toContain('Cell 7 of pack 1 at');
    const axes = deepAll(element, 'tb-cell-bars').map((found) => 'axis' in found && found.axis);
    expect(axes[0]).toEqual(axes[1]);
  });

  test('the table says the same and can be sorted', async () => {
    const { element, text } = await overview(LIVE);
    const button = (name: string) =>
      deepAll(element, 'button').find((found) => found.getAttribute('aria-label') === name || found.textContent?.trim() === name);
    (button('Table') as HTMLButtonElement).click();
    await customElements.whenDefined('tb-cell-table');
    await settled(element);
    expect(deepAll(element, 'tbody tr').length).toBe(16);
    expect(text()).toContain('3.460 V +21 mV balancing');
    (button('Sort by Voltage') as HTMLButtonElement).click();
    await settled(element);
    expect(deepText(deepAll(element, 'tbody tr')[0] as Element)).toContain('12');
    (button('Sort by Voltage') as HTMLButtonElement).click();
    await settled(element);
    expect(deepText(deepAll(element, 'tbody tr')[0] as Element)).toContain('7');
  });
});

describe('not running', () => {
  test('what is still needed, and the way there', async () => {
    const { text, element } = await overview(NO_PORT);
    expect(text()).toContain('The bridge is waiting');
    expect(text()).toContain('A TinyBMS that answers');
    expect(text()).toContain('A CAN adapter that is ready');
    expect(deepAll(element, 'a[href="#/connection"]').length).toBe(1);
  });

  test('stopped', async () => {
    const { text } = await overview(STOPPED);
    expect(text()).toContain('The bridge is stopped');
    expect(text()).not.toContain('Still needed');
  });

  test('a bridge that has just begun shows what it waits for, and figures as soon as there are any', async () => {
    const operation = NO_PORT.operation && { ...NO_PORT.operation, since: NOW - 1_000 };
    const { page, text, element } = await overview({ ...NO_PORT, operation });
    expect(text()).toContain('The bridge is waiting');
    expect(text()).not.toContain('No data yet');
    page.ui.store.receive({ ...NO_PORT, operation, packs: LIVE.packs });
    await settled(element);
    expect(text()).toContain('Sensor 1 21.5 °C');
    page.ui.store.receive({ ...NO_PORT, operation });
    await settled(element);
    expect(text()).toContain('No data yet');
  });

  test('on a page that begins the cards are drawn in slices, and come as a whole', async () => {
    // Every look at the clock is the end of a slice: how much fits into one does not depend on the machine.
    let time = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (time += 100));
    firstDrawings.begin();
    const operation = NO_PORT.operation && { ...NO_PORT.operation, since: NOW - 1_000 };
    const { page, element } = await overview({ ...NO_PORT, operation });
    await firstDrawings.settled();
    const states = new Set<string>();
    const look = (): void => {
      const cards = deepAll(element, 'tb-battery-card, tb-limits-card, tb-alarms-card, tb-cells-card');
      const drawn = cards.filter((card) => card.shadowRoot?.querySelector('h2')).length;
      states.add(`${drawn} of ${cards.length}, ${cards[0]?.checkVisibility({ visibilityProperty: true }) ? 'seen' : 'unseen'}`);
    };
    page.ui.store.receive({ ...LIVE, operation });
    const isSeen = (): boolean => [...states].some((state) => state.endsWith(' seen'));
    // Tasks come in the order in which they were asked for: one look after each slice.
    for (let turn = 0; turn < 10_000 && !isSeen(); turn += 1) {
      await anotherTask();
      look();
    }
    firstDrawings.end();
    vi.restoreAllMocks();
    await settled(element);
    look();
    expect([...states].filter((state) => state.endsWith(' seen'))).toEqual(['4 of 4, seen']);
    expect([...states]).toContain('2 of 4, unseen');
  });

  test('before the first view nothing is claimed', async () => {
    const { text } = await overview();
    expect(text().trim()).toBe('');
  });

  test('alarms of the battery are sentences', async () => {
    const { text } = await overview({ ...LIVE, alarms: { ...QUIET, imbalance: 'warning' } });
    expect(text()).toContain('Warning The cells are drifting apart.');
  });
});

describe('the last hours', () => {
  const remembering = () => {
    const asked: HistoryQuery[] = [];
    const query = (question: HistoryQuery) => {
      asked.push(question);
      return Promise.resolve(syntheticColumns(question));
    };
    return { asked, history: { ...SYNTHETIC_HISTORY, query } };
  };

  test('power of six hours is drawn, of this very bridge', async () => {
    const { asked, history } = remembering();
    const { element } = await overview(LIVE, { history });
    await expect.poll(() => deepAll(element, 'tb-chart').map(deepText).join()).toMatch(/Power\s[−+][\d,]+\sW/);
    expect(asked[0]).toMatchObject({ mode: 'serial', series: ['power'] });
    expect((asked[0]?.to ?? 0) - (asked[0]?.from ?? 0)).toBe(6 * 3_600_000);
  });

  test('a replay has no history to draw', async () => {
    const { asked, history } = remembering();
    const { element } = await overview({ ...LIVE, mode: 'replay' }, { history });
    await expect.poll(() => deepAll(element, 'tb-recent')[0]?.shadowRoot).toBeTruthy();
    await settled(element);
    expect(deepAll(element, 'tb-chart')).toEqual([]);
    expect(asked).toEqual([]);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { HistoryApi, HistoryQuery } from '../../src/bridge/history-contract';
import type { TbHistoryPage } from '../../src/ui/pages/tb-history-page';
import '../../src/ui/pages/tb-history-page';
import { SYNTHETIC_HISTORY, syntheticColumns } from './fixtures/history';
import { type TestPage, type TestPageOptions, deepAll, deepText, settled, testPage } from './fixtures/page';
import { LIVE } from './fixtures/views';

let page: TestPage | undefined;

afterEach(() => page?.remove());

async function open(history: Partial<HistoryApi>, options: TestPageOptions = {}): Promise<TbHistoryPage> {
  page = testPage(LIVE, { ...options, history });
  const element = await page.show('tb-history-page');
  await expect.poll(() => deepText(element)).not.toBe('');
  return element;
}

/** A history that keeps what it was asked. */
function remembering(): { readonly history: Partial<HistoryApi>; readonly asked: HistoryQuery[] } {
  const asked: HistoryQuery[] = [];
  const query: HistoryApi['query'] = (wanted) => {
    asked.push(wanted);
    return Promise.resolve(syntheticColumns(wanted));
  };
  return { history: { ...SYNTHETIC_HISTORY, query }, asked };
}

function button(element: Element, name: string | RegExp): HTMLElement {
  const found = deepAll(element, 'button').find((candidate) => {
    const label = candidate.getAttribute('aria-label') ?? deepText(candidate);
    return typeof name === 'string' ? label === name : name.test(label);
  });
  if (!found) throw new Error(`No button “${name}”`);
  return found as HTMLElement;
}

async function press(element: Element, name: string | RegExp): Promise<void> {
  button(element, name).click();
  await settled(element);
}

/** Pixels of a chart that are not the ground. */
function inked(element: Element, chart: string): number {
  const host = deepAll(element, `tb-chart[data-chart=${chart}]`)[0];
  const canvas = host && (deepAll(host, 'canvas')[0] as HTMLCanvasElement | undefined);
  const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  let count = 0;
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 0) count += 1;
  return count;
}

describe('the history page', () => {
  it('draws a chart for each group of values, with the newest values in its legend', async () => {
    const element = await open(SYNTHETIC_HISTORY);
    await expect.poll(() => deepAll(element, 'tb-chart').length).toBe(4);
    await expect.poll(() => inked(element, 'voltage')).toBeGreaterThan(1000);
    expect(deepText(element)).toMatch(/CVL sent 42\.0 V/);
    expect(deepText(element)).toContain('What happened (8)');
  });

  it('asks once for a stretch of time, and again when another is chosen', async () => {
    const { history, asked } = remembering();
    const element = await open(history);
    await expect.poll(() => asked).toHaveLength(1);
    expect((asked[0]?.to ?? 0) - (asked[0]?.from ?? 0)).toBe(3_600_000);
    await press(element, '24 h');
    await expect.poll(() => asked).toHaveLength(2);
    expect((asked[1]?.to ?? 0) - (asked[1]?.from ?? 0)).toBe(86_400_000);
  });

  it('leaves live when it is moved into the past, and says how to come back', async () => {
    const element = await open(SYNTHETIC_HISTORY);
    expect(button(element, 'Live').getAttribute('aria-pressed')).toBe('true');
    await press(element, 'Earlier');
    await press(element, 'Back to live');
    expect(button(element, 'Live').getAttribute('aria-pressed')).toBe('true');
  });

  it('moves through its tabs by the arrow keys', async () => {
    const { history, asked } = remembering();
    const element = await open(history);
    const tab = (): HTMLElement => deepAll(element, '[role=tab][aria-selected=true]')[0] as HTMLElement;
    tab().dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    await settled(element);
    expect(deepText(tab())).toBe('Cells');
    await expect.poll(() => asked.at(-1)?.series).toContain('cell16');
    await expect.poll(() => deepText(element)).toContain('Cell 12');
    expect(deepText(element)).not.toContain('Cell 13');
  });

  it('hides a line, and keeps it hidden', async () => {
    const element = await open(SYNTHETIC_HISTORY);
    await expect.poll(() => inked(element, 'current')).toBeGreaterThan(1000);
    const before = inked(element, 'current');
    await press(element, /^ ?DCL sent/);
    expect(button(element, /^ ?DCL sent/).getAttribute('aria-pressed')).toBe('false');
    await expect.poll(() => inked(element, 'current')).not.toBe(before);
    expect([...(page?.ui.preferences.hiddenLinesOf('current') ?? [])]).toEqual(['dcl']);
  });

  it('tells the values of a chart as a table', async () => {
    const element = await open(SYNTHETIC_HISTORY);
    const table = () => deepAll(element, 'tb-chart[data-chart=charge]').flatMap((chart) => deepAll(chart, 'details'))[0];
    await expect.poll(table).toBeInstanceOf(HTMLDetailsElement);
    const details = table() as HTMLDetailsElement;
    details.open = true;
    await expect.poll(() => deepAll(details, 'tbody tr').length).toBe(60);
  });

  it('shows the energy of each day and statistics of what was recorded', async () => {
    const element = await open(SYNTHETIC_HISTORY);
    await press(element, 'Energy');
    await expect.poll(() => deepAll(element, 'rect.in')).toHaveLength(30);
    expect(deepText(element)).toContain('4.20 kWh');
    await press(element, 'Statistics');
    await expect.poll(() => deepText(element)).toContain('Time in each state: BMS');
    const said = deepText(element).replaceAll('\u00a0', ' ');
    // Of twelve cells that stand 2 mV apart.
    expect(said).toMatch(/Worst cell: furthest from it Cell (1, −11|12, \+11) mV/);
    expect(said).toMatch(/Best cell: nearest to the average Cell [67], [+−]1 mV/);
    expect(said).toMatch(/Charged .* kWh in the stretch before/);
    expect(said).toMatch(/Full cycles [\d.]+ [\d.]+ in the stretch before/);
    expect(said).toMatch(/Charger connected BMS event 1 ×/);
    const printing = vi.spyOn(window, 'print').mockImplementation(() => undefined);
    await press(element, 'Print as a report');
    expect(printing).toHaveBeenCalledOnce();
    printing.mockRestore();
  });

  it('tells of a limit that changed its rule in the chart of that limit, and of a BMS event in every chart, in words', async () => {
    const element = await open(SYNTHETIC_HISTORY);
    await expect.poll(() => inked(element, 'current')).toBeGreaterThan(1000);
    /** @returns what is told there, as soon as it is */
    const hover = async (chart: string, share: number): Promise<() => string> => {
      const host = deepAll(element, `tb-chart[data-chart=${chart}]`)[0] as HTMLElement;
      host.scrollIntoView({ block: 'center' });
      const over = deepAll(host, '.u-over')[0] as HTMLElement;
      const { width } = over.getBoundingClientRect();
      await userEvent.hover(over, { position: { x: width * share, y: 60 } });
      await settled(element);
      return () => deepAll(host, '.told').map(deepText).join(' ').replaceAll('\u00a0', ' ');
    };
    // Where the marks of the fixture are, as shares of the window.
    await expect.poll(await hover('current', 0.5)).toMatch(/CCL 30\.0 A: [A-Z].*\./);
    await expect.poll(await hover('voltage', 0.5)).toBe('');
    for (const chart of ['voltage', 'current', 'power', 'charge']) {
      await expect.poll(await hover(chart, 0.55)).toContain('Charger connected');
    }
    await expect.poll(await hover('current', 0.7)).toBe('');
  });

  it('lists what happened, all of it or one kind', async () => {
    const element = await open(SYNTHETIC_HISTORY);
    await expect.poll(() => deepText(element)).toContain('What happened (8)');
    const list = deepAll(element, 'tb-mark-list')[0] as HTMLElement;
    (deepAll(list, 'details')[0] as HTMLDetailsElement).open = true;
    const said = (): string => deepAll(list, 'tbody tr').map(deepText).join(' | ');
    expect(said()).toMatch(/CCL CCL 30\.0.A: [A-Z]/);
    await userEvent.selectOptions(deepAll(list, 'select')[0] as HTMLElement, 'bms');
    await settled(element);
    expect(said()).toMatch(/^[^|]*BMS event Charger connected$/);
  });

  it('says in words when the history cannot be read, and asks again', async () => {
    let broken = true;
    const query: HistoryApi['query'] = (wanted) =>
      broken ? Promise.reject(new Error('The database was closed')) : Promise.resolve(syntheticColumns(wanted));
    const element = await open({ ...SYNTHETIC_HISTORY, query });
    await expect.poll(() => deepText(element)).toContain('The history cannot be read: The database was closed');
    broken = false;
    await press(element, 'Try again');
    await expect.poll(() => deepText(element)).not.toContain('cannot be read');
  });

  it('warns where nothing is stored', async () => {
    const storage: HistoryApi['storage'] = (mode) =>
      Promise.resolve({
        mode,
        state: 'memory',
        tiers: [],
        damaged: 0,
        unsavedBytes: 0,
        usage: undefined,
        quota: undefined,
        persisted: undefined,
      });
    const element = await open({ ...SYNTHETIC_HISTORY, storage }, { language: 'fr' });
    await expect.poll(() => deepText(element)).toContain('sera perdu à la fermeture de cet onglet');
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import '../../src/ui/pages/tb-settings-page';
import { readText } from '../../src/ui/state/incoming-file';
import { deepAll, deepText, settled, testPage, type TestPage, type TestPageOptions } from './fixtures/page';
import { LIVE } from './fixtures/views';

let page: TestPage | undefined;
afterEach(() => page?.remove());

async function shown(options: TestPageOptions = {}) {
  page = testPage(LIVE, options);
  const element = await page.show('tb-settings-page');
  await expect.poll(() => deepAll(element, 'tb-option-row').length).toBeGreaterThan(0);
  await settled(element);
  return { page, element };
}

function row(element: Element, path: string): Element {
  const [found] = deepAll(element, `tb-option-row[path="${path}"]`);
  if (!found) throw new Error(`${path} has no row`);
  return found;
}

function type(element: Element, path: string, text: string): void {
  const [field] = deepAll(row(element, path), 'input, select') as (HTMLInputElement | HTMLSelectElement)[];
  if (!field) throw new Error(`${path} has no field`);
  field.value = text;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

async function choose(element: Element, name: string, content: string): Promise<void> {
  const [input] = deepAll(element, 'input[type=file]') as HTMLInputElement[];
  const transfer = new DataTransfer();
  transfer.items.add(new File([content], name));
  if (!input) throw new Error('no file can be chosen');
  input.files = transfer.files;
  input.dispatchEvent(new Event('change'));
  await expect.poll(() => deepAll(element, 'dialog[open]').length).toBe(1);
  await settled(element);
}

const own = (sections: object): string => JSON.stringify({ format: 'tinybms-bridge/configuration', version: 1, sections });

describe('a setting', () => {
  test('is sent as soon as it is changed, one after the other', async () => {
    const { page, element } = await shown();
    type(element, 'log.segmentCount', '50');
    type(element, 'can.bitrate', '250000');
    type(element, 'frames.fastMs', '1500');
    await expect.poll(() => page.asked.length).toBe(3);
    expect(page.asked).toEqual([
      ['configure', [{ log: { segmentCount: 50 } }]],
      ['configure', [{ can: { bitrate: 250_000 } }]],
      ['configure', [{ frames: { fastMs: 1500 } }]],
    ]);
  });

  test.each([
    ['log.segmentCount', '1', 'Must be from 2 to 5000.'],
    ['log.segmentCount', 'many', 'This is not a number.'],
    ['watchdog.timeoutS', '2.5', 'Only whole numbers.'],
    ['names.manufacturer', 'Manufacturer', 'At most 8 characters.'],
  ])('%s = %s stays in its field and says the rule', async (path, text, rule) => {
    const { page, element } = await shown();
    type(element, path, text);
    await settled(element);
    expect(deepText(row(element, path))).toContain(rule);
    expect((deepAll(row(element, path), 'input') as HTMLInputElement[])[0]?.value).toBe(text);
    expect(page.asked).toEqual([]);
  });

  test('of this browser holds at once', async () => {
    const { page, element } = await shown();
    type(element, 'display.theme', 'light');
    expect(page.ui.preferences.theme).toBe('light');
    expect(page.asked).toEqual([]);
  });

  test('is found by its name, without accents', async () => {
    const { element } = await shown({ language: 'fr' });
    const [search] = deepAll(element, 'input[type=search]') as HTMLInputElement[];
    if (!search) throw new Error('no search');
    search.value = 'debit du BUS';
    search.dispatchEvent(new Event('input'));
    await settled(element);
    expect(deepAll(element, 'tb-option-row').map((found) => found.getAttribute('path'))).toEqual(['can.bitrate']);
  });
});

/** A path may break after its dots and lines; here it is read in one piece. */
const wordsOf = (element: Element): string => deepText(element).replaceAll(/(?<=\w[._]) ?(?=[a-z])/g, '');

describe('a file', () => {
  test('is shown value by value before anything changes, taken whole, and undone', async () => {
    const { page, element } = await shown();
    await choose(element, 'cabin.json', own({ names: { battery: 'Cabin' }, charge: { cclUserMax: 40 }, display: { theme: 'light' } }));
    const [dialog] = deepAll(element, 'dialog[open]');
    const text = wordsOf(dialog ?? element);
    for (const part of [
      'Battery name names.battery TinyBMS Bridge Cabin',
      'CCL maximum charge.cclUserMax from the BMS 40 A',
      'Limits are being sent now',
    ]) {
      expect(text).toContain(part);
    }
    expect(page.ui.store.snapshot.view?.configuration.names.battery).toBe('TinyBMS Bridge');

    const agree = (): void => (deepAll(element, 'dialog button.main') as HTMLButtonElement[])[0]?.click();
    agree();
    await expect.poll(() => page.ui.store.snapshot.view?.configuration.names.battery).toBe('Cabin');
    await expect.poll(() => page.ui.preferences.theme).toBe('light');
    await expect.poll(() => deepText(element)).toContain('cabin.json was imported');

    const [undo] = (deepAll(element, 'button') as HTMLButtonElement[]).filter((button) => button.textContent?.includes('Undo…'));
    undo?.click();
    await expect.poll(() => deepAll(element, 'dialog[open]').length).toBe(1);
    agree();
    await expect.poll(() => page.ui.store.snapshot.view?.configuration.names.battery).toBe('TinyBMS Bridge');
    await expect.poll(() => page.ui.preferences.theme).toBe('dark');
  });

  test('tells what of it is unsafe or wrong without being asked, even where it has no effect', async () => {
    const { element } = await shown();
    const file = { wifi: { hostname: 'hut' }, web_server: { password: 'admin' }, tinybms: { broadcast_expected: true } };
    await choose(element, 'config.json', JSON.stringify(file));
    const [dialog] = deepAll(element, 'dialog[open]');
    const [remarks] = deepAll(dialog ?? element, 'section').filter((section) => deepText(section).includes('Worth knowing: 2'));
    const text = wordsOf(remarks ?? element);
    expect(text).toContain('web_server.password secret A password that everybody knows.');
    expect(text).toContain('tinybms.broadcast_expected true The BMS does not have to broadcast');
    expect(text).not.toContain('hut');
  });

  test('that cannot be read is told like one that is damaged', async () => {
    const { page, element } = await shown();
    const gone = Object.assign(new File([''], 'folder'), { slice: () => ({ text: () => Promise.reject(new Error('gone')) }) });
    page.ui.incoming.offer(await readText(gone));
    await expect.poll(() => deepText(element)).toContain('This file is not JSON, or damaged.');
  });

  test('with a value that cannot be taken is refused whole, with its rule', async () => {
    const { element } = await shown();
    await choose(element, 'bad.json', own({ can: { bitrate: 125_000 }, names: { battery: 'Cabin' } }));
    const [dialog] = deepAll(element, 'dialog[open]');
    expect(wordsOf(dialog ?? element)).toContain('can.bitrate 125000 Must be one of: 250 kbit/s, 500 kbit/s.');
    expect((deepAll(element, 'dialog button.main') as HTMLButtonElement[])[0]?.disabled).toBe(true);
  });
});

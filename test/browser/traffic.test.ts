import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import '../../src/ui/styles/tokens.css';
import '../../src/ui/styles/page.css';
import '../../src/ui/components/tb-laboratory';
import '../../src/ui/components/tb-traffic';
import '../../src/ui/components/tb-traffic-keeping';
import type { BridgeView } from '../../src/bridge/contract';
import type { Draft, Exchange } from '../../src/bridge/laboratory-contract';
import type { ShownMessage, TrafficApi } from '../../src/bridge/traffic-contract';
import { fromHex } from '../../src/protocols/bytes/hex';
import type { ManualClock } from '../support/manual-clock';
import { type TestPage, deepAll, deepText, settled, testPage } from './fixtures/page';
import { NO_TRAFFIC, recordedTraffic } from './fixtures/traffic';
import { LIVE, packOf, SIMULATED } from './fixtures/views';

let page: TestPage | undefined;
beforeEach(() => browser.viewport(1280, 900));
afterEach(() => page?.remove());

async function show(language: 'en' | 'fr' = 'en', recorded?: { traffic: TrafficApi; clock: ManualClock }) {
  const { traffic, clock } = recorded ?? (await recordedTraffic(20_000));
  page = testPage(SIMULATED, { language, traffic });
  const element = await page.show('tb-traffic');
  const rows = (): readonly Element[] => deepAll(element, '[role="option"]');
  await expect.poll(() => rows().length).toBeGreaterThan(5);
  const text = (of: string): string => deepAll(element, of).map(deepText).join(' ').replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');
  return { element, clock, traffic, rows, text };
}

test('of hundreds of messages only those in sight are drawn, newest last, and new ones come in', async () => {
  const { element, rows, clock } = await show();
  const size = (): number => Number(rows()[0]?.getAttribute('aria-setsize'));
  expect(size()).toBeGreaterThan(500);
  expect(rows().length).toBeLessThan(60);
  expect(rows().at(-1)?.getAttribute('aria-posinset')).toBe(String(size()));
  const before = size();
  await clock.run(2_000);
  await settled(element);
  expect(size()).toBeGreaterThan(before);
  expect(rows().at(-1)?.getAttribute('aria-posinset')).toBe(String(size()));
});

test('a limit frame is found by its identifier, chosen by the keyboard, and told byte by byte with its registers and its rule', async () => {
  const { element, rows, text } = await show();
  const search = deepAll(element, 'input[type="search"]')[0] as HTMLInputElement;
  await userEvent.type(search, '351');
  await expect.poll(() => rows().every((row) => deepText(row).includes('351 CVL, CCL, DCL'))).toBe(true);
  (deepAll(element, '[role="listbox"]')[0] as HTMLElement).focus();
  await userEvent.keyboard('{ArrowUp}');
  await expect.poll(() => text('tb-byte-map')).toContain('Charge voltage limit (CVL)');
  expect(text('tb-byte-map')).toContain('Fully charged voltage');
  expect(text('tb-byte-map')).toMatch(/Now: .*\./);
  expect(deepAll(element, '[aria-selected="true"]').map(deepText).join()).toContain('351');
  const list = deepAll(element, '[role="listbox"]')[0];
  expect(list?.getAttribute('aria-activedescendant')).toBe(deepAll(element, '[aria-selected="true"]')[0]?.id);
});

test('a reply tells every cell, and into which frames it goes', async () => {
  const { element, text } = await show();
  const reply = deepAll(element, '[role="option"]').find((row) => deepText(row).includes('Answer: Read registers'));
  (reply as HTMLElement).click();
  await expect.poll(() => text('tb-byte-map')).toContain('Cell 16');
  expect(text('tb-byte-map')).toContain('Goes into 351, 35A, 372, 373, 374, 375');
});

test('a pause holds the list and counts what comes', async () => {
  const { element, clock, text } = await show();
  const button = (name: RegExp): HTMLElement => deepAll(element, 'button').find((one) => name.test(deepText(one))) as HTMLElement;
  button(/^Pause/).click();
  await settled(element);
  const before = text('.below');
  await clock.run(3_000);
  await settled(element);
  expect(text('.below').split(' of ')[0]).toBe(before.split(' of ')[0]);
  expect(deepText(button(/^Go on/))).toMatch(/Go on \(\d+ new\)/);
});

test('nobody is told any more once the page is left', async () => {
  const { clock, traffic } = await show();
  page?.remove();
  page = undefined;
  await clock.run(1_000);
  // The next subscription has the next number, and the one before is gone: its list is not drawn again.
  expect(await traffic.subscribe(() => undefined, 0)).toBe(2);
});

test('storing is switched on for each link by itself, and what is stored can be taken along and deleted', async () => {
  const empty = (await NO_TRAFFIC.stored()).slcan;
  const asked: (readonly unknown[])[] = [];
  const stored = { slcan: empty, tinybms: { ...empty, lines: 4321, bytes: 1_100_000, oldest: Date.UTC(2026, 4, 12, 8) } };
  page = testPage(SIMULATED, {
    traffic: {
      ...NO_TRAFFIC,
      stored: () => Promise.resolve(stored),
      writeBegin: (...args) => (asked.push(args), Promise.resolve(1)),
      writeNext: () => Promise.resolve({ text: 'a line', share: 1, done: true }),
    },
  });
  const element = await page.show('tb-traffic-keeping');
  await expect.poll(() => deepText(element)).toContain('4,321 messages');
  expect(deepText(element)).toContain('nothing stored');
  const [, can] = deepAll(element, 'input[type="checkbox"]') as [HTMLElement, HTMLElement];
  can.click();
  await expect.poll(() => page?.asked.at(-1)).toEqual(['configure', [{ traffic: { storeCan: true } }]]);
  (deepAll(element, 'button').find((button) => deepText(button).includes('NDJSON')) as HTMLElement).click();
  await expect.poll(() => deepText(element)).toContain('tinybms-traffic-');
  const [format, range] = asked[0] as ['ndjson', { from: number; to: number }];
  expect([format, range.to - range.from]).toEqual(['ndjson', 3_600_001]);
});

describe('requests by hand', () => {
  const OTHER = { hardware: '2.1', publicFirmware: 257, internalFirmware: 243, serialNumber: '0042001F3438510232363939' };
  const OBSERVING: BridgeView = { ...LIVE, phase: 'observe', operation: { level: 'observe', since: 0, checks: [] } };
  const input = (element: Element, name: string): HTMLInputElement =>
    deepAll(element, 'label')
      .find((label) => deepText(label).startsWith(name))
      ?.querySelector('input') as HTMLInputElement;
  const sendButton = (element: Element): HTMLButtonElement => deepAll(element, 'form button')[0] as HTMLButtonElement;

  test('are composed by the keyboard, shown with their checksum, and sent only while the bridge observes', async () => {
    const sent: Draft[] = [];
    const exchange: Exchange = {
      serialNumber: '0042001F3438510232363938',
      at: Date.UTC(2026, 4, 12, 10, 41),
      request: { ...SENT_READ, bytes: fromHex('AA 03 00 24 00 04 1D D9') },
      answer: {
        ...SENT_READ,
        direction: 'received',
        bytes: fromHex('AA 03 08 EB 85 42 4C 33 33 C0 F3 D8 20'),
        request: fromHex('AA 03 00 24 00 04 1D D9'),
        summary: { kind: 'reply', command: 'modbusRead' },
      },
      failure: undefined,
      afterMs: 38,
    };
    const { traffic } = await recordedTraffic(1_000);
    page = testPage(LIVE, {
      traffic,
      laboratory: { send: (draft) => (sent.push(draft), Promise.resolve({ ok: true, exchange })) },
    });
    const element = await page.show('tb-laboratory');
    await expect.poll(() => deepText(element)).toContain('AA 03 00 24 00 04 1D D9');
    expect(deepText(element)).toContain('in observe mode only');
    expect(sendButton(element).disabled).toBe(true);

    page.receive(OBSERVING);
    await settled(element);
    expect(deepText(element)).not.toContain('in observe mode only');
    await userEvent.click(input(element, 'Registers'));
    await userEvent.keyboard('{Control>}a{/Control}4{Enter}');
    await expect.poll(() => deepText(element)).toContain('answered after 38 ms');
    expect(sent).toEqual([{ kind: 'reading', reading: { command: 'modbusRead', address: 36, count: 4 } }]);
    await expect.poll(() => deepText(element).replaceAll('\u00a0', ' ')).toContain('51.23 V');
    expect(deepText(element).replaceAll('\u00a0', ' ')).toMatch(/-7\.6 A|−7\.6 A/);
  });

  test('that write, or that nobody has described, are refused in words while they are typed', async () => {
    page = testPage(OBSERVING);
    const element = await page.show('tb-laboratory');
    const select = deepAll(element, 'select')[0] as HTMLSelectElement;
    await userEvent.selectOptions(select, 'bytes');
    const type = async (text: string): Promise<void> => userEvent.fill(input(element, 'Bytes'), text);
    await type('AA 19');
    await expect.poll(() => deepText(element)).toContain('AA 19 BE DA');
    expect(sendButton(element).disabled).toBe(false);
    await type('AA 0D 04 34 01 14 00');
    await expect.poll(() => deepText(element)).toContain('“Write single registers” changes settings of the BMS');
    expect(sendButton(element).disabled).toBe(true);
    await type('AA 06 00 24 00 04');
    await expect.poll(() => deepText(element)).toContain('Nobody has described the command 06');
    expect(sendButton(element).disabled).toBe(true);
  });

  test('go to the pack that is chosen of several, which is named', async () => {
    const sent: unknown[] = [];
    page = testPage(
      { ...OBSERVING, packs: [packOf('pack-1', [3300]), packOf('pack-2', [3300], { identity: OTHER })] },
      { laboratory: { send: (_draft, to) => (sent.push(to), Promise.resolve({ ok: false, barrier: 'busy' })) } },
    );
    const element = await page.show('tb-laboratory');
    await expect.poll(() => sendButton(element).disabled).toBe(false);
    await userEvent.click(sendButton(element));
    const select = deepAll(element, 'select')[0] as HTMLSelectElement;
    expect([...select.options].map(({ text }) => text)).toEqual(['0042001F3438510232363938', OTHER.serialNumber]);
    await userEvent.selectOptions(select, OTHER.serialNumber);
    await userEvent.click(sendButton(element));
    await expect.poll(() => sent).toEqual(['pack-1', 'pack-2']);
    page.receive(OBSERVING);
    await settled(element);
    await userEvent.click(sendButton(element));
    await expect.poll(() => sent).toEqual(['pack-1', 'pack-2', 'pack-1']);
  });

  test('cannot be sent from a window that displays, nor in a replay', async () => {
    page = testPage({ ...OBSERVING, window: { role: 'display', number: 2, sender: 1, silent: false } });
    const element = await page.show('tb-laboratory');
    expect(deepText(element)).toContain('Send from the window that has the BMS');
    expect(sendButton(element).disabled).toBe(true);
    page.receive({ ...OBSERVING, mode: 'replay' });
    await settled(element);
    expect(deepText(element)).toContain('There is no BMS behind a recording');
    expect(sendButton(element).disabled).toBe(true);
  });
});

const SENT_READ: ShownMessage = {
  wire: 'tinybms',
  direction: 'sent',
  bytes: new Uint8Array(),
  damaged: false,
  request: undefined,
  summary: { kind: 'request', command: 'modbusRead', address: 36, count: 4 },
};

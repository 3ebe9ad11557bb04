import { afterEach, expect, test, vi } from 'vitest';
import '../../src/ui/pages/tb-commissioning-page';
import type { BridgeView } from '../../src/bridge/contract';
import { type TestPage, type TestPageOptions, deepAll, deepText, settled, testPage } from './fixtures/page';
import { LIVE, OBSERVING, SIMULATED } from './fixtures/views';

let page: TestPage | undefined;
afterEach(() => {
  page?.remove();
  vi.restoreAllMocks();
});

async function show(view: BridgeView, options?: TestPageOptions) {
  page = testPage(view, options);
  const element = await page.show('tb-commissioning-page');
  const rest = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    await settled(element);
  };
  const text = (selector?: string): string => {
    const at = selector === undefined ? element : deepAll(element, selector)[0];
    return at ? deepText(at).replaceAll(/[\u00a0\u202f]/g, ' ') : '';
  };
  const button = (label: string): HTMLButtonElement => {
    const found = deepAll(element, 'button').find((each) => each.textContent?.trim() === label && each.checkVisibility());
    if (!(found instanceof HTMLButtonElement)) throw new Error(`no button "${label}" in: ${text()}`);
    return found;
  };
  const press = async (label: string): Promise<void> => {
    button(label).click();
    await rest();
  };
  return { page, element, text, button, press, rest };
}

test('the first open step is the one to do, and what it lacks is told', async () => {
  const { element, text, button } = await show(OBSERVING);
  expect(text('#progress')).toBe('5 of 11 steps proven');
  expect(deepAll(element, '[aria-current=step]').map((step) => step.getAttribute('data-step'))).toEqual(['current']);
  expect(text('[data-step=current]')).toContain('Let at least 1 A flow');
  expect(text('[data-step=cells]')).toContain('Together 55.02 V; the pack reads 55.02 V.');
  expect(button('I have compared them: they are the same').disabled).toBe(true);
  expect(button('Start the cable test').disabled).toBe(true);
});

test('watching asks the bridge for nothing; only the owner raises the level', async () => {
  const { page, button, press } = await show(OBSERVING);
  page.receive(OBSERVING);
  expect(page.asked).toEqual([]);
  expect(button('Go live').disabled).toBe(true);
  await press('Shadow');
  expect(page.asked).toEqual([['operate', ['shadow', []]]]);
});

test('a step that is proven is announced once, politely', async () => {
  const { page, text, rest } = await show(OBSERVING);
  expect(text('[role=status]')).toBe('');
  page.receive(LIVE);
  await rest();
  expect(text('[role=status]')).toContain('Proven: The GX is heard');
});

test('the owner answers for what only eyes can see', async () => {
  const { text, press } = await show(LIVE);
  expect(text('[data-step=shown]')).toContain('CVL 55.2 V, CCL 39.6 A, DCL 135.0 A.');
  await press('I have compared them: they are the same');
  expect(text('[data-step=shown]')).toContain('proven');
});

test('the cable test leads, and can be cancelled; a simulated cable has its button', async () => {
  const { page, text, press } = await show(SIMULATED);
  await press('Start the cable test');
  expect(text('tb-cable-test')).toContain('Now pull the cable of the BMS.');
  await press('Pull the simulated cable');
  expect(page.asked).toEqual([['injectFault', ['bms-cable-pulled', true]]]);
  await press('Cancel the test');
  expect(text()).toContain('The test was cancelled.');
});

test('a real cable is pulled by hand only', async () => {
  const { text, press } = await show(LIVE);
  await press('Start the cable test');
  expect(text()).not.toContain('simulated cable');
});

test('on paper stands the report, with the simulation named', async () => {
  const { text, press } = await show(SIMULATED);
  let printed = '';
  vi.spyOn(window, 'print').mockImplementation(() => (printed = text('.paper')));
  await press('Print the report');
  await expect.poll(() => printed).toContain('0042001F3438510232363938');
  expect(printed).toContain('SIMULATION');
  expect(text('.card h2')).not.toBe('');
});

test('to begin anew is asked first', async () => {
  const { text, press, rest, element } = await show(LIVE);
  await press('I have compared them: they are the same');
  await press('Begin anew');
  expect(text('[data-step=shown]')).toContain('proven');
  (deepAll(element, 'dialog[open] button.main')[0] as HTMLButtonElement).click();
  await rest();
  await rest();
  expect(text('[data-step=shown]')).toContain('open');
});

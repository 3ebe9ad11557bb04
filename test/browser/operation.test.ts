import { afterEach, expect, test } from 'vitest';
import '../../src/ui/components/tb-operation-card';
import '../../src/ui/components/tb-stop-button';
import type { BridgeView } from '../../src/bridge/contract';
import { type TestPage, type TestPageOptions, deepAll, deepText, settled, testPage } from './fixtures/page';
import { LIVE, OBSERVING, SHADOW, SIMULATED, STOPPED, faultOf } from './fixtures/views';

let page: TestPage | undefined;
afterEach(() => page?.remove());

async function show(name: 'tb-operation-card' | 'tb-stop-button', view: BridgeView, options?: TestPageOptions) {
  page = testPage(view, options);
  const element = await page.show(name);
  const rest = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    await settled(element);
  };
  const text = (): string => deepText(element).replaceAll('\u00a0', ' ');
  const button = (label: string): HTMLButtonElement => {
    const found = deepAll(element, 'button').find((each) => each.textContent?.trim() === label && each.checkVisibility());
    if (!(found instanceof HTMLButtonElement)) throw new Error(`no button "${label}" in: ${text()}`);
    return found;
  };
  const boxes = (): HTMLInputElement[] => deepAll(element, 'input').filter((each) => each instanceof HTMLInputElement);
  return { page, text, button, boxes, rest };
}

test('while points are open the way to live is closed and says what is missing', async () => {
  const { text, button } = await show('tb-operation-card', OBSERVING);
  expect(button('Go live').disabled).toBe(true);
  expect(text()).toContain('Points still missing: 2.');
  expect(text()).toContain('for 1 min 35 s');
});

test('the owner answers for what cannot be proven now, and is asked before anything is sent', async () => {
  const { page, button, boxes, rest } = await show('tb-operation-card', OBSERVING);
  for (const box of boxes().slice(0, 2)) {
    box.click();
    await rest();
  }
  button('Go live').click();
  await rest();
  expect(page.asked).toEqual([]);
  // The button of the card is inert behind the question; the last of that name is the answer.
  const answers = deepAll(page.root, 'dialog button.main');
  (answers.at(-1) as HTMLButtonElement | undefined)?.click();
  await rest();
  expect(page.asked).toEqual([['operate', ['live', ['current', 'gx']]]]);
});

test('shadow needs no proof', async () => {
  const { page, button, rest } = await show('tb-operation-card', OBSERVING);
  button('Shadow').click();
  await rest();
  expect(page.asked).toEqual([['operate', ['shadow', []]]]);
});

test('a refusal of the bridge is told', async () => {
  const { text, button, rest } = await show('tb-operation-card', SHADOW, {
    outcome: { ok: false, fault: faultOf('not-proven', 'warning', 'gx') },
  });
  button('Observe only').click();
  await rest();
  expect(text()).toContain('The bridge cannot go live yet');
});

test('coming back by itself can be switched off, for real hardware only', async () => {
  const { page, boxes, rest } = await show('tb-operation-card', LIVE);
  expect(boxes().map(({ checked }) => checked)).toEqual([true]);
  boxes()[0]?.click();
  await rest();
  expect(page.asked).toEqual([['configure', [{ operation: { autoStart: false } }]]]);
  page.remove();
  expect((await show('tb-operation-card', SIMULATED)).boxes()).toEqual([]);
});

test('one press ends the sending, without a question', async () => {
  const { page, button, rest } = await show('tb-stop-button', LIVE);
  button('Stop sending').click();
  await rest();
  expect(page.asked).toEqual([['operate', ['observe']]]);
});

test.each([OBSERVING, SHADOW, STOPPED])('there is nothing to stop where nothing is sent', async (view) => {
  const operation = view === STOPPED ? undefined : view.operation;
  expect((await show('tb-stop-button', { ...view, operation })).text()).toBe('');
});

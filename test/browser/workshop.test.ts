import { afterEach, expect, test } from 'vitest';
import '../../src/ui/pages/tb-bms-page';
import type { BridgeView } from '../../src/bridge/contract';
import { workshopDraft } from '../../src/ui/state/workshop-draft';
import { deepAll, deepText, settled, type TestPage, testPage } from './fixtures/page';
import { INTERRUPTED, testWorkshop, type TestWorkshop, WORKSHOP_VIEW } from './fixtures/workshop';
import { DISPLAY, LIVE } from './fixtures/views';

let page: TestPage | undefined;
afterEach(() => {
  page?.remove();
  workshopDraft.clear();
});

interface Shown {
  readonly language?: 'en' | 'fr';
  readonly view?: BridgeView;
}

async function open(workshop: TestWorkshop, { language = 'en', view = LIVE }: Shown = {}): Promise<HTMLElement> {
  page = testPage(view, { workshop: workshop.api, language });
  const element = await page.show('tb-bms-page');
  await drawn(element);
  return element;
}

/** Lets answers of the workshop arrive and be drawn. */
async function drawn(element: Element): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    await settled(element);
  }
}

function row(element: Element, name: string): Element {
  const found = deepAll(element, 'tb-setting-row').find((one) => deepText(one).startsWith(name));
  if (!found) throw new Error(`no setting "${name}"`);
  return found;
}

async function type(element: Element, name: string, text: string): Promise<void> {
  const input = deepAll(row(element, name), 'input')[0] as HTMLInputElement;
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await drawn(element);
}

async function press(element: Element, name: string | RegExp): Promise<void> {
  const button = deepAll(element, 'button').find((one) => (typeof name === 'string' ? deepText(one) === name : name.test(deepText(one))));
  if (!button) throw new Error(`no button ${String(name)}`);
  (button as HTMLButtonElement).click();
  await drawn(element);
}

test('every setting of the BMS is there with what it may be, and the factory value where it differs', async () => {
  const element = await open(testWorkshop());
  expect(deepAll(element, 'tb-setting-row').length).toBe(40);
  const text = deepText(row(element, 'Over-voltage cutoff'));
  expect(text).toContain('1.200 V to 4.500 V');
  expect(text).toContain('Factory 4.200 V');
  expect(text).toContain('Register 315');
});

test('rules are checked while typing, and told where the change is', async () => {
  const element = await open(testWorkshop());
  await type(element, 'Over-voltage cutoff', '3.455');
  expect(deepText(row(element, 'Over-voltage cutoff'))).toContain('has to be at least 10 mV below “Over-voltage cutoff” (3.455 V)');
  expect(deepText(element)).toContain('1 to correct');
  await type(element, 'Over-voltage cutoff', '3.700');
  expect(deepText(row(element, 'Over-voltage cutoff'))).not.toContain('10 mV');
  expect(deepText(row(element, 'Over-voltage cutoff'))).toContain('In the BMS: 3.650 V');
});

test('the pins are shown with what they serve, as the changes would have it', async () => {
  const element = await open(testWorkshop());
  const pins = (): string[] => deepAll(deepAll(element, 'tb-pin-map')[0] ?? element, 'dl > div').map((pin) => deepText(pin));
  expect(pins()).toHaveLength(6);
  expect(pins()[2]).toMatch(/^DIDO1\s*free$/);
  const select = deepAll(row(element, 'Ignition input'), 'select')[0] as HTMLSelectElement;
  select.value = '3';
  select.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  await drawn(element);
  expect(pins()[2]).toMatch(/^DIDO1\s*Ignition input$/);
});

test('text that is no number is kept, told, and not written', async () => {
  const element = await open(testWorkshop());
  await type(element, 'Capacity', 'much');
  expect(deepText(row(element, 'Capacity'))).toContain('This is not a number.');
  const review = deepAll(element, 'button').find((one) => deepText(one) === 'Review changes');
  expect((review as HTMLButtonElement).disabled).toBe(true);
});

test('a protection setting is written only after the word was typed', async () => {
  const workshop = testWorkshop();
  const element = await open(workshop);
  await type(element, 'Charge over-current cutoff', '60');
  await press(element, 'Review changes');
  const dialog = deepAll(element, 'tb-review-dialog')[0] as Element;
  expect(deepText(dialog)).toContain('CCL 108.0 A');
  expect(deepText(dialog)).toContain('CCL 54.0 A');
  const write = deepAll(dialog, 'button').find((one) => deepText(one) === 'Write 1 change') as HTMLButtonElement;
  expect(write.disabled).toBe(true);
  const word = deepAll(dialog, 'input')[0] as HTMLInputElement;
  word.value = 'write';
  word.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await drawn(element);
  expect(write.disabled).toBe(false);
  write.click();
  await drawn(element);
  expect(workshop.written).toEqual([{ chargeOverCurrentCutoff: 60 }]);
  expect(workshopDraft.isEmpty).toBe(true);
});

test('a pulled cable: the account line by line, and both ways on', async () => {
  const workshop = testWorkshop(INTERRUPTED);
  const element = await open(workshop);
  const card = deepAll(element, 'tb-writing-card')[0] as Element;
  const text = deepText(card);
  expect(text).toContain('Interrupted before the end');
  expect(text).toMatch(/Capacity 280\.00 Ah → 700\.00 Ah changed by the BMS holds 655\.00 Ah/);
  expect(text).toContain('not verified');
  await press(card, 'Go on with the 2 left');
  await drawn(element);
  expect(workshopDraft.changes).toEqual({ chargerStartupDelay: 30, ignitionInput: 3 });
  expect(deepText(deepAll(element, 'tb-review-dialog')[0] as Element)).toContain('Ignition input');
});

test('a window that only displays shows what the sender knows, and changes nothing', async () => {
  const element = await open(testWorkshop(INTERRUPTED), { view: DISPLAY });
  expect(deepText(element)).toContain('Window 1 has the BMS. You see here what it knows; changes are made there.');
  expect(deepAll(element, 'tb-setting-row').length).toBe(40);
  expect((deepAll(row(element, 'Over-voltage cutoff'), 'input')[0] as HTMLInputElement).disabled).toBe(true);
  const card = deepAll(element, 'tb-writing-card')[0] as Element;
  expect(deepText(card)).toContain('not verified');
  expect(deepAll(card, 'button')).toEqual([]);
  await press(element, 'Snapshots');
  const names = deepAll(element, 'button').map(deepText);
  expect(names).toContain('Compare');
  expect(names).not.toContain('Forget');
});

test('a guide ends in the review', async () => {
  const workshop = testWorkshop();
  const element = await open(workshop);
  await press(element, 'Guides');
  const form = deepAll(element, 'form')[0] as HTMLFormElement;
  form.requestSubmit();
  await drawn(element);
  expect(Object.keys(workshopDraft.changes)).toContain('fullyDischargedVoltage');
  expect((deepAll(element, 'dialog').find((one) => one.hasAttribute('open')) as HTMLDialogElement | undefined)?.open).toBe(true);
});

test('a snapshot is compared with the BMS, explained, and brought back through the review', async () => {
  const workshop = testWorkshop();
  const element = await open(workshop);
  await press(element, 'Snapshots');
  const older = deepAll(element, 'tb-snapshots li')[1] ?? deepAll(deepAll(element, 'tb-snapshots')[0] as Element, 'li')[1];
  await press(older as Element, 'Compare');
  await drawn(element);
  const text = deepText(deepAll(element, 'tb-snapshots')[0] as Element);
  expect(text).toContain('3 differences');
  expect(text).toContain('It comes from firmware 239; this BMS has 243.');
  await press(element, 'Bring the BMS to this…');
  expect(workshopDraft.changes).toEqual({ overVoltageCutoff: 3600, allowedDisbalance: 20, chargeOverCurrentCutoff: 100 });
});

test('events: what holds, what to do, and codes that nobody lists', async () => {
  const element = await open(testWorkshop());
  await press(element, 'Events');
  const text = deepText(deepAll(element, 'tb-bms-events')[0] as Element);
  expect(text).toMatch(/What holds now .* Too cold to charge warning Warm the battery\. Charging goes on by itself\. Everything/);
  expect(text).toContain('Event 0x42, which the vendor does not list');
});

test('a command is asked about first, and sent once', async () => {
  const workshop = testWorkshop();
  const element = await open(workshop);
  await press(element, 'Device');
  await press(element, 'Restart the BMS…');
  expect(workshop.commands).toEqual([]);
  await press(element, 'Restart the BMS');
  expect(workshop.commands).toEqual(['restart']);
});

test('a BMS that tells no limits: the page says what is missing, and offers no commands', async () => {
  const workshop = testWorkshop({
    ...WORKSHOP_VIEW,
    profile: WORKSHOP_VIEW.profile && { ...WORKSHOP_VIEW.profile, missing: ['limits', 'commands'] },
  });
  const element = await open(workshop, { language: 'fr' });
  expect(deepText(element)).toContain('Ce BMS ne dit ni ses limites ni ses valeurs d’usine.');
  await press(element, 'Appareil');
  expect(deepAll(deepAll(element, 'tb-bms-commands')[0] as Element, 'button:not([disabled])').map(deepText)).not.toContain(
    'Redémarrer le BMS…',
  );
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import '../../src/ui/styles/tokens.css';
import '../../src/ui/styles/page.css';
import '../../src/ui/pages/tb-alarms-page';
import type { BridgeView } from '../../src/bridge/contract';
import { AlarmSound } from '../../src/ui/alarm/alarm-sound';
import { BMS_FAULT, CELL_HIGH, PAST, WALL } from './fixtures/alarms';
import { type TestPage, type TestPageOptions, deepAll, deepText, settled, testPage } from './fixtures/page';
import { ALARM, LIVE, SILENT, STOPPED } from './fixtures/views';

let page: TestPage | undefined;
beforeEach(() => browser.viewport(1280, 800));
afterEach(() => page?.remove());

async function alarms(view: BridgeView, options?: TestPageOptions) {
  page = testPage(view, options);
  const element = await page.show('tb-alarms-page');
  await settled(element);
  const text = (): string => deepText(element).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');
  const press = async (label: string): Promise<void> => {
    const button = deepAll(element, 'button').find((each) => deepText(each).replaceAll('\u00a0', ' ').includes(label));
    if (!button) throw new Error(`no button ${label}`);
    button.dispatchEvent(new MouseEvent('click'));
    await settled(element);
  };
  return { page, element, text, press };
}

describe('what is wrong now', () => {
  test('each with its cell, its values, its cause, what to do and since when', async () => {
    const { text } = await alarms(ALARM);
    expect(text()).toContain('Cell 7 at 3.612 V; alarm from 3.600 V up.');
    expect(text()).toContain('Worst: Cell 7 at 3.634 V');
    expect(text()).toContain('The bridge has cut a limit for it.');
    expect(text()).toContain('for 5 min 20 s');
    expect(text()).toContain('No. 3');
    expect(text()).toContain('Cell 7 and Cell 12 are 124 mV apart; warning from 100 mV up.');
  });

  test('one whose value has come back says why it lasts', async () => {
    const back = { ...CELL_HIGH, latest: { ...CELL_HIGH.latest, value: 3.301, at: WALL } } as typeof CELL_HIGH;
    expect((await alarms({ ...LIVE, activeAlarms: [CELL_HIGH] })).text()).not.toContain('The value has come back.');
    page?.remove();
    const { text } = await alarms({ ...LIVE, activeAlarms: [back] });
    expect(text()).toContain('The value has come back. The alarm lasts until that has held');
    expect(text()).not.toContain('A cell is at its upper voltage limit.');
  });

  test('a fault of the BMS names what its log says', async () => {
    const { text } = await alarms({ ...LIVE, activeAlarms: [BMS_FAULT] });
    expect(text()).toContain('The BMS says: external current sensor disconnected, restart needed.');
  });

  test('lost links stand apart, and alarms of a battery out of sight are those of before', async () => {
    const { text, element } = await alarms(SILENT);
    expect(deepAll(element, 'article.lost').length).toBe(3);
    expect(text()).toContain('The battery cannot be seen now. Its alarms are those of before.');
  });

  test('nothing, and nobody who watches, are two things', async () => {
    expect((await alarms(LIVE)).text()).toContain('Nothing is wrong.');
    page?.remove();
    expect((await alarms(STOPPED)).text()).toContain('nobody watches the battery here');
  });

  test('can be acknowledged one by one or all, silenced, and called again', async () => {
    const snooze = { from: WALL - 60_000, until: WALL + 60_000, level: 'alarm', value: 3.612 } as const;
    const { page, press, text } = await alarms(ALARM);
    await press('Acknowledge all');
    expect(page.asked.at(-1)).toEqual(['acknowledge', [[ALARM.activeAlarms[1]?.id, ALARM.activeAlarms[2]?.id]]]);
    await press('Quiet for 10 min');
    expect(page.asked.at(-1)).toEqual(['snooze', [CELL_HIGH.id, 10]]);
    page.receive({ ...LIVE, activeAlarms: [{ ...CELL_HIGH, snooze }] });
    await settled(page.root);
    expect(text()).toContain('Quiet until');
    await press('Call again now');
    expect(page.asked.at(-1)).toEqual(['snooze', [CELL_HIGH.id, 0]]);
  });

  test('an alarm or a lost link cannot be silenced for longer than an hour', async () => {
    const { element } = await alarms({ ...LIVE, activeAlarms: [CELL_HIGH] });
    const offers = deepAll(deepAll(element, 'tb-alarm-card')[0] ?? element, 'button').map((each) =>
      deepText(each).replaceAll('\u00a0', ' '),
    );
    expect(offers).toEqual(['Acknowledge', 'Quiet for 10 min', 'Quiet for 1 h']);
  });
});

describe('past alarms', () => {
  test('with their worst value, how long they lasted and what was said to them', async () => {
    const { text } = await alarms(LIVE, { alarms: { list: () => Promise.resolve(PAST) } });
    expect(text()).toContain('Cell voltage high Cell 7 at 3.634 V 5 min 12 s Acknowledged at');
    expect(text()).toContain('Link lost: GX — The GX is not heard any more — 1 min 34 s —');
    expect(text()).toContain('1 min, end not seen');
  });

  test('are forgotten only after a question', async () => {
    const { press, page, element } = await alarms(LIVE, { alarms: { list: () => Promise.resolve(PAST) } });
    await press('Forget past alarms');
    expect(page.asked).toEqual([]);
    deepAll(element, 'dialog button.main')[0]?.dispatchEvent(new MouseEvent('click'));
    await expect.poll(() => page.asked).toContainEqual(['clear', ['serial']]);
  });
});

describe('how the owner is called', () => {
  test('each sound can be heard and switched off; messages are asked for by a click only', async () => {
    const { page, press, text } = await alarms(LIVE);
    await press('Hear it');
    expect(page.asked.at(-1)).toEqual(['hear', ['alarm']]);
    expect(page.asked.map(([name]) => name)).not.toContain('setNotifications');
    await press('Allow messages');
    expect(page.asked.at(-1)).toEqual(['setNotifications', [true]]);
    expect(text()).toContain('Sound is ready.');
  });

  test.each([
    ['refused', 'The browser refuses them for this page.'],
    ['missing', 'This browser shows none.'],
    ['on', 'a new alarm is also shown by the system'],
  ] as const)('messages that are %s', async (notifier, words) => {
    expect((await alarms(LIVE, { notifier })).text()).toContain(words);
  });

  test('a browser keeps the sound locked until the page is touched, then plays each pattern', async () => {
    const context = new AudioContext();
    const sound = new AlarmSound(() => context);
    expect(sound.state).toBe('locked');
    expect(sound.play('alarm')).toBe(false);
    const { page } = await alarms(LIVE);
    const button = document.createElement('button');
    button.textContent = 'touch';
    button.addEventListener('click', () => void sound.unlock());
    page.root.append(button);
    await userEvent.click(button);
    await expect.poll(() => sound.state).toBe('ready');
    expect((['alarm', 'warning', 'link'] as const).map((kind) => sound.play(kind))).toEqual([true, true, true]);
    await context.close();
    expect(sound.state).toBe('locked');
  });
});

describe('thresholds', () => {
  async function thresholds(view: BridgeView = LIVE, options?: TestPageOptions) {
    const shown = await alarms(view, options);
    const row = (key: string) => deepAll(shown.element, `tb-parameter-row#${key}`)[0] ?? document.body;
    const type = async (key: string, text: string): Promise<void> => {
      const [input] = deepAll(row(key), 'input') as HTMLInputElement[];
      if (!input) throw new Error(`no field ${key}`);
      input.value = text;
      input.dispatchEvent(new Event('input'));
      await settled(shown.element);
    };
    const words = (key: string): string => deepText(row(key)).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');
    return { ...shown, type, words };
  }

  test('each says its unit, its range with this battery, what holds otherwise, and what it is about', async () => {
    const { words } = await thresholds();
    expect(words('cellOverVoltageAlarm')).toMatch(
      /Cell voltage high: alarm.*Highest cell. Told at this value and above.*1 V to 3.65 V.*Otherwise 3.6 V/su,
    );
    expect(words('packOverVoltageAlarm')).toContain('Otherwise none');
    expect(words('cellOverVoltageHysteresis')).toContain('Otherwise 20 mV');
    expect(words('minimumOn')).toContain('Otherwise 5 s');
  });

  test('what was typed is only sent once it is applied, and only what has changed', async () => {
    const { page, type, press, text } = await thresholds();
    await type('cellOverVoltageWarning', '3.45');
    await type('debounce', '20');
    expect(text()).toContain('Cell voltage high: warning: from the BMS → 3.45 V');
    expect(page.asked.filter(([name]) => name === 'configure')).toEqual([]);
    await press('Apply');
    expect(page.asked.at(-1)).toEqual(['configure', [{ alarms: { cellOverVoltageWarning: 3.45, debounce: 20 } }]]);
  });

  test('a level beyond what the BMS cuts off at, and a warning after its alarm, are refused with a sentence', async () => {
    const { element, type, words, press, page } = await thresholds();
    await type('cellOverVoltageAlarm', '4.4');
    expect(words('cellOverVoltageAlarm')).toContain('Must be 1 V to 3.65 V');
    const apply = () => deepAll(element, 'button').find((each) => deepText(each).includes('Apply')) as HTMLButtonElement;
    expect(apply().disabled).toBe(true);
    await press('Discard');
    await type('chargeLowAlarm', '25');
    await type('chargeLowWarning', '22');
    expect(words('chargeLowWarning')).toContain('State of charge low: the warning (22 %) has to come before the alarm (25 %).');
    expect(apply().disabled).toBe(true);
    expect(page.asked.filter(([name]) => name === 'configure')).toEqual([]);
  });

  test('a stored level that this battery cannot have is told before anything is typed', async () => {
    const configuration = { ...LIVE.configuration, alarms: { ...LIVE.configuration.alarms, packOverVoltageAlarm: 30 } };
    const { text } = await thresholds({ ...LIVE, configuration });
    expect(text()).toContain('Battery voltage high: alarm at 30 V makes no sense with this battery');
  });
});

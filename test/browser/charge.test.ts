import { afterEach, describe, expect, test } from 'vitest';
import '../../src/ui/styles/tokens.css';
import '../../src/ui/pages/tb-charge-page';
import type { RehearsalAnswer } from '../../src/bridge/charge-contract';
import type { BridgeView } from '../../src/bridge/contract';
import { FROM_THE_BMS } from '../../src/control/owner';
import type { DayResult } from '../../src/rehearsal/day';
import { type TestPage, type TestPageOptions, deepAll, deepText, settled, testPage } from './fixtures/page';
import { ABSORPTION_HOLD, LIVE, NO_PORT, SIMULATED, STALE, TRYING, parametersViewOf } from './fixtures/views';

let page: TestPage | undefined;
afterEach(() => page?.remove());

async function charge(view?: BridgeView, options?: TestPageOptions) {
  const shown = testPage(view, options);
  page = shown;
  const element = await shown.show('tb-charge-page');
  const drawn = async (): Promise<void> => {
    // A question to the worker and its answer.
    for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setTimeout(resolve));
    await settled(element);
  };
  await drawn();
  const text = (selector?: string): string => {
    const at = selector === undefined ? element : deepAll(element, selector)[0];
    return at ? deepText(at).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ') : '';
  };
  const field = (key: string): HTMLInputElement => deepAll(element, `tb-parameter-row#${key} >>> input`.split(' >>> ')[0] ?? '').flatMap((row) => deepAll(row, 'input'))[0] as HTMLInputElement; // prettier-ignore
  const type = async (key: string, value: string): Promise<void> => {
    const input = field(key);
    input.value = value;
    input.dispatchEvent(new Event('input'));
    await drawn();
  };
  const button = (name: string): HTMLButtonElement =>
    deepAll(element, 'button').find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === name,
    ) as HTMLButtonElement;
  const press = async (name: string): Promise<void> => {
    button(name).click();
    await drawn();
  };
  return { page: shown, element, text, field, type, button, press, drawn };
}

describe('where the charge is', () => {
  test('the path with the step it is in, why, since when, and what it waits for', async () => {
    const { element, text } = await charge(ABSORPTION_HOLD);
    const step = deepAll(element, '[aria-current=step]');
    expect(step.map((one) => deepText(one).replaceAll('\u00a0', ' '))).toEqual(['Absorption held 6 min 20 s of 15 min']);
    expect(text('tb-charge-path')).toContain('Bulk Absorption');
    expect(text('tb-charge-path')).toContain('Spread 12 mV, needs 15 mV or less');
  });

  test('the SOC mode has the four states of the seed', async () => {
    const view = { ...LIVE, parameters: parametersViewOf({ ...FROM_THE_BMS, mode: 'soc' }) };
    const { element } = await charge({
      ...view,
      charge: LIVE.charge && { ...LIVE.charge, phase: { ...LIVE.charge.phase, kind: 'transition' } },
    });
    expect(deepAll(element, 'tb-charge-path ol li, ol[aria-label="Steps of the charge"] li').map((one) => deepText(one))).toEqual([
      'Bulk',
      'Transition',
      'Approaching float',
      'Float',
    ]);
  });

  test('each limit with the rules that lost, open', async () => {
    const { element, text } = await charge(LIVE);
    expect(deepAll(element, 'tb-limit-row details').length + deepAll(element, 'details[open] ol').length).toBeGreaterThan(0);
    expect(text('tb-limits-card')).toContain('Cell 7 at 3.460 V is 60 mV above the taper start');
    expect(text('tb-limits-card')).toContain('90.0 A — Full current');
  });

  test('wanted beside measured, with the room between', async () => {
    const { text } = await charge(LIVE);
    expect(text('tb-charge-measures')).toContain('Battery voltage 55.02 V 55.2 V +0.18 V');
    expect(text('tb-charge-measures')).toContain('Highest cell cell 7 3.460 V stops at 3.600 V +140 mV');
    expect(text('tb-charge-measures')).toContain('Spread 48 mV balanced at 15 mV −33 mV');
  });

  test('old data is no measurement', async () => {
    const { text } = await charge(STALE);
    expect(text('tb-charge-measures')).not.toContain('55.02');
    expect(text('tb-charge-path')).toContain('no fresh data');
  });
});

describe('advice', () => {
  test('most serious first, with a way out', async () => {
    const { element, text } = await charge(LIVE);
    const titles = deepAll(element, 'tb-charge-advice h3, li h3').map((one) => deepText(one));
    expect(titles[0]).toBe('Conflict : The BMS never counts the battery as full');
    expect(text('tb-charge-advice')).toContain('Set “fully charged voltage” (register 300) to 3.450 V');
  });

  test('without a BMS there is none', async () => {
    expect((await charge(NO_PORT)).text('tb-charge-advice')).toContain('needs the settings of the BMS');
  });
});

describe('parameters', () => {
  test('an empty field shows what the BMS gives', async () => {
    const { field, text } = await charge(LIVE);
    expect([field('vAbs').value, field('vAbs').placeholder]).toEqual(['', '3.45']);
    expect(text('#vAbs')).toContain('BMS: 3.45 V');
    expect(deepAll(page?.root ?? document, 'tb-charge-draft')).toEqual([]);
  });

  test('a broken rule is told while typing, with its values; nothing can be applied', async () => {
    const { type, text, button } = await charge(LIVE);
    await type('vFloat', '3.46');
    expect(text('tb-charge-draft')).toContain('Float voltage: from the BMS → 3.46 V');
    expect(text('tb-charge-draft')).toContain('Float voltage (3.46 V) must be below Absorption voltage (3.45 V).');
    expect(text('#vFloat')).toContain('must be below');
    expect([button('Apply').disabled, button('Try it first').disabled]).toEqual([true, true]);
    await type('vFloat', '3,36');
    expect(text('tb-charge-draft')).toContain('All rules are kept.');
    expect(button('Apply').disabled).toBe(false);
  });

  test('a text stays as it is typed, and is tidied up when the field is left', async () => {
    const { type, field, drawn } = await charge(LIVE);
    field('vAbs').focus();
    for (const text of ['3.4', '3.40', '3.400']) {
      await type('vAbs', text);
      expect(field('vAbs').value).toBe(text);
    }
    field('vAbs').blur();
    await drawn();
    expect(field('vAbs').value).toBe('3.4');
  });

  test('what hangs on a changed value is told to follow it', async () => {
    const { type, field, text } = await charge(LIVE);
    await type('vAbs', '3.4');
    expect(text('#vFloat')).toContain('BMS: 3.375 V follows, now 3.325 V');
    expect(field('vFloat').placeholder).toBe('3.325');
  });

  test('what is no number, or out of range, is told at its field', async () => {
    const { type, text, field } = await charge(LIVE);
    await type('absHold', 'soon');
    expect(text('#absHold')).toContain('This is not a number.');
    expect(field('absHold').getAttribute('aria-invalid')).toBe('true');
    await type('absHold', '90000');
    expect(text('#absHold')).toContain('Must be 0 s to 86,400 s.');
  });

  test('only what changed is applied; the way back is one press', async () => {
    const { page, type, press } = await charge(LIVE);
    await type('vAbs', '3.42');
    await type('cclUserMax', '40');
    await press('CCL maximum: take it from the BMS');
    await press('Apply');
    expect(page.asked).toEqual([['configure', [{ charge: { vAbs: 3.42 } }]]]);
    expect(deepAll(page.root, 'tb-charge-draft')).toEqual([]);
  });

  test('a refusal is told, and the changes stay', async () => {
    const fault = { code: 'configuration-invalid', severity: 'warning', detail: 'vAbs', subject: undefined, since: 0 } as const;
    const { type, press, text } = await charge(LIVE, { outcome: { ok: false, fault } });
    await type('vAbs', '3.42');
    await press('Apply');
    expect(text('tb-charge-draft')).toContain('This setting cannot be taken');
    expect(text('tb-charge-draft')).toContain('3.42 V');
  });

  test('stored wishes that do not fit are told where they are mended', async () => {
    const wishes = { ...FROM_THE_BMS, vStop: 3.64 };
    const configuration = { ...LIVE.configuration, charge: wishes };
    const { text } = await charge({ ...LIVE, configuration, parameters: parametersViewOf(wishes) });
    expect(text('.refused')).toContain(
      'Charging stops at: 3.64 V is above 3.62 V, which the BMS allows (over-voltage cutoff, register 315, 3.65 V).',
    );
  });

  test('a derating table shows where the battery is, and its points can be changed', async () => {
    const { page, element, text, drawn, press } = await charge(LIVE);
    expect(text('tb-derating#chargeByVoltage')).toContain('highest cell · now 3.46 V: 44 %');
    const derating = deepAll(element, 'tb-derating#chargeByVoltage')[0];
    if (!derating) throw new Error('no table');
    (deepAll(derating, 'input[type=checkbox]')[0] as HTMLInputElement).click();
    await drawn();
    const share = deepAll(derating, 'input[aria-label="Point 2: share of the full current"]')[0] as HTMLInputElement;
    expect(share.value).toBe('50');
    share.value = '40';
    share.dispatchEvent(new Event('change'));
    await drawn();
    expect(deepAll(derating, 'path.tried').length).toBe(1);
    await press('Apply');
    expect(page.asked).toEqual([
      ['configure', [{ charge: { chargeByVoltage: [[3.4, 1], [3.45, 0.4], [3.5, 0.2], [3.55, 0.05], [3.6, 0]] } }]],
    ]); // prettier-ignore
  });

  test('in a simulation it says that the real battery is meant too', async () => {
    expect((await charge(SIMULATED)).text('tb-charge-parameters')).toContain('also holds for the real battery');
    page?.remove();
    expect((await charge(LIVE)).text('tb-charge-parameters')).not.toContain('also holds for the real battery');
  });

  test('without a battery ranges are checked, and the owner can still set', async () => {
    const { type, text, button } = await charge(NO_PORT);
    await type('vFloat', '3.46');
    expect(text('tb-charge-draft')).toContain('only ranges can be checked');
    expect(button('Apply').disabled).toBe(false);
    expect(button('Try it first')).toBeUndefined();
  });
});

describe('try it first', () => {
  test('what the changes would allow stands beside what is active', async () => {
    const { text, button } = await charge(TRYING);
    expect(text('tb-charge-trial')).toContain('CVL 55.2 V 54.4 V');
    expect(text('tb-charge-trial')).toContain('Nothing of it is sent.');
    // The trial outlives the page, and with it the changes.
    expect(text('tb-charge-draft')).toContain('Absorption voltage: from the BMS → 3.4 V');
    expect(button('Try it first')).toBeUndefined();
  });

  test('what is tried follows what is typed, until it is applied or ended', async () => {
    const { page, type, press, drawn } = await charge(TRYING);
    const tried: unknown[] = [];
    page.ui.charge.tryOut = ({ vAbs, vFloat }) => (tried.push([vAbs, vFloat]), Promise.resolve({ ok: true }));
    await type('vFloat', '3.39');
    await type('vFloat', '3.4');
    expect(tried).toEqual([[3.4, 3.39]]);
    await type('vFloat', '3.38');
    await press('Apply');
    await drawn();
    expect(tried).toEqual([
      [3.4, 3.39],
      [3.4, 3.38],
    ]);
  });

  test('a simulated day is drawn and told side by side', async () => {
    const line = (value: number): Float64Array => new Float64Array(288).fill(value);
    const day = (cvl: number, fullAt: number | undefined): DayResult => ({
      series: { highestCell: line(3.45), cvl: line(cvl), ccl: line(90), stateOfCharge: line(80) },
      figures: { peak: 3.47, directionChanges: 2, lowestCvl: cvl - 1, charged: 220, discharged: 210, exported: 1.5 },
      phases: { bulk: 60_000, float: 26_400 },
      fullAt,
      tripped: false,
    });
    const answer: RehearsalAnswer = { active: day(55.2, 21_600), wished: day(54.4, undefined) };
    const { page, text, press, element } = await charge(TRYING);
    page.ui.charge.rehearse = () => Promise.resolve(answer);
    await press('Live through the day');
    expect(deepAll(element, 'tb-day-chart').length).toBe(4);
    expect(text('tb-rehearsal')).toContain('Highest cell 3.470 V 3.470 V');
    expect(text('tb-rehearsal')).toContain('Lowest CVL 54.2 V 53.4 V');
    expect(text('tb-rehearsal')).toContain('Time in bulk 16 h 40 min 16 h 40 min');
    expect(text('tb-rehearsal')).toContain('BMS counts full at 12:00 never');
  });
});

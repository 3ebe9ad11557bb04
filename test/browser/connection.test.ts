import { afterEach, describe, expect, test, vi } from 'vitest';
import '../../src/ui/pages/tb-connection-page';
import type { BridgeView } from '../../src/bridge/contract';
import { type TestPage, type TestPageOptions, deepAll, deepText, settled, testPage } from './fixtures/page';
import { CONNECTING, LIVE, MILLIVOLTS, NOW, NO_PORT, SIMULATED, STOPPED, faultOf, packOf, portOf, readingOf } from './fixtures/views';

let page: TestPage | undefined;
afterEach(() => {
  page?.remove();
  vi.restoreAllMocks();
});

async function connection(view?: BridgeView, options?: TestPageOptions) {
  page = testPage(view, options);
  const element = await page.show('tb-connection-page');
  const text = (): string => deepText(element).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');
  const button = (name: string): HTMLButtonElement => {
    const found = deepAll(element, 'button').filter((one) => one.textContent?.trim() === name && one.checkVisibility());
    const last = found.at(-1);
    if (!(last instanceof HTMLButtonElement)) throw new Error(`no button "${name}" in: ${text()}`);
    return last;
  };
  const select = (label: string, index = 0): HTMLSelectElement => {
    const labels = deepAll(element, 'label').filter((one) => one.textContent?.trim() === label);
    const control = labels[index] instanceof HTMLLabelElement && labels[index].control;
    if (!(control instanceof HTMLSelectElement)) throw new Error(`no select "${label}"`);
    return control;
  };
  const choose = async (control: HTMLSelectElement, value: string): Promise<void> => {
    control.value = value;
    control.dispatchEvent(new Event('change', { bubbles: true }));
    await rest(element);
  };
  return { page, element, text, button, select, choose };
}

/** Promises of the page have run and the result is drawn. */
async function rest(element: Element): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await settled(element);
}

function answerChooser(answer: () => Promise<SerialPort>) {
  return vi.spyOn(navigator.serial, 'requestPort').mockImplementation(answer);
}

/** Takes these out of this browser for the length of a test. */
async function without(names: readonly ('serial' | 'usb')[], run: () => Promise<void>): Promise<void> {
  const prototype = Object.getPrototypeOf(navigator) as object;
  const originals = names.map((name) => {
    const original = Object.getOwnPropertyDescriptor(prototype, name);
    if (!original) throw new Error(`this browser has no ${name} to take away`);
    Reflect.deleteProperty(prototype, name);
    return [name, original] as const;
  });
  try {
    await run();
  } finally {
    for (const [name, original] of originals) Object.defineProperty(prototype, name, original);
  }
}

describe('first run', () => {
  test('steps, and where the owner is', async () => {
    const { text, element } = await connection(NO_PORT);
    expect(text()).toContain('First steps');
    expect(text()).toContain('A browser with serial ports ( done )');
    expect(text()).toContain('Add the BMS ( next )');
    expect(text()).toContain('Add the CAN adapter ( later )');
    expect(deepAll(element, '[aria-current=step]').length).toBe(1);
    expect(text()).toContain('No port has been added yet.');
    expect(text()).toContain('A TinyBMS that answers');
  });

  test('steps are gone once everything runs', async () => {
    const { text } = await connection(LIVE);
    expect(text()).not.toContain('First steps');
  });

  test('a chosen port is left to the worker', async () => {
    const chooser = answerChooser(() => Promise.resolve(new EventTarget() as SerialPort));
    const { page, button, element } = await connection(NO_PORT);
    button('Add a port').click();
    expect(chooser).toHaveBeenCalledExactlyOnceWith();
    await rest(element);
    expect(page.asked).toEqual([['rescan', []]]);
  });

  test('a closed list of ports is an ordinary answer', async () => {
    answerChooser(() => Promise.reject(new DOMException('No port selected by the user.', 'NotFoundError')));
    const { page, button, element, text } = await connection(NO_PORT);
    const before = text();
    button('Add a port').click();
    await rest(element);
    expect(page.asked).toEqual([]);
    expect(text()).toBe(before);
  });

  test('a list that cannot open says why', async () => {
    answerChooser(() => Promise.reject(new DOMException('Access denied by policy.', 'SecurityError')));
    const { button, element, text } = await connection(NO_PORT);
    button('Add a port').click();
    await rest(element);
    expect(text()).toContain('The browser did not open its list of ports: Access denied by policy.');
  });

  test('without Web Serial, adapters that WebUSB reaches can be chosen, and what cannot is told', async () => {
    await without(['serial'], async () => {
      const chooser = vi.spyOn(navigator.usb, 'requestDevice').mockImplementation(() => Promise.resolve({} as USBDevice));
      const { page, button, element, text } = await connection(NO_PORT);
      expect(text()).toContain('That works for the class CDC-ACM only');
      expect(text()).not.toContain('This browser cannot use serial ports');
      button('Add a port').click();
      expect(chooser).toHaveBeenCalledExactlyOnceWith({ filters: [{ classCode: 2 }] });
      await rest(element);
      expect(page.asked).toEqual([['rescan', []]]);
    });
  });

  test('a browser without both is told which ones have serial ports', async () => {
    await without(['serial', 'usb'], async () => {
      const { text, element } = await connection(NO_PORT);
      expect(text()).toContain('This browser cannot use serial ports');
      expect(text()).toContain('Open this page in Chrome, Edge or another Chromium browser');
      expect(deepAll(element, 'tb-add-port')).toEqual([]);
    });
  });

  test('it keeps the simulation, without a way to real ports', async () => {
    await without(['serial', 'usb'], async () => {
      const { button } = await connection(SIMULATED);
      expect(button('Use real hardware').disabled).toBe(true);
    });
  });
});

describe('ports', () => {
  test('role, state in words, and how it was decided', async () => {
    const { text } = await connection(LIVE);
    expect(text()).toContain('BMS Port 1 · USB 0403:6015 Live Answers and is in use.');
    expect(text()).toContain('CAN adapter Port 2 · USB 1D50:606F Live');
    expect(text()).toContain('Did not answer as a CAN adapter. Answered as a TinyBMS with serial number 0042001F3438510232363938.');
    expect(text()).toContain('Answered as a CAN adapter: “V1013”.');
  });

  test('a failed port tells cause, action, detail and countdown', async () => {
    const { text, page, element, button } = await connection(CONNECTING);
    expect(text()).toContain('Port 1 Serial port without USB identity Identifying');
    expect(text()).toContain('A port could not be opened');
    expect(text()).toContain('NetworkError: Failed to open serial port.');
    expect(text()).toContain('Attempt 3 in 5 s');
    page.wait(1_500);
    await settled(element);
    expect(text()).toContain('Attempt 3 in 3 s');
    button('Retry now').click();
    await rest(element);
    expect(page.asked).toEqual([['retry', ['port-2']]]);
  });

  test('an adapter that the browser does not know again is to be chosen anew, and why', async () => {
    const gone = portOf('port-2', {
      state: 'closed',
      role: 'can',
      fault: faultOf('port-gone', 'warning', 'The browser no longer lists this port'),
    });
    const { text, button } = await connection({ ...LIVE, ports: [...LIVE.ports.slice(0, 1), gone] });
    expect(text()).toContain('A known adapter is missing');
    expect(text()).toContain('Adapters without a serial number must be chosen again after each unplugging.');
    expect(text()).toContain('Plug it in, then use “Add a port” under Connection.');
    expect(button('Add a port').disabled).toBe(false);
  });

  test('the owner overrides a role', async () => {
    const { page, select, choose } = await connection(CONNECTING);
    await choose(select('Use this port as'), 'can-unidentified');
    expect(page.asked).toEqual([['assign', ['port-1', 'can-unidentified']]]);
  });

  test('taking a port in use away is asked first, and a no puts the choice back', async () => {
    const { page, element, text, select, choose, button } = await connection(LIVE);
    const control = select('Use this port as');
    await choose(control, 'ignored');
    expect(text()).toContain('Change this port now?');
    button('Cancel').click();
    await rest(element);
    expect(page.asked).toEqual([]);
    expect(control.value).toBe('automatic');
    await choose(control, 'ignored');
    button('Change').click();
    await rest(element);
    expect(page.asked).toEqual([['assign', ['port-1', 'ignored']]]);
  });
});

describe('running', () => {
  test('disconnecting a battery in use says what will happen', async () => {
    const { page, element, text, button } = await connection(LIVE);
    button('Disconnect').click();
    await rest(element);
    expect(text()).toContain('Within a few seconds the GX stops charging and discharging the battery.');
    expect(page.asked).toEqual([]);
    button('Cancel').click();
    await rest(element);
    expect(page.asked).toEqual([]);
    button('Disconnect').click();
    await rest(element);
    button('Disconnect').click();
    await rest(element);
    expect(page.asked).toEqual([['stop', []]]);
  });

  test('Escape in the question is a no', async () => {
    const { page, element, button } = await connection(LIVE);
    button('Use the simulation').click();
    await rest(element);
    const dialog = deepAll(element, 'dialog').find((one) => one instanceof HTMLDialogElement && one.open);
    (dialog as HTMLDialogElement).requestClose();
    await rest(element);
    expect(page.asked).toEqual([]);
  });

  test('a simulation is left without a question', async () => {
    const { page, element, button } = await connection(SIMULATED);
    button('Use real hardware').click();
    await rest(element);
    expect(page.asked).toEqual([['start', ['serial']]]);
  });

  test('a stopped bridge connects in the mode it was in', async () => {
    const { page, element, button } = await connection(STOPPED);
    button('Connect').click();
    await rest(element);
    expect(page.asked).toEqual([['start', ['serial']]]);
  });

  test('a request that fails is explained', async () => {
    const outcome = { ok: false, fault: faultOf('ports-owned-elsewhere', 'warning') } as const;
    const { element, button, text } = await connection(STOPPED, { outcome });
    button('Connect').click();
    await rest(element);
    expect(text()).toContain('The bridge did not carry this out');
    expect(text()).toContain('The bridge runs in another tab');
  });
});

describe('plausibility', () => {
  test('nothing rejected is said in a word', async () => {
    const { text } = await connection(LIVE);
    expect(text()).toContain('Readings rejected None so far.');
  });

  test('the last rejected reading: when, why, and what it said', async () => {
    const problem = { check: 'charge-jump', value: 36.4, before: 76.4, detail: '' } as const;
    const lastRejection = { at: NOW - 4000, problem, reading: readingOf(MILLIVOLTS, { stateOfCharge: 36.4, externalTemp2: undefined }) };
    const { text } = await connection({ ...LIVE, packs: [packOf('pack-1', MILLIVOLTS, { rejected: 1234, lastRejection })] });
    expect(text()).toContain('Readings rejected 1,234');
    expect(text()).toContain('The last one rejected 4.0 s ago The state of charge jumped from 76.4 % to 36.4 %.');
    expect(text()).toContain('Lowest cell 3.412 V');
    expect(text()).toContain('Temperatures 31.2 °C · 21.5 °C');
  });
});

describe('adapter settings', () => {
  test('bit rate and serial speed', async () => {
    const { page, select, choose } = await connection(LIVE);
    await choose(select('CAN bit rate'), '250000');
    await choose(select('Serial speed of the adapter'), '2000000');
    expect(page.asked).toEqual([
      ['configure', [{ can: { bitrate: 250_000 } }]],
      ['configure', [{ can: { baudRate: 2_000_000 } }]],
    ]);
  });

  test('from 115200 to 3 Mbit/s, and what is set even if it is none of them', async () => {
    const { select } = await connection({
      ...LIVE,
      configuration: { ...LIVE.configuration, can: { ...LIVE.configuration.can, baudRate: 250_000 } },
    });
    const values = [...select('Serial speed of the adapter').options].map(({ value }) => Number(value));
    expect(values[0]).toBe(115_200);
    expect(values.at(-1)).toBe(3_000_000);
    expect(values).toContain(250_000);
    expect(select('Serial speed of the adapter').value).toBe('250000');
  });
});

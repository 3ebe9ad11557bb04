import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page as browser } from 'vitest/browser';
import '../../src/ui/styles/tokens.css';
import '../../src/ui/styles/page.css';
import '../../src/ui/components/tb-gx-mirror';
import '../../src/ui/components/tb-replay-band';
import '../../src/ui/components/tb-traffic-files';
import type { BridgeView } from '../../src/bridge/contract';
import type { MirrorView, ReplayView, TrafficApi } from '../../src/bridge/traffic-contract';
import { fromHex } from '../../src/protocols/bytes/hex';
import { Mirror } from '../../src/protocols/canbms-mirror/mirror';
import { type TestPage, deepAll, deepText, settled, testPage } from './fixtures/page';
import { NO_TRAFFIC, recordedTraffic } from './fixtures/traffic';
import { LIVE, SIMULATED } from './fixtures/views';

let page: TestPage | undefined;
beforeEach(() => browser.viewport(1280, 900));
afterEach(() => {
  page?.remove();
  vi.restoreAllMocks();
});

const said = (element: Element): string => deepText(element).replaceAll(/[\u00a0\u202f]/g, ' ');

function press(element: Element, name: string | RegExp): void {
  const found = deepAll(element, 'button').find((one) => (typeof name === 'string' ? said(one) === name : name.test(said(one))));
  if (!found) throw new Error(`No button ${String(name)}`);
  (found as HTMLElement).click();
}

describe('the GX mirror', () => {
  /** By hand from the layouts that Victron publishes: 54.0 V, 100.0 A, 150.0 A, 45.0 V; 76 %, 98 %; 53.20 V, -12.3 A, 21.5 °C. */
  const FRAMES = [
    [0x351, '1C 02 E8 03 DC 05 C2 01'],
    [0x355, '4C 00 62 00'],
    [0x356, 'C8 14 85 FF D7 00'],
  ] as const;

  function mirrorView(change: Partial<MirrorView> = {}): MirrorView {
    const mirror = new Mirror();
    for (const [id, hex] of FRAMES) mirror.see(id, fromHex(hex), 1_000);
    return { now: 1_500, of: 'sent', pages: mirror.pages, findings: [], ...change };
  }

  async function show(view: MirrorView, language: 'en' | 'fr' = 'en') {
    page = testPage(LIVE, { language, traffic: { ...NO_TRAFFIC, mirror: () => Promise.resolve(view) } });
    const element = await page.show('tb-gx-mirror');
    await expect.poll(() => said(element)).not.toBe('');
    const row = (name: string): string =>
      deepAll(element, 'dl > div')
        .map(said)
        .find((words) => words.startsWith(`${name} `))
        ?.slice(name.length + 1) ?? '';
    return { element, row };
  }

  test('shows what the frames say under the names of the pages of a GX, and a dash for what no frame has said', async () => {
    const { element, row } = await show(mirrorView());
    expect(row('Voltage')).toBe('53.20 V');
    expect(row('Current')).toBe('−12.3 A');
    expect(row('Power')).toBe('−654 W');
    expect(row('State of charge')).toBe('76 %');
    expect(row('State of health')).toBe('98 %');
    expect(row('Charge voltage limit (CVL)')).toBe('54.0 V');
    expect(row('Charge current limit (CCL)')).toBe('100.0 A');
    expect(row('Discharge current limit (DCL)')).toBe('150.0 A');
    expect(row('Low voltage disconnect')).toBe('45.0 V');
    expect(row('Lowest cell voltage')).toBe('—');
    expect(row('High battery voltage')).toBe('—');
    expect(deepAll(element, 'h2').map(said)).toEqual(
      expect.arrayContaining(['Overview', 'Details', 'Alarms', 'History', 'Parameters', 'Held against the protocol']),
    );
  });

  test('tells the age of what has not come for long', async () => {
    const { row } = await show(mirrorView({ now: 26_000 }));
    expect(row('Voltage')).toBe('53.20 V 25 s old');
  });

  test('lists every rule of the protocol with its verdict and what was measured', async () => {
    const { element } = await show(
      mirrorView({
        findings: [
          { rule: 'period', verdict: 'violated', worst: 1_480, ids: [], breaches: 2, lastAt: 900 },
          { rule: 'optional', verdict: 'warning', worst: undefined, ids: [0x379, 0x382], breaches: 0, lastAt: undefined },
        ],
      }),
    );
    const rules = deepAll(element, '[role=listitem]').map(said);
    expect(rules[0]).toMatch(/^Period .*1,480 ms.*broken$/);
    expect(rules[1]).toMatch(/^Optional .*379, 382 look$/);
  });

  test('says whose frames they are, and that there are none', async () => {
    expect(said((await show(mirrorView({ of: 'received' }))).element)).toContain('these are the frames of another battery on the bus');
    page?.remove();
    const { element } = await show({ now: 0, of: 'sent', pages: undefined, findings: [] }, 'fr');
    expect(said(element)).toContain('Aucune trame');
  });
});

describe('files of traffic', () => {
  async function show(traffic: TrafficApi, view: BridgeView = SIMULATED) {
    page = testPage(view, { traffic });
    const element = await page.show('tb-traffic-files');
    const open = (name: string, text: string): void => {
      const input = deepAll(element, 'input[type=file]')[0] as HTMLInputElement;
      const choice = new DataTransfer();
      choice.items.add(new File([text], name));
      input.files = choice.files;
      input.dispatchEvent(new Event('change'));
    };
    return { element, open };
  }

  /** The next file that is handed to the browser. */
  function nextFile(): Promise<string> {
    return new Promise((resolve) => {
      const original = URL.createObjectURL.bind(URL);
      vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
        if (blob instanceof Blob) void blob.text().then(resolve);
        return original(blob);
      });
    });
  }

  test('a candump log is written, and opens again with as many messages as it has lines', async () => {
    const { traffic } = await recordedTraffic(5_000);
    const { element, open } = await show(traffic);
    const saving = nextFile();
    press(element, 'candump log');
    const text = await saving;
    await expect.poll(() => said(element)).toMatch(/Saved as tinybms-traffic-[\d-]+-simulation\.log\./);
    const lines = text.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(20);
    // As can-utils log: seconds in brackets, interface, identifier, data, and who sent it.
    for (const line of lines) expect(line).toMatch(/^\(\d+\.\d{6}\) \S+ [0-9A-F]{3}(#|##)[0-9A-F]*( [TR])?$/);
    expect(lines.some((line) => line.includes(' 351#'))).toBe(true);

    open('night.log', text);
    await expect.poll(() => said(element)).toContain(`Read as candump log: ${lines.length} messages.`);
    expect(said(element)).toContain(`night.log ${lines.length} messages in`);
  });

  test('a line that is damaged is named with its number and its reason, and the rest is kept', async () => {
    const { traffic } = await recordedTraffic(100);
    const { element, open } = await show(traffic);
    open('x.log', '(1780315200.000000) can0 351#1C02E803DC05C201 T\nnothing of the kind\n(1780315201.000000) can0 355#4C006200 T\n');
    await expect.poll(() => said(element)).toContain('Read as candump log: 2 messages.');
    const bad = deepAll(element, '.bad tbody tr').map(said);
    expect(bad).toEqual(['2 not a line of this kind of file nothing of the kind']);
    open('y.txt', 'a letter\n');
    await expect.poll(() => said(element)).toContain('y.txt holds no traffic of a known kind.');
  });

  test('what is kept becomes the recording; playing it asks first where a battery is controlled', async () => {
    const { traffic } = await recordedTraffic(5_000);
    const { element } = await show(traffic, LIVE);
    press(element, 'Take what is kept now');
    await expect.poll(() => said(element)).toContain('Kept until');
    press(element, 'Play');
    await expect.poll(() => said(element)).toContain('Stop the bridge and play a recording?');
    expect(page?.asked).toEqual([]);
    press(element, 'Stop and play');
    await expect.poll(() => page?.asked).toEqual([['start', ['replay']]]);
  });

  test('writing can be cancelled', async () => {
    const ended: number[] = [];
    const { element } = await show({
      ...NO_TRAFFIC,
      writeBegin: () => Promise.resolve(7),
      writeNext: () => new Promise((resolve) => setTimeout(() => resolve({ text: 'line\n', share: 0.25, done: false }), 5)),
      writeEnd: (id) => Promise.resolve(void ended.push(id)),
    });
    press(element, 'CSV');
    await expect.poll(() => said(element)).toContain('Writing, 25 %');
    press(element, 'Cancel');
    await expect.poll(() => said(element)).toContain('Cancelled.');
    expect(ended).toEqual([7]);
  });
});

describe('the band of a replay', () => {
  const REPLAY: ReplayView = {
    name: 'night.ndjson',
    startedAt: Date.UTC(2026, 4, 12, 3),
    durationMs: 90_000,
    positionMs: 30_000,
    speed: 1,
    state: 'playing',
    recordedLimits: { cvl: 55.2, ccl: 39.6, dcl: 135 },
  };
  const PLAYING: BridgeView = { ...LIVE, mode: 'replay', replay: REPLAY };

  async function show(view: BridgeView, traffic: Partial<TrafficApi> = {}) {
    const asked: (readonly [string, ...unknown[]])[] = [];
    page = testPage(view, {
      traffic: {
        ...NO_TRAFFIC,
        play: () => Promise.resolve(void asked.push(['play'])),
        pause: () => Promise.resolve(void asked.push(['pause'])),
        setSpeed: (times) => Promise.resolve(void asked.push(['setSpeed', times])),
        goTo: (position) => (asked.push(['goTo', position]), Promise.resolve(true)),
        ...traffic,
      },
    });
    return { element: await page.show('tb-replay-band'), asked };
  }

  const change = (element: Element, selector: string, value: string): void => {
    const control = deepAll(element, selector)[0] as HTMLInputElement | HTMLSelectElement;
    control.value = value;
    control.dispatchEvent(new Event('change'));
  };

  test('says what is played and where it stands, and that the limits are those of then, or which they were', async () => {
    const { element } = await show(PLAYING);
    expect(said(element)).toMatch(/^Replay night\.ndjson, May 12, 2026, .*Nothing is sent to real equipment\./);
    expect(said(element)).toContain('playing 30 s of 1 min 30 s');
    expect(said(element)).toContain('The limits are those that were sent then.');
    page?.receive({ ...PLAYING, replay: { ...REPLAY, recordedLimits: { cvl: 56.4, ccl: 39.6, dcl: 135 } } });
    page?.wait(600);
    await expect.poll(() => said(element)).toContain('Sent then: CVL 56.4 V.');
  });

  test('pauses, goes on, changes its speed, moves in time and ends', async () => {
    const { element, asked } = await show(PLAYING);
    press(element, 'Pause');
    change(element, 'select', '10');
    change(element, 'input[type=range]', '60000');
    page?.receive({ ...PLAYING, replay: { ...REPLAY, state: 'paused' } });
    page?.wait(600);
    await settled(element);
    press(element, 'Go on');
    expect(asked).toEqual([['pause'], ['setSpeed', 10], ['goTo', 60_000], ['play']]);
    expect(page?.asked).toEqual([]);
    press(element, 'End the replay');
    await expect.poll(() => page?.asked).toEqual([['endReplay', []]]);
  });

  test('plays the recording anew for what lies behind', async () => {
    const { element } = await show(PLAYING, { goTo: () => Promise.resolve(false) });
    change(element, 'input[type=range]', '1000');
    await expect.poll(() => page?.asked).toEqual([['start', ['replay']]]);
  });

  test('is not there for a real battery', async () => {
    const { element } = await show(LIVE);
    expect(said(element)).toBe('');
  });
});

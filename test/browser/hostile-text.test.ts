import { afterEach, expect, test } from 'vitest';
import '../../src/ui/pages/tb-about-page';
import '../../src/ui/pages/tb-alarms-page';
import '../../src/ui/pages/tb-bms-page';
import '../../src/ui/pages/tb-connection-page';
import '../../src/ui/pages/tb-log-page';
import '../../src/ui/pages/tb-overview-page';
import '../../src/ui/pages/tb-settings-page';
import '../../src/ui/pages/tb-wire-page';
import '../../src/ui/tb-app';
import type { BridgeView } from '../../src/bridge/contract';
import { type TestPage, deepAll, deepText, testPage } from './fixtures/page';
import { LIVE, faultOf } from './fixtures/views';

/** What a device, or a browser that explains an error, might say. */
const HOSTILE = '<img src=x onerror=ran=1><script>ran=1</script>';

/** Every text that comes from outside the app. */
const HOSTILE_VIEW: BridgeView = {
  ...LIVE,
  ports: LIVE.ports.map((port) => ({
    ...port,
    state: 'retrying',
    evidence: [
      { kind: 'adapter-version', text: HOSTILE },
      { kind: 'boot-text', text: HOSTILE },
      { kind: 'bms-answer', serialNumber: HOSTILE },
    ],
    fault: faultOf('port-open-failed', 'warning', HOSTILE),
  })),
  packs: LIVE.packs.map((pack) => ({ ...pack, ...(pack.identity && { identity: { ...pack.identity, serialNumber: HOSTILE } }) })),
  adapter: LIVE.adapter && { ...LIVE.adapter, version: HOSTILE, serialNumber: HOSTILE },
  faults: [faultOf('port-open-failed', 'warning', HOSTILE)],
  configuration: { ...LIVE.configuration, names: { manufacturer: HOSTILE, battery: HOSTILE, device: HOSTILE } },
};

let page: TestPage | undefined;
afterEach(() => page?.remove());

test.each([
  'tb-app',
  'tb-overview-page',
  'tb-connection-page',
  'tb-wire-page',
  'tb-bms-page',
  'tb-alarms-page',
  'tb-log-page',
  'tb-settings-page',
  'tb-about-page',
] as const)('%s draws what devices say as text', async (name) => {
  page = testPage(HOSTILE_VIEW);
  const element = await page.show(name);
  expect(deepAll(element, 'img[src="x"], [onerror], script').map((each) => each.outerHTML)).toEqual([]);
  expect('ran' in window).toBe(false);
});

test('where it is shown, it is shown whole', async () => {
  page = testPage(HOSTILE_VIEW);
  const text = deepText(await page.show('tb-connection-page'));
  // Version, boot text and serial number in the evidence of each port, and the reason of its fault.
  expect(text.split(HOSTILE).length - 1).toBeGreaterThanOrEqual(4 * LIVE.ports.length);
});

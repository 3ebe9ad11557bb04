import { MessageChannel } from 'node:worker_threads';
import { expose, proxy, wrap, type Endpoint, type Remote } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { afterEach, expect, test } from 'vitest';
import { Part } from '../../src/bridge/part';
import type { BridgeApi, BridgeView, WorkerApi } from '../../src/bridge/contract';
import { LaboratoryService } from '../../src/bridge/laboratory-service';
import { WatchdogService } from '../../src/bridge/watchdog-service';
import { EventKeeper } from '../../src/bridge/workshop/event-keeper';
import { WorkshopService } from '../../src/bridge/workshop/workshop-service';
import { testAlarms } from '../support/alarms';
import { indexedDbWorkshop } from '../../src/storage/workshop-store';
import { testHistory } from '../support/history';
import { testIncidents } from '../support/incidents';
import { testLog } from '../support/log';
import { ManualClock } from '../support/manual-clock';
import { simulatedBridge } from '../support/simulated-bridge';
import { testTraffic } from '../support/traffic';
import { viewsOf } from '../../src/ui/state/renewed';

const channels: MessageChannel[] = [];
afterEach(() => channels.splice(0).forEach(({ port1, port2 }) => (port1.close(), port2.close())));

/** The bridge as the page sees it: through messages, with everything cloned on the way. */
function setup() {
  const clock = new ManualClock();
  const history = testHistory(clock);
  const alarms = testAlarms(clock);
  const traffic = testTraffic(clock);
  const bridge = simulatedBridge(clock, { history, alarms, traffic: Part.of(traffic) });
  const channel = new MessageChannel();
  channels.push(channel);
  const log = testLog(clock);
  const watchdog = new WatchdogService(() => bridge.loop, history, log);
  const store = () => indexedDbWorkshop('surface');
  const workshop = new WorkshopService({ clock, host: bridge.bmsHost, store, keeper: new EventKeeper(store) });
  const incidents = testIncidents(clock, { history, log });
  const areas = {
    bridge,
    history,
    alarms,
    charge: bridge.charge,
    configuration: bridge.settingsFiles,
    log,
    incidents,
    traffic,
    laboratory: new LaboratoryService(clock, log),
    watchdog,
    workshop,
  } satisfies WorkerApi;
  expose(areas, nodeEndpoint(channel.port1) as Endpoint);
  return { clock, bridge, page: wrap<WorkerApi>(nodeEndpoint(channel.port2) as Endpoint).bridge as unknown as Remote<BridgeApi> };
}

test('views, outcomes and faults survive the way through messages', async () => {
  const { clock, bridge, page } = setup();
  const views: BridgeView[] = [];
  await bridge.boot();
  const id = await page.subscribe(proxy(viewsOf((view) => void views.push(structuredClone(view)))));
  await clock.run(5000);
  await page.rescan();
  const live = views.at(-1);
  expect(live).toMatchObject({ mode: 'simulation', phase: 'live', gx: { state: 'heard' } });
  expect(live?.limits?.ccl.reason.rule).toBe('full-current');
  expect(live?.packs[0]?.reading?.cells).toHaveLength(16);

  expect(await page.injectFault('too-cold', true)).toEqual({ ok: true });
  expect(await page.injectFault('nonsense', true)).toMatchObject({ ok: false, fault: { code: 'not-simulated', detail: 'nonsense' } });
  expect(await page.start('serial')).toMatchObject({ ok: false, fault: { code: 'serial-unsupported' } });
  await clock.run(1000);
  await page.rescan();
  expect(views.at(-1)?.limits?.ccl).toMatchObject({ value: 0, reason: { rule: 'too-cold' } });

  await page.unsubscribe(id);
  const heard = views.length;
  await clock.run(3000);
  await page.rescan();
  expect(views.length).toBe(heard);
});

test('a configuration is confirmed and published', async () => {
  const { bridge, page } = setup();
  await bridge.boot();
  expect(await page.configure({ can: { bitrate: 250_000 } })).toEqual({ ok: true });
  const view = await new Promise<BridgeView>((resolve) => void page.subscribe(proxy(viewsOf(resolve))));
  expect(view.configuration.can.bitrate).toBe(250_000);
});

test('the news that a page is sent make the very view, whatever happens, and are a fraction of it', async () => {
  const { clock, bridge } = setup();
  let whole: BridgeView | undefined;
  let compared = 0;
  const sizes = { views: 0, news: 0 };
  bridge.watch((view) => (whole = view));
  const take = viewsOf((view) => {
    expect(view).toEqual(whole);
    sizes.views += JSON.stringify(view).length;
    compared++;
  });
  await bridge.subscribe((news) => {
    sizes.news += JSON.stringify(news).length;
    take(structuredClone(news));
  });
  await bridge.boot();
  await clock.run(5_000);
  for (const fault of ['sensor-missing', 'bms-absurd-cell', 'foreign-battery', 'can-cable-pulled', 'bms-cable-pulled']) {
    await bridge.injectFault(fault, true);
    await clock.run(2_000);
  }
  await clock.run(10_000);
  await bridge.configure({ can: { bitrate: 250_000 } });
  await bridge.stop();
  await clock.run(2_000);
  await bridge.start('simulation');
  await clock.run(3_000);
  expect(compared).toBeGreaterThan(90);
  expect(sizes.news).toBeLessThan(sizes.views / 3);
});

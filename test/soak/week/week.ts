/**
 * What the worker does with each reading, and what the page does with each view, on a clock that goes as fast as it can. Everything that
 * keeps something is the app's own: history, log, book of alarms and incidents in real IndexedDB, and the dashboard.
 */
import { AlarmService } from '../../../src/bridge/alarm-service';
import type { BridgeView, PackView } from '../../../src/bridge/contract';
import { HistoryService } from '../../../src/bridge/history-service';
import { IncidentService } from '../../../src/bridge/incident-service';
import { LogRecorder } from '../../../src/bridge/log-recorder';
import { LogService } from '../../../src/bridge/log-service';
import { Part } from '../../../src/bridge/part';
import { DEFAULT_CONFIGURATION } from '../../../src/configuration/configuration';
import { indexedDbAlarms } from '../../../src/storage/alarms/alarm-database';
import { indexedDbHistory } from '../../../src/storage/history/history-database';
import * as thinning from '../../../src/storage/history/thin';
import { indexedDbIncidents } from '../../../src/storage/incidents/incident-database';
import { indexedDbLines } from '../../../src/storage/lines/line-database';
import '../../../src/ui/tb-app';
import { settled, testPage } from '../../browser/fixtures/page';
import { faultOf, LIVE } from '../../browser/fixtures/views';
import { sampleAt } from '../../bench/history/samples';
import { ManualClock, turn } from '../../support/manual-clock';

const START = Date.UTC(2026, 5, 1);
const PACE_MS = 100;
const HOUR_MS = 3_600_000;
/** A reading is one of these; how they follow one another never repeats within a day. */
const SAMPLES = Array.from({ length: 7_001 }, (_, place) => sampleAt(place));

/** The battery as it is read at `at`: now and then something is wrong, and the limits follow another rule. */
function viewAt(place: number, at: number): BridgeView {
  const sample = SAMPLES[(place * 13) % SAMPLES.length] as (typeof SAMPLES)[number];
  const [pack] = LIVE.packs as readonly [PackView];
  const reading = pack.reading && {
    ...pack.reading,
    packVoltage: sample.voltage,
    packCurrent: sample.current,
    minCellVoltage: sample.lowestCell ?? 0,
    maxCellVoltage: sample.highestCell ?? 0,
    lifetimeCounter: Math.floor(at / 1000),
    cells: pack.reading.cells.map((cell, index) => ({ ...cell, voltage: sample[`cell${index + 1}` as 'cell1'] ?? 0 })),
  };
  const hours = at / HOUR_MS;
  return {
    ...LIVE,
    mode: 'serial',
    now: at,
    wallTime: START + at,
    packs: [{ ...pack, reading, readAt: at }],
    limitsSentAt: at,
    // Ten minutes of every five hours.
    faults: hours % 5 < 1 / 6 ? [faultOf('gx-lost', 'warning')] : [],
  };
}

declare const gc: () => void;

/** Used by this page once everything superfluous is gone [bytes]. */
async function used(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (performance as unknown as { readonly memory: { readonly usedJSHeapSize: number } }).memory.usedJSHeapSize;
}

function services() {
  const clock = new ManualClock(0, START);
  const estimate = () => Promise.resolve({ usage: undefined, quota: undefined, persisted: undefined });
  const history = new HistoryService({
    clock,
    thinning: Part.of(thinning),
    database: (mode) => indexedDbHistory(`soak-history-${mode}`),
    estimate,
  });
  const log = new LogService({
    clock,
    recorder: Part.of({ LogRecorder }),
    database: (mode) => indexedDbLines(`soak-log-${mode}`),
    version: 'soak',
    commit: 'soak',
  });
  const alarms = new AlarmService({ clock, database: (mode) => indexedDbAlarms(`soak-alarms-${mode}`) });
  const incidents = new IncidentService({
    ...{ clock, history, log, version: 'soak', commit: 'soak' },
    traffic: { text: () => Promise.resolve('') },
    database: (mode) => indexedDbIncidents(`soak-incidents-${mode}`),
  });
  history.configure(DEFAULT_CONFIGURATION);
  history.begin('serial');
  return { clock, history, log, alarms, incidents };
}

let worker: ReturnType<typeof services> | undefined;
let place = 0;

/** Lives through some hours. @returns what is used afterwards, and what is stored */
async function live(hours: number) {
  worker ??= services();
  const { clock, history, log, alarms, incidents } = worker;
  for (const end = place + (hours * HOUR_MS) / PACE_MS; place < end; place++) {
    const view = viewAt(place, clock.now());
    history.observe(view);
    for (const observer of [alarms, log, incidents]) observer.observe(view);
    clock.advance(PACE_MS);
    if (place % 40 === 39) await turn();
    // A database has a whole minute for what a minute brings.
    if (place % 600 === 599) await history.storage('serial');
  }
  const { tiers, state } = await history.storage('serial');
  const stored = tiers.reduce((sum, { bytes }) => sum + bytes, 0);
  const faults = [...history.faults, ...log.faults, ...alarms.faults, ...incidents.faults].map(({ code }) => code);
  return { used: await used(), stored, state, faults, readings: place };
}

let shown: { readonly page: ReturnType<typeof testPage>; readonly app: HTMLElement } | undefined;

/** Shows the dashboard this many views, each drawn. */
async function show(views: number): Promise<number> {
  if (!shown) {
    const page = testPage(viewAt(0, 0));
    const app = document.createElement('tb-app');
    page.root.append(app);
    shown = { page, app };
  }
  for (const end = place + views; place < end; place++) {
    shown.page.receive(viewAt(place, place * 200));
    await settled(shown.app);
  }
  return used();
}

Object.assign(globalThis, { soak: { live, show } });

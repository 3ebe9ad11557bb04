/**
 * The whole page on a fixture view, without a worker: `?view=STALE&lang=fr&theme=light&silent#/connection` on the dev server.
 * Every state of the dashboard can be looked at and photographed this way. Not part of the build.
 */
import '../../../src/ui/trusted-types';
import '../../../src/ui/tb-app';
import type { BridgeView } from '../../../src/bridge/contract';
import { LANGUAGE_CHOICES, THEMES } from '../../../src/ui/state/preferences';
import { followDocument } from '../../../src/ui/state/follow-document';
import { PAST } from '../fixtures/alarms';
import { SYNTHETIC_HISTORY } from '../fixtures/history';
import { SYNTHETIC_INCIDENTS } from '../fixtures/incidents';
import { syntheticLog } from '../fixtures/log';
import { INTERRUPTED, testWorkshop, WORKSHOP_VIEW } from '../fixtures/workshop';
import { testPage } from '../fixtures/page';
import { WATCHDOG } from '../fixtures/watchdog';
import { recordedTraffic } from '../fixtures/traffic';
import * as fixtures from '../fixtures/views';

const query = new URLSearchParams(location.search);
const views = new Map(Object.entries(fixtures).flatMap(([name, value]) => (isView(value) ? [[name, value] as const] : [])));

function isView(value: unknown): value is BridgeView {
  return typeof value === 'object' && value !== null && 'waitingFor' in value;
}

const page = testPage(views.get(query.get('view') ?? 'LIVE'), {
  language: LANGUAGE_CHOICES.find((choice) => choice === query.get('lang')) ?? 'en',
  history: SYNTHETIC_HISTORY,
  workshop: testWorkshop(query.has('interrupted') ? INTERRUPTED : WORKSHOP_VIEW).api,
  alarms: { list: () => Promise.resolve(PAST) },
  sound: query.has('locked') ? 'locked' : 'ready',
  watchdog: WATCHDOG,
  log: syntheticLog(20_000),
  traffic: (await recordedTraffic(30_000)).traffic,
  incidents: SYNTHETIC_INCIDENTS,
  theme: THEMES.find((theme) => theme === query.get('theme')) ?? 'dark',
});
followDocument(page.ui.preferences, page.ui.store);
page.root.append(document.createElement('tb-app'));
if (query.has('silent')) page.wait(4_000);

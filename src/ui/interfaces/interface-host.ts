import type { Heap, InterfaceHost, Moment, TelemetryFacts, WatchdogFacts, Words } from '../../interfaces/host';
import type { RestartReason } from '../../bridge/watchdog-contract';
import { parseLines } from '../log/parse-lines';
import { createFormat } from '../format/format';
import type { Snapshot } from '../state/bridge-store';
import type { Ui } from '../state/context';
import { alarmWords } from '../text/alarm-words';
import { EN } from '../text/en';
import { logText } from '../text/log';
import type { PageBegin, WatchdogView } from '../worker/watchdog-view';

const SPEAKING = { format: createFormat('en'), severalPacks: false };

/** Narrow and unbroken spaces are for the eye. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

export const WORDS: Words = {
  alarm: (entry) => {
    const { title, measured } = alarmWords(entry, EN, SPEAKING);
    return plain(measured === '' ? title : `${title}: ${measured}`);
  },
  fault: ({ code, detail }) => plain(detail === '' ? EN.faults[code].title : `${EN.faults[code].title} (${detail})`),
  log: (entry) => plain(logText(entry, EN, SPEAKING)),
};

/** The firmware bridge's words for why it had started. */
const RESETS: Readonly<Record<RestartReason | PageBegin, string>> = {
  opened: 'first start',
  reloaded: 'reload',
  discarded: 'dropped by the browser',
  'no-answer': 'watchdog',
  'loop-stuck': 'watchdog',
  crashed: 'crash',
  'hidden-away': 'put away by the browser',
  frozen: 'frozen by the browser',
  owner: 'owner',
};

function watchdogFacts({ timeoutMs, sinceBeatMs, statistics, restarts, newest, begun, loop }: WatchdogView): WatchdogFacts {
  return {
    timeoutMs,
    sinceFeedMs: sinceBeatMs,
    feeds: statistics.beats,
    intervalMeanMs: statistics.meanGapMs,
    intervalMostMs: statistics.longestGapMs,
    restarts,
    lastReset: RESETS[newest[0]?.reason ?? begun],
    loop,
  };
}

/** What is true at this moment; `undefined` while nobody knows, because the worker is silent. */
export function momentOf({ view, now, worker, watchdog }: Snapshot, telemetry: TelemetryFacts): Moment | undefined {
  if (!view || worker !== 'answering') return undefined;
  return { view, now, watchdog: watchdog && watchdogFacts(watchdog), telemetry };
}

/** Only Chromium tells. */
function heap(): Heap | undefined {
  const { memory } = performance as { readonly memory?: { readonly usedJSHeapSize: number; readonly jsHeapSizeLimit: number } };
  return memory && { used: memory.usedJSHeapSize, limit: memory.jsHeapSizeLimit };
}

/** The part of the page that the routes reach. */
type InterfaceUi = Pick<Ui, 'history' | 'alarms' | 'log' | 'workshop' | 'store' | 'token' | 'watchdog'> & {
  readonly bridge: Pick<Ui['bridge'], 'configure'>;
  readonly configuration: InterfaceHost['areas']['configuration'];
  readonly preferences: InterfaceHost['preferences'];
};

const RESTART_AFTER_MS = 1_000;

/** What the routes may use of this page, as it is now. */
export function interfaceHost(ui: InterfaceUi, telemetry: TelemetryFacts): InterfaceHost {
  const { bridge, configuration, history, alarms, log, workshop, store, token, watchdog, preferences } = ui;
  const present = (): Moment | undefined => (store.tick(), momentOf(store.snapshot, telemetry));
  return {
    moment: present(),
    token: token.value,
    areas: { bridge, configuration, history, alarms, log, workshop },
    preferences,
    words: WORDS,
    parseLines,
    calendar: { write: (at) => new Date(at).toISOString(), read: (text) => Date.parse(text) },
    heap: heap(),
    build: { version: __VERSION__, commit: __COMMIT__ },
    later: (ms) => new Promise((resolve) => setTimeout(() => resolve(present()), ms)),
    restart: () => setTimeout(() => watchdog.restart(), RESTART_AFTER_MS),
  };
}

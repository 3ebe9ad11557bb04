import type { InstalledApp } from '../app/installed-app';
import type { BridgeApi } from '../../bridge/contract';
import type { ChargeApi } from '../../bridge/charge-contract';
import type { AlarmsApi } from '../../bridge/alarms-contract';
import type { ConfigurationApi } from '../../bridge/configuration-contract';
import type { HistoryApi } from '../../bridge/history-contract';
import type { IncidentApi } from '../../bridge/incident-contract';
import type { LaboratoryApi } from '../../bridge/laboratory-contract';
import type { LogApi } from '../../bridge/log-contract';
import type { WorkerSupervisor } from '../worker/worker-supervisor';
import type { TrafficApi } from '../../bridge/traffic-contract';
import type { WorkshopApi } from '../../bridge/workshop-contract';
import type { AlarmCaller } from '../alarm/alarm-caller';
import type { AccessToken } from '../interfaces/access-token';
import type { BridgeStore } from './bridge-store';
import type { IncomingFile } from './incoming-file';
import type { OpenedFile } from './opened-file';
import type { Preferences } from './preferences';

/** What the page may ask of the bridge; views arrive through the store. */
export type BridgeActions = Omit<BridgeApi, 'subscribe' | 'unsubscribe'>;

/** What every element can reach. */
export interface Ui {
  readonly store: BridgeStore;
  readonly preferences: Preferences;
  readonly bridge: BridgeActions;
  readonly app: InstalledApp;
  readonly history: HistoryApi;
  readonly alarms: AlarmsApi;
  /** How the owner is called; its sound must be unlocked while something is touched. */
  readonly caller: Pick<AlarmCaller, 'sound' | 'notifier' | 'subscribe' | 'unlock' | 'hear' | 'setNotifications'>;
  readonly log: LogApi;
  readonly charge: ChargeApi;
  readonly configuration: ConfigurationApi;
  readonly workshop: WorkshopApi;
  readonly incidents: IncidentApi;
  /** Looked at instead of this bridge's own log and history, where one is open. */
  readonly file: OpenedFile;
  /** On its way to the page of settings. */
  readonly incoming: IncomingFile;
  /** Watches over the worker that all of these reach. */
  readonly watchdog: Pick<WorkerSupervisor, 'restart' | 'tick'>;
  readonly traffic: TrafficApi;
  readonly laboratory: LaboratoryApi;
  /** What writes over the HTTP routes have to bring. */
  readonly token: AccessToken;
}

const REQUEST = 'tb-ui-request';

class UiRequest extends Event {
  answer: Ui | undefined;
  constructor() {
    super(REQUEST, { bubbles: true, composed: true });
  }
}

/**
 * Answers the requests of elements inside `target`.
 * @returns the function that stops answering
 */
export function provideUi(target: EventTarget, ui: Ui): () => void {
  const answer = (event: Event): void => {
    if (!(event instanceof UiRequest)) return;
    event.answer = ui;
    event.stopPropagation();
  };
  target.addEventListener(REQUEST, answer);
  return () => target.removeEventListener(REQUEST, answer);
}

/** @throws Error when nothing around the element provides the page state: a bug in how the page is put together */
export function requestUi(element: Element): Ui {
  const request = new UiRequest();
  element.dispatchEvent(request);
  if (!request.answer) throw new Error(`${element.localName} is outside of the page state`);
  return request.answer;
}

import type { Clock } from '../links/clock';
import type { PortSource } from '../links/byte-link';
import type { LawStore } from '../storage/law-store';
import type { SettingsStore } from '../storage/settings-store';
import type { Storing } from '../storage/storing';
import type { AlarmService } from './alarm-service';
import type { SimulationView } from './contract';
import type { HistoryService } from './history-service';
import type { BridgeObserver } from './observer';
import type { Ownership } from './ownership';
import type { Part } from './part';
import type * as running from './running';
import type { TrafficService } from './traffic-service';
import type { Windows } from './windows/windows';

/** What a bridge is made of that runs. */
export type Running = Pick<typeof running, 'BridgeRuntime' | 'ChargeDesk' | 'LawKeeper' | 'partsOf'>;

/** A simulated battery, adapter and GX behind two simulated ports. */
export interface Simulation {
  readonly source: PortSource;
  view(): SimulationView;
  /** `false` for a name that is not in the catalogue. */
  inject(fault: string, active: boolean): boolean;
}

export interface BridgeParts {
  readonly clock: Clock;
  /** `undefined` in a browser that reaches no serial port. */
  readonly serial: PortSource | undefined;
  /** A new world for each start of the simulation. Rejects with `PartMissing` where it cannot be had. */
  readonly simulate: () => Simulation | Promise<Simulation>;
  readonly settings: SettingsStore;
  /** What of the past is stored; absent where nothing is. */
  readonly storing?: Storing;
  /** For real batteries; a simulated one begins anew with each start. Absent where nothing outlives the tab. */
  readonly lawStore?: LawStore;
  readonly ownership: Ownership;
  readonly history: HistoryService;
  readonly alarms: AlarmService;
  /** This window among the others of the browser; absent where there can be none. */
  readonly windows?: Pick<Windows, 'view' | 'shown' | 'owns' | 'refused'>;
  /** Who hears what goes over the ports; a bridge runs without him where he cannot be had. */
  readonly traffic?: Part<TrafficService>;
  /** What a bridge is made of that runs. */
  readonly running?: Part<Running>;
  /** Whoever else watches. */
  readonly observers?: readonly BridgeObserver[];
}

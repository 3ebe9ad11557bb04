import { Bridge } from '../../src/bridge/bridge';
import type { BridgeParts } from '../../src/bridge/bridge-parts';
import { simulation } from '../../src/bridge/simulation';
import type { Clock } from '../../src/links/clock';
import { testAlarms } from './alarms';
import { testHistory } from './history';
import { memorySettings } from './memory-settings';
import { SOLE_WINDOW } from './sole-window';

/** A whole bridge on the simulated battery, in a browser without serial ports; `parts` stand in the place of its own. */
export function simulatedBridge(clock: Clock, parts: Partial<BridgeParts> = {}): Bridge {
  return new Bridge({
    clock,
    serial: undefined,
    simulate: () => simulation(clock),
    settings: memorySettings(),
    ownership: SOLE_WINDOW,
    history: testHistory(clock),
    alarms: testAlarms(clock),
    ...parts,
  });
}

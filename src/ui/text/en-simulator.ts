import type { Texts } from './keys';

export const EN_SIMULATOR: Texts['simulator'] = {
  intro:
    'A battery, a CAN adapter and a GX made of software, speaking the same bytes as the real ones. Break something and watch what the bridge does.',
  battery: 'Simulated battery',
  chemistry: 'Chemistry',
  cells: 'Cells in series',
  gx: 'Simulated GX',
  gxStates: {
    charging: 'charges the battery',
    discharging: 'discharges the battery',
    resting: 'leaves the battery at rest',
    timedOut: 'has stopped: no limits arrive',
  },
  solarCurrent: 'Solar',
  loadCurrent: 'Load',
  faults: 'Faults',
  faultsHelp: 'Each switch acts at once and stays until you switch it off.',
  on: 'on',
  off: 'off',
  faultNames: {},
  absent: 'The simulator is not running. Start it under Connection.',
};

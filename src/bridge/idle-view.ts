import { UNSUPERVISED } from '../control/unsupervised';
import type { RuntimeView } from './runtime';

/** What there is to see of a bridge while none runs. */
export const IDLE_VIEW: Omit<RuntimeView, 'phase' | 'now' | 'wallTime' | 'faults' | 'operation'> & { readonly operation: undefined } = {
  waitingFor: [],
  ports: [],
  packs: [],
  battery: undefined,
  batteryAt: undefined,
  limits: undefined,
  charge: undefined,
  operation: undefined,
  limitsSentAt: undefined,
  alarms: undefined,
  batteryAlarms: undefined,
  adapter: undefined,
  gx: { state: 'never', heardAt: undefined, victron: false },
  supervision: UNSUPERVISED,
  wire: [],
};

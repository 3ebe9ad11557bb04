/** Where in the simulated installation something breaks. */
export type FaultGroup = 'bms' | 'battery' | 'can' | 'gx' | 'bridge';

export const FAULT_GROUPS: readonly FaultGroup[] = ['battery', 'bms', 'can', 'gx', 'bridge'];

/** The group of a fault of the simulator, told from its name; what names no device happens to the battery itself. */
export function faultGroupOf(name: string): FaultGroup {
  if (name.startsWith('bms-')) return 'bms';
  if (name.startsWith('gx-')) return 'gx';
  if (name.startsWith('worker-')) return 'bridge';
  return /^(can|adapter|foreign)-/.test(name) ? 'can' : 'battery';
}

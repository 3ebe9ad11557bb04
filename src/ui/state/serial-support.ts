/** Whether this browser offers serial ports at all; says nothing of permission. */
export function serialSupported(): boolean {
  return 'serial' in navigator;
}

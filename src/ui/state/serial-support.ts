/** How this browser reaches serial ports, if at all; says nothing of permission. By `usb` only adapters of the class CDC-ACM. */
export type PortAccess = 'serial' | 'usb' | 'none';

export function portAccess(): PortAccess {
  if ('serial' in navigator) return 'serial';
  return 'usb' in navigator ? 'usb' : 'none';
}

export function serialSupported(): boolean {
  return portAccess() !== 'none';
}

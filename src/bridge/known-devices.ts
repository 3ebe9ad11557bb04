import type { StoredSettings } from '../storage/settings-store';
import type { PortView } from './contract';
import type { FaultNow } from './fault-register';

/** Who answered behind the ports, now or when they were last used. */
export interface KnownDevices {
  /** Serial number of the TinyBMS. */
  readonly bms: string | undefined;
  /** Version of the CAN adapter; empty where it tells none. */
  readonly can: string | undefined;
}

/**
 * Devices that were used before and that no port can still turn out to be. Only the owner can bring such a one back: the browser
 * forgets adapters without a serial number when they are unplugged.
 */
export function missingDevices(ports: readonly PortView[], known: KnownDevices): readonly FaultNow[] {
  const undecided = ports.some(({ role, state }) => role === undefined && state !== 'ignored' && state !== 'unidentified');
  if (undecided) return [];
  return (['bms', 'can'] as const).flatMap((role): readonly FaultNow[] => {
    const device = known[role];
    if (device === undefined || ports.some((port) => port.role === role)) return [];
    return [
      { code: 'port-gone', severity: 'warning', detail: `${role === 'bms' ? 'TinyBMS' : 'CAN adapter'} ${device}`.trim(), subject: role },
    ];
  });
}

/** Live operation that has ended because of another TinyBMS, until the owner chooses a level again. */
export function exchangedBms({ liveWith, stranger }: Pick<StoredSettings, 'liveWith' | 'stranger'>): readonly FaultNow[] {
  if (stranger === undefined) return [];
  return [{ code: 'bms-exchanged', severity: 'alarm', detail: `${liveWith ?? '—'} → ${stranger}`, subject: undefined }];
}

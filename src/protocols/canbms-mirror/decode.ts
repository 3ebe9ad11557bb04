/**
 * Reads the frames of a battery a second time, by hand: nothing here is taken from the layouts that the encoder works with, so that
 * a mistake in those shows as a difference. Source: Victron CAN-bus BMS protocol, frame by frame.
 */

/** 0 = in order, 1 = warning, 2 = alarm, as the GX counts them; `undefined` where the battery does not support the item. */
export type MirrorAlarm = 0 | 1 | 2 | undefined;

export const MIRROR_ALARMS = [
  'highVoltage',
  'lowVoltage',
  'highTemperature',
  'lowTemperature',
  'highChargeTemperature',
  'lowChargeTemperature',
  'highDischargeCurrent',
  'highChargeCurrent',
  'internalFailure',
  'cellImbalance',
] as const;
export type MirrorAlarmName = (typeof MIRROR_ALARMS)[number];

/** What one frame says [V, A, °C, %, Ah, kWh], under the names that the GX gives it. */
export type MirrorReading =
  | {
      readonly id: 0x351;
      readonly maxChargeVoltage: number;
      readonly maxChargeCurrent: number;
      readonly maxDischargeCurrent: number;
      /** 0 on the wire says that there is none. */
      readonly batteryLowVoltage: number | undefined;
    }
  | { readonly id: 0x355; readonly soc: number; readonly soh: number; readonly preciseSoc: number | undefined }
  | { readonly id: 0x356; readonly voltage: number; readonly current: number; readonly temperature: number }
  | { readonly id: 0x35a; readonly alarms: Readonly<Record<MirrorAlarmName, MirrorAlarm>> }
  | { readonly id: 0x35f; readonly firmware: string; readonly available: number | undefined }
  | {
      readonly id: 0x372;
      readonly online: number | undefined;
      readonly blockingCharge: number | undefined;
      readonly blockingDischarge: number | undefined;
      readonly offline: number | undefined;
    }
  | {
      readonly id: 0x373;
      readonly minCellVoltage: number | undefined;
      readonly maxCellVoltage: number | undefined;
      readonly minCellTemperature: number | undefined;
      readonly maxCellTemperature: number | undefined;
    }
  | { readonly id: 0x378; readonly chargedEnergy: number; readonly dischargedEnergy: number }
  | { readonly id: 0x379; readonly installed: number }
  | { readonly id: MirrorTextId; readonly text: string };

/** Frames that are nothing but 8 characters. */
const TEXT_IDS = [0x35e, 0x370, 0x371, 0x374, 0x375, 0x376, 0x377, 0x380, 0x381, 0x382] as const;
export type MirrorTextId = (typeof TEXT_IDS)[number];

function u16(data: Uint8Array, at: number): number {
  return (data[at] ?? 0) + 256 * (data[at + 1] ?? 0);
}

function s16(data: Uint8Array, at: number): number {
  const raw = u16(data, at);
  return raw >= 32_768 ? raw - 65_536 : raw;
}

function u32(data: Uint8Array, at: number): number {
  return u16(data, at) + 65_536 * u16(data, at + 2);
}

/** A 16-bit number, unless the frame ends before it or it is one of the values that say "unknown". */
function known(data: Uint8Array, at: number, ...unknown: readonly number[]): number | undefined {
  if (data.length < at + 2) return undefined;
  const raw = u16(data, at);
  return unknown.includes(raw) ? undefined : raw;
}

function divided(raw: number | undefined, by: number): number | undefined {
  return raw === undefined ? undefined : raw / by;
}

function celsius(kelvin: number | undefined): number | undefined {
  return kelvin === undefined ? undefined : kelvin - 273;
}

function characters(data: Uint8Array): string {
  const zero = data.indexOf(0);
  return String.fromCharCode(...data.subarray(0, zero < 0 ? data.length : Math.min(zero, 8)));
}

/** The item whose alarm begins at bit `bit` of the frame; its warning stands 32 bits further on. 01 = raised, 10 = in order. */
function alarmAt(data: Uint8Array, bit: number): MirrorAlarm {
  const alarm = ((data[bit >> 3] ?? 0) >> (bit & 7)) & 3;
  const warning = ((data[(bit >> 3) + 4] ?? 0) >> (bit & 7)) & 3;
  if (alarm === 1) return 2;
  if (warning === 1) return 1;
  return alarm === 2 || warning === 2 ? 0 : undefined;
}

/** Two digits of binary-coded decimal in each byte, high byte first: 0x02 0x01 is version 2.01. */
function version(data: Uint8Array): string {
  return `${(data[2] ?? 0).toString(16)}.${(data[3] ?? 0).toString(16).padStart(2, '0')}`;
}

/** Fewest bytes without which a frame says nothing. */
const SHORTEST: Readonly<Record<number, number>> = {
  0x351: 8,
  0x355: 4,
  0x356: 6,
  0x35a: 8,
  0x35f: 6,
  0x372: 8,
  0x373: 4,
  0x378: 8,
  0x379: 2,
};

/** Reads one frame with an 11-bit identifier; `undefined` for one that is not a battery's, or that is too short. */
export function mirrorFrame(id: number, data: Uint8Array): MirrorReading | undefined {
  if (data.length < (SHORTEST[id] ?? 0)) return undefined;
  switch (id) {
    case 0x351:
      return {
        id,
        maxChargeVoltage: u16(data, 0) / 10,
        maxChargeCurrent: s16(data, 2) / 10,
        maxDischargeCurrent: s16(data, 4) / 10,
        batteryLowVoltage: divided(known(data, 6, 0), 10),
      };
    case 0x355:
      return { id, soc: u16(data, 0), soh: u16(data, 2), preciseSoc: divided(known(data, 4, 0xffff), 100) };
    case 0x356:
      return { id, voltage: s16(data, 0) / 100, current: s16(data, 2) / 10, temperature: s16(data, 4) / 10 };
    case 0x35a:
      return {
        id,
        alarms: {
          highVoltage: alarmAt(data, 2),
          lowVoltage: alarmAt(data, 4),
          highTemperature: alarmAt(data, 6),
          lowTemperature: alarmAt(data, 8),
          highChargeTemperature: alarmAt(data, 10),
          lowChargeTemperature: alarmAt(data, 12),
          highDischargeCurrent: alarmAt(data, 14),
          highChargeCurrent: alarmAt(data, 16),
          internalFailure: alarmAt(data, 22),
          cellImbalance: alarmAt(data, 24),
        },
      };
    case 0x35f:
      return { id, firmware: version(data), available: known(data, 4, 0) };
    case 0x372:
      return {
        id,
        online: known(data, 0, 0xffff),
        blockingCharge: known(data, 2, 0xffff),
        blockingDischarge: known(data, 4, 0xffff),
        offline: known(data, 6, 0xffff),
      };
    case 0x373:
      return {
        id,
        minCellVoltage: divided(known(data, 0, 0, 0xffff), 1000),
        maxCellVoltage: divided(known(data, 2, 0, 0xffff), 1000),
        minCellTemperature: celsius(known(data, 4, 0, 0xffff)),
        maxCellTemperature: celsius(known(data, 6, 0, 0xffff)),
      };
    case 0x378:
      return { id, chargedEnergy: u32(data, 0) / 10, dischargedEnergy: u32(data, 4) / 10 };
    case 0x379:
      return { id, installed: u16(data, 0) };
    default:
      return isTextId(id) ? { id, text: characters(data) } : undefined;
  }
}

function isTextId(id: number): id is MirrorTextId {
  return (TEXT_IDS as readonly number[]).includes(id);
}

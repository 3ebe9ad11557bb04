/**
 * Codes of the enumerated registers, by name. Lists that look alike are kept apart on purpose: the load switch list starts
 * at 0, the charger switch list at 1, and the precharge list leaves out 1.
 * Source: TinyBMS Communication Protocols rev. D, register map.
 */

/** Names and their codes on the wire. */
export type Enumeration = Readonly<Record<string, number>>;

/** Register 50. An enumeration, not a bit field. */
export const ONLINE_STATUS = {
  charging: 0x91,
  fullyCharged: 0x92,
  discharging: 0x93,
  regeneration: 0x96,
  idle: 0x97,
  fault: 0x9b,
} as const satisfies Enumeration;

/** Register 114, low byte. */
export const RESET_CAUSE = {
  unknown: 0,
  lowPower: 1,
  windowWatchdog: 2,
  independentWatchdog: 3,
  software: 4,
  porPdr: 5,
  pin: 6,
  optionBytes: 7,
} as const satisfies Enumeration;

/** Register 114, high byte. */
export const WAKEUP_CAUSE = { chargerConnected: 0, ignition: 1, dischargeDetected: 2, uart: 3 } as const satisfies Enumeration;

/** Register 314. */
export const DISTANCE_UNIT = { meter: 1, kilometer: 2, feet: 3, mile: 4, yard: 5 } as const satisfies Enumeration;

/** Register 330, low byte. `variable` and `can` are reserved. */
export const CHARGER_TYPE = { variable: 0, ccCv: 1, can: 2 } as const satisfies Enumeration;

/** Registers 331 and 341; low and high are active levels. */
export const LOAD_SWITCH = {
  fet: 0,
  aido1: 1,
  aido2: 2,
  dido1: 3,
  dido2: 4,
  aiho1Low: 5,
  aiho1High: 6,
  aiho2Low: 7,
  aiho2High: 8,
} as const satisfies Enumeration;

/** Register 333: one higher than the load switch list. */
export const CHARGER_SWITCH = {
  chargeFet: 1,
  aido1: 2,
  aido2: 3,
  dido1: 4,
  dido2: 5,
  aiho1Low: 6,
  aiho1High: 7,
  aiho2Low: 8,
  aiho2High: 9,
} as const satisfies Enumeration;

/** Register 334. */
export const IGNITION_INPUT = {
  disabled: 0,
  aido1: 1,
  aido2: 2,
  dido1: 3,
  dido2: 4,
  aiho1: 5,
  aiho2: 6,
} as const satisfies Enumeration;

/** Register 335. */
export const CHARGER_DETECTION = {
  internal: 1,
  aido1: 2,
  aido2: 3,
  dido1: 4,
  dido2: 5,
  aiho1: 6,
  aiho2: 7,
} as const satisfies Enumeration;

/** Register 336. */
export const SPEED_SENSOR = { disabled: 0, dido1: 1, dido2: 2 } as const satisfies Enumeration;

/** Register 337. The last code is printed as 0x10 although 0x0A would follow: confirm with the maximum of command 0x1D before writing it. */
export const PRECHARGE_PIN = {
  disabled: 0,
  dischargeFet: 2,
  aido1: 3,
  aido2: 4,
  dido1: 5,
  dido2: 6,
  aiho1Low: 7,
  aiho1High: 8,
  aiho2Low: 9,
  aiho2High: 0x10,
} as const satisfies Enumeration;

/** Register 338. */
export const PRECHARGE_DURATION = { ms100: 0, ms200: 1, ms500: 2, s1: 3, s2: 4, s3: 5, s4: 6, s5: 7 } as const satisfies Enumeration;

/** Register 339. */
export const TEMPERATURE_SENSOR = { dual10kNtc: 0, multipointActive: 1 } as const satisfies Enumeration;

/** Register 340. A change makes the device restart by itself. */
export const OPERATION_MODE = { dualPort: 0, singlePort: 1 } as const satisfies Enumeration;

/** Register 342. */
export const BROADCAST_TIME = { disabled: 0, ms100: 1, ms200: 2, ms500: 3, s1: 4, s2: 5, s5: 6, s10: 7 } as const satisfies Enumeration;

/** Register 343: the format of the unsolicited text, nothing else. */
export const BROADCAST_PROTOCOL = { caV3: 0, ascii: 1, socBar: 2 } as const satisfies Enumeration;

/** Register 501, bit 8. */
export const POWER_TYPE = { lowPower: 0, highPower: 1 } as const satisfies Enumeration;

/** Register 501, bits 9 and 10. */
export const CURRENT_SENSOR = { internalResistor: 0, internalHall: 1, external: 2 } as const satisfies Enumeration;

/** Name of a code, or `undefined` for one that the list does not hold. */
export function nameOf<E extends Enumeration>(enumeration: E, code: number): (keyof E & string) | undefined {
  for (const name in enumeration) if (enumeration[name] === code) return name;
  return undefined;
}

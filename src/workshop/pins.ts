/** Which input or output each function of a BMS uses. Source: TinyBMS User Manual rev. D; one pin serves one function at a time. */
import { nameOf } from '../protocols/tinybms/enumerations';
import type { SettingId } from './settings';
import { rawOf, settingRow } from './settings';

export type Pin = 'aido1' | 'aido2' | 'dido1' | 'dido2' | 'aiho1' | 'aiho2';
const PINS: readonly Pin[] = ['aido1', 'aido2', 'dido1', 'dido2', 'aiho1', 'aiho2'];

/** Functions that can use a pin, with the raw value by which they use none; the least missed first. */
export const PIN_FUNCTIONS = {
  speedSensorInput: 0,
  ignitionInput: 0,
  chargerDetectionInput: 1,
  prechargePin: 0,
  singlePortSwitchType: 0,
  chargerSwitchType: 1,
  loadSwitchType: 0,
} as const satisfies { readonly [S in SettingId]?: number };

export type PinFunction = keyof typeof PIN_FUNCTIONS;
export const PIN_FUNCTION_IDS = Object.keys(PIN_FUNCTIONS) as readonly PinFunction[];

/** Functions that only one of the two operation modes has: 0 dual port, 1 single port. */
const ONLY_IN_MODE: { readonly [F in PinFunction]?: number } = { singlePortSwitchType: 1, chargerSwitchType: 0, loadSwitchType: 0 };

function isInUse(id: PinFunction, operationMode: number): boolean {
  return (ONLY_IN_MODE[id] ?? operationMode) === operationMode;
}

/** The pin behind a raw value; `undefined` for none: switched off, internal, or a code that the list does not hold. */
export function pinOf(id: PinFunction, raw: number): Pin | undefined {
  const { codes } = settingRow(id).register;
  const name = codes && nameOf(codes, raw);
  // Active levels are parts of the names, not pins of their own.
  const pin = name?.replace(/(Low|High)$/, '');
  return PINS.find((known) => known === pin);
}

export interface PinUse {
  readonly pin: Pin;
  /** None: the pin is free. More than one: it cannot be. */
  readonly functions: readonly PinFunction[];
}

/** What each pin serves under these settings, of the functions that their operation mode has. */
export function pinUse(words: readonly number[]): readonly PinUse[] {
  const mode = rawOf('operationMode', words);
  const inUse = PIN_FUNCTION_IDS.filter((id) => isInUse(id, mode));
  return PINS.map((pin) => ({ pin, functions: inUse.filter((id) => pinOf(id, rawOf(id, words)) === pin) }));
}

import type { Installation } from './options';

/** Limits that chargers and inverter act on. */
export interface Setpoints {
  readonly cvl: number;
  readonly ccl: number;
  readonly dcl: number;
}

export interface FlowInput {
  readonly installation: Installation;
  /** What the solar chargers obey, and what the inverter does; `undefined` = stopped. */
  readonly charger: Setpoints | undefined;
  readonly inverter: Setpoints | undefined;
  /** [A] at the battery side. */
  readonly solar: number;
  readonly load: number;
  readonly exportMost: number;
  /** Voltage of the battery without current [V], and its resistance [Ohm]. */
  readonly sourceVoltage: number;
  readonly resistance: number;
  readonly allowsCharge: boolean;
  readonly allowsDischarge: boolean;
}

/** Currents [A], all positive in the direction of their name; the battery's is positive while charging. */
export interface Flow {
  readonly battery: number;
  readonly solar: number;
  /** Taken from the battery side by the loads; a grid may supply the rest. */
  readonly load: number;
  readonly exported: number;
}

const NOTHING: Flow = { battery: 0, solar: 0, load: 0, exported: 0 };

/** With feed-in, solar chargers may exceed CVL by this much [V] at 48, 24 and 12 V. Source: Victron, DVCC. */
function solarOffset(cvl: number): number {
  return cvl > 36 ? 0.4 : cvl > 18 ? 0.2 : 0.1;
}

/** Who takes and gives how much at this moment. Voltages are held at once: only limits arrive late. */
export function flow(input: FlowInput): Flow {
  const { installation, charger, inverter } = input;
  if (charger === undefined && inverter === undefined) return NOTHING;
  const feedIn = installation === 'ess-feed-in';
  const load = inverter === undefined ? 0 : loadTaken(input, inverter);
  const exported = feedIn && inverter ? exportTaken(input, inverter, load) : 0;
  const taken = load + exported;
  const solar = charger === undefined ? 0 : Math.min(input.solar, solarAllowed(input, charger, taken, feedIn));
  const battery = solar - taken;
  if (battery > 0 && !input.allowsCharge) return { battery: 0, solar: taken, load, exported };
  if (battery < 0 && !input.allowsDischarge) return solar > 0 ? { battery: 0, solar, load: Math.min(load, solar), exported: 0 } : NOTHING;
  return { battery, solar, load, exported };
}

/** On a grid DCL is kept; an island obeys it only when it is 0. */
function loadTaken({ installation, load, solar }: FlowInput, { dcl }: Setpoints): number {
  if (installation === 'off-grid') return dcl > 0 ? load : 0;
  return Math.min(load, solar + dcl);
}

/** What holds the bus at CVL. A CVL below the battery empties it, at any DCL but 0. */
function exportTaken({ solar, exportMost, sourceVoltage, resistance }: FlowInput, { cvl, dcl }: Setpoints, load: number): number {
  const held = (cvl - sourceVoltage) / resistance;
  const surplus = solar - load - (dcl > 0 ? held : Math.max(held, 0));
  return Math.min(Math.max(surplus, 0), exportMost);
}

/** Chargers supply what is taken from the bus and what the battery may have. */
function solarAllowed({ sourceVoltage, resistance }: FlowInput, { cvl, ccl }: Setpoints, taken: number, feedIn: boolean): number {
  const byVoltage = (cvl + (feedIn ? solarOffset(cvl) : 0) - sourceVoltage) / resistance;
  const byCurrent = feedIn ? Infinity : ccl;
  return Math.max(taken + Math.min(byVoltage, byCurrent), 0);
}

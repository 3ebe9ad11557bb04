/**
 * Distances kept from the BMS's own thresholds. None of them can be configured away.
 * They are the hard caps of the limit rules: the BMS is the last line of defence and must never have to act.
 */
export const MARGINS = {
  /** Charging stops this far below the over-voltage cutoff [V per cell]. */
  belowOverVoltage: 0.03,
  /** The charge voltage keeps this much more distance, for cells that run ahead [V per cell]. */
  belowStop: 0.05,
  /** With feed-in of DC solar the GX lets a 48 V bus rise this far above CVL; half of it at 24 V [V]. */
  solarOffset48: 0.4,
  /** Discharging stops this far above the under-voltage cutoff [V per cell]. */
  aboveUnderVoltage: 0.05,
  /** Share of the BMS's over-current cutoffs that is asked for. */
  currentFactor: 0.9,
  /** [°C] */
  aboveLowTemperatureCutoff: 2,
  /** [°C] */
  belowOverHeatCutoff: 5,
  /** Protection never asks for less than this below the fully charged voltage: a lower CVL would empty the battery into the grid [V per cell]. */
  floorBelowFullyCharged: 0.15,
} as const;

/** Smallest currents that are sent while charging or discharging is still allowed [A]: 0 means "off" to the GX, not "full" or "nearly empty". */
export const FLOORS = { charge: 2, discharge: 1 } as const;

/** How limits recover once what held them down is gone. Falls are never delayed. */
export const RECOVERY = {
  /** Currents wait this long after their last fall [ms]. */
  currentHoldMs: 30_000,
  /** Then rise by this share of the full current each second. */
  currentRatePerSecond: 0.05,
  /** The charge voltage is raised this long after its last change at the earliest [ms]. */
  voltageIntervalMs: 20_000,
  /** [V/s] per cell. */
  voltageRate: 0.0005,
  /** A latch opens after its condition has been gone for this long [ms]. */
  latchMs: 60_000,
} as const;

import type { LawOverrides } from './parameters';

/** What becomes of one key of the seed's `cvl_algorithm` section. */
export type SeedKey =
  | { readonly use: 'switch'; readonly as: 'enabled' }
  /** `perUnit` counts of the seed make one unit of the law; `perCell` values were meant for the whole pack. */
  | { readonly use: 'number'; readonly as: NumberOverride; readonly perUnit?: number; readonly perCell?: boolean }
  /** Kept for the export, without effect: the law replaces the idea or does without. */
  | { readonly use: 'kept' };

type NumberOverride = { [K in keyof LawOverrides]-?: Exclude<LawOverrides[K], undefined> extends number ? K : never }[keyof LawOverrides];

/**
 * The keys of the seed's `cvl_algorithm` section, first and later ones. Offsets count per cell. Kept only:
 * its proportional protection and step recovery (they hunt), the floor and cell maximum (below a full pack at rest, and the
 * cutoff itself), and SUSTAIN (it refuses the sun to an empty pack); the cell count comes from the BMS.
 */
export const SEED_KEYS = {
  enabled: { use: 'switch', as: 'enabled' },
  bulk_soc_threshold: { use: 'number', as: 'bulkSoc' },
  transition_soc_threshold: { use: 'number', as: 'transitionSoc' },
  float_soc_threshold: { use: 'number', as: 'floatSoc' },
  float_exit_soc: { use: 'number', as: 'floatExitSoc' },
  float_approach_offset_mv: { use: 'number', as: 'approachOff', perUnit: 1000 },
  float_offset_mv: { use: 'number', as: 'floatOff', perUnit: 1000 },
  minimum_ccl_in_float_a: { use: 'number', as: 'cclFloor' },
  imbalance_hold_threshold_mv: { use: 'number', as: 'imbHold', perUnit: 1000 },
  imbalance_release_threshold_mv: { use: 'number', as: 'imbRelease', perUnit: 1000 },
  cell_safety_threshold_v: { use: 'number', as: 'vSoft' },
  imbalance_drop_per_mv: { use: 'number', as: 'imbDrop', perUnit: 0.001, perCell: true },
  imbalance_drop_max_v: { use: 'number', as: 'imbDropMax', perCell: true },
  series_cell_count: { use: 'kept' },
  cell_max_voltage_v: { use: 'kept' },
  cell_safety_release_v: { use: 'kept' },
  cell_min_float_voltage_v: { use: 'kept' },
  cell_protection_kp: { use: 'kept' },
  dynamic_current_nominal_a: { use: 'kept' },
  max_recovery_step_v: { use: 'kept' },
  sustain_soc_entry_percent: { use: 'kept' },
  sustain_soc_exit_percent: { use: 'kept' },
  sustain_voltage_v: { use: 'kept' },
  sustain_per_cell_voltage_v: { use: 'kept' },
  sustain_ccl_limit_a: { use: 'kept' },
  sustain_dcl_limit_a: { use: 'kept' },
} as const satisfies Record<string, SeedKey>;

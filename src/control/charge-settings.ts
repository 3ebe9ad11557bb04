import type { Chemistry } from './law/chemistries';
import { PARAMETERS, PARAMETER_TABLES, type ParameterKey, type ParameterTableKey } from './law/parameter-table';
import type { LawMode } from './law/parameters';
import type { Table } from './law/tables';

/** What the owner has set of the charge control; `null` leaves it to what follows from the BMS. */
export type ChargeSettings = {
  readonly mode: LawMode;
  readonly chemistry: 'automatic' | Chemistry;
  /** Off: constant absorption voltage and full currents; everything that protects still acts. */
  readonly enabled: boolean;
  /** The GX feeds DC-coupled solar into the grid, and then obeys CVL alone. */
  readonly feedIn: boolean;
} & { readonly [K in ParameterKey]: number | null } & { readonly [K in ParameterTableKey]: Table | null };

export const FROM_THE_BMS: ChargeSettings = {
  mode: 'voltage',
  chemistry: 'automatic',
  enabled: true,
  feedIn: false,
  ...(Object.fromEntries(Object.keys({ ...PARAMETERS, ...PARAMETER_TABLES }).map((key) => [key, null])) as Record<
    ParameterKey | ParameterTableKey,
    null
  >),
};

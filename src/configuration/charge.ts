import { FROM_THE_BMS } from '../control/charge-settings';
import { PARAMETERS, PARAMETER_TABLES, type ParameterKey, type ParameterTableKey } from '../control/law/parameter-table';
import type { Table } from '../control/law/tables';
import { choice, flag, ownNumber, type Key } from './key';

/** Enough points for any curve that a data sheet shows. */
const OWN_TABLE: Key<Table | null> = { shape: { kind: 'curve', least: 2, most: 16 }, follows: true, default: null };

function mapped<K extends string, R, T>(table: Readonly<Record<K, R>>, make: (row: R) => Key<T>): { readonly [P in K]: Key<T> } {
  return Object.fromEntries(Object.entries<R>(table).map(([name, row]) => [name, make(row)])) as { readonly [P in K]: Key<T> };
}

/**
 * How the battery is charged. `null` leaves a value to what follows from the settings of the BMS; whether all of them go together
 * is another question, see `control/owner.ts`.
 */
export const CHARGE = {
  mode: choice(FROM_THE_BMS.mode, ['voltage', 'soc']),
  chemistry: choice(FROM_THE_BMS.chemistry, ['automatic', 'LFP', 'NMC', 'LTO']),
  enabled: flag(FROM_THE_BMS.enabled),
  feedIn: flag(FROM_THE_BMS.feedIn),
  ...mapped<ParameterKey, { readonly least: number; readonly most: number }, number | null>(PARAMETERS, ({ least, most }) =>
    ownNumber(least, most),
  ),
  ...mapped<ParameterTableKey, unknown, Table | null>(PARAMETER_TABLES, () => OWN_TABLE),
} as const;

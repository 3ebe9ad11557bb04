import type { OnlineStatus } from '../battery/pack';
import type { Ms } from '../battery/units';
import type { CheckResult } from './current-sign';
import { whyUnusable } from './decide';
import type { Limits } from './limits';
import type { ChargeSettings } from './owner';
import type { BridgeState, PackState } from './state';
import { knownOf } from './step';

/**
 * One point of the way up to live operation, with the values that decide it.
 * - `battery`: one TinyBMS answers, and its settings can be used with what the owner wishes.
 * - `cells`: the voltages of its cells [V] add up to that of the pack.
 * - `current`: the current [A] is positive while the BMS says that it charges, negative while it discharges.
 * - `limits`: what would be sent [V, A, A] lies within the cutoffs of the BMS.
 * - `adapter`: the CAN adapter is set up.
 * - `alone`: no other battery speaks with our identifiers.
 * - `gx`: the GX is heard.
 */
export type Check = {
  readonly result: CheckResult;
  /** The owner may answer for it while it is open: it can stay so through no fault, at a resting battery or a GX that is off. */
  readonly acceptable: boolean;
} & (
  | { readonly check: 'battery'; readonly cells: number | undefined }
  | { readonly check: 'cells'; readonly sum: number | undefined; readonly pack: number | undefined }
  | { readonly check: 'current'; readonly status: OnlineStatus | undefined; readonly current: number | undefined }
  | { readonly check: 'limits'; readonly limits: readonly [cvl: number, ccl: number, dcl: number] | undefined }
  | { readonly check: 'adapter' }
  | { readonly check: 'alone' }
  | { readonly check: 'gx'; readonly victron: boolean }
);

export type CheckName = Check['check'];

/** The GX sends its keep-alive every second: one that was not heard for longer is not there now, whatever counts as a loss. */
const GX_THERE_MS: Ms = 10_000;
/** A foreign frame is remembered for this long. */
const FOREIGN_MS: Ms = 60_000;

/** The points in the order in which they are proven. */
export function checklist(state: BridgeState, charge: ChargeSettings, at: Ms): readonly Check[] {
  const linked = state.packs.filter((pack) => pack.linked);
  const pack = linked.length === 1 ? linked[0] : undefined;
  const limits = knownOf(state.phase)?.outcome.limits;
  const { foreignLimitsAt, gx } = state;
  return [
    { check: 'battery', acceptable: false, result: batteryResult(linked, charge), cells: pack?.settings?.seriesCells },
    { check: 'cells', acceptable: false, result: cellsResult(pack), sum: sumOfCells(pack), pack: pack?.reading?.packVoltage },
    {
      check: 'current',
      acceptable: true,
      result: pack?.current?.result ?? 'open',
      status: pack?.current?.status,
      current: pack?.current?.current,
    },
    {
      check: 'limits',
      acceptable: false,
      result: limitsResult(pack, limits),
      limits: limits && [limits.cvl.value, limits.ccl.value, limits.dcl.value],
    },
    { check: 'adapter', acceptable: false, result: state.canUp ? 'proven' : 'open' },
    {
      check: 'alone',
      acceptable: false,
      result: foreignLimitsAt !== undefined && at - foreignLimitsAt <= FOREIGN_MS ? 'failed' : state.canUp ? 'proven' : 'open',
    },
    {
      check: 'gx',
      acceptable: true,
      result: gx.heardAt !== undefined && at - gx.heardAt <= GX_THERE_MS ? 'proven' : 'open',
      victron: gx.victron,
    },
  ];
}

/** Points that stand in the way of live operation although the owner has accepted some. What has failed cannot be accepted. */
export function unproven(checks: readonly Check[], accepted: readonly CheckName[]): readonly CheckName[] {
  return checks
    .filter(({ check, result, acceptable }) => !(result === 'proven' || (result === 'open' && acceptable && accepted.includes(check))))
    .map(({ check }) => check);
}

function batteryResult(linked: readonly PackState[], charge: ChargeSettings): CheckResult {
  if (linked.length > 1) return 'failed';
  const settings = linked[0]?.settings;
  if (!settings) return 'open';
  return whyUnusable(settings, charge) === undefined ? 'proven' : 'failed';
}

function cellsResult(pack: PackState | undefined): CheckResult {
  if (!pack || (pack.reading === undefined && pack.rejected === 0)) return 'open';
  return pack.rejectedInARow > 0 || !pack.reading ? 'failed' : 'proven';
}

function sumOfCells(pack: PackState | undefined): number | undefined {
  return pack?.reading?.cells.reduce((sum, { voltage }) => sum + voltage, 0);
}

/** Held against the cutoffs of the BMS themselves, not against anything that the law has made of them. */
function limitsResult(pack: PackState | undefined, limits: Limits | undefined): CheckResult {
  const settings = pack?.settings;
  if (!settings || !limits) return 'open';
  const { seriesCells, fullyDischargedVoltage, overVoltageCutoff, chargeOverCurrentCutoff, dischargeOverCurrentCutoff } = settings;
  const within = (value: number, least: number, most: number): boolean => value >= least && value <= most;
  const sound =
    within(limits.cvl.value, seriesCells * fullyDischargedVoltage, seriesCells * overVoltageCutoff) &&
    within(limits.ccl.value, 0, chargeOverCurrentCutoff) &&
    within(limits.dcl.value, 0, dischargeOverCurrentCutoff);
  return sound ? 'proven' : 'failed';
}

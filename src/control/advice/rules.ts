import { floorTenth } from '../law/compare';
import { solarOffset } from '../law/fit';
import type { LawParameters } from '../law/parameters';
import { endsOf } from '../law/tables';
import type { Advice, Advised, Conflict, ConflictCode, Weight } from './advice';

interface Rule<C extends ConflictCode> {
  readonly weight: Weight;
  /** The conflict, where there is one. */
  readonly look: (advised: Advised) => Omit<Extract<Conflict, { code: C }>, 'code'> | undefined;
}

/** A BMS takes its cells for full this near to the voltage it is set to [V]; cells are not measured any better. */
const FULL_NEAR = 0.005;
/** An inverter needs this much of the curve to be told before the BMS cuts it off [V per cell]. */
const EMPTY_AHEAD = 0.02;
const FREEZING = 0;
const SLACK = 1e-6;

/** Mean cell voltage at the highest charge voltage that is ever sent: the wire carries tenths, rounded down. */
function reachOf({ cells, vAbs, cvlUserMax = Infinity }: LawParameters): number {
  return floorTenth(Math.min(cells * vAbs, cvlUserMax)) / cells;
}

function neverFull({ parameters, settings }: Advised): { readonly reach: number; readonly fullyCharged: number } | undefined {
  const [reach, fullyCharged] = [reachOf(parameters), settings.fullyChargedVoltage];
  return reach < fullyCharged - FULL_NEAR - SLACK ? { reach, fullyCharged } : undefined;
}

/** Every conflict that can be told from the numbers alone, most serious first. */
const RULES: { readonly [C in ConflictCode]: Rule<C> } = {
  'charges-in-frost': {
    weight: 'warning',
    look({ parameters: { chemistry, chargeByTemperature } }) {
      const [from] = endsOf(chargeByTemperature).first;
      return chemistry !== 'LTO' && from < FREEZING - SLACK ? { chemistry, from } : undefined;
    },
  },
  'trip-near': {
    weight: 'warning',
    look({ parameters: { cells, vAbs, imbHold }, settings: { overVoltageCutoff: cutoff } }) {
      const offset = solarOffset(cells, vAbs) / cells;
      const room = cutoff - vAbs - offset;
      return room < imbHold - SLACK ? { vAbs, offset, cutoff, room, needs: imbHold } : undefined;
    },
  },
  'maximum-zero': {
    weight: 'warning',
    look({ parameters: { cclUserMax, dclUserMax } }) {
      if (cclUserMax === 0) return { limit: 'ccl' };
      return dclUserMax === 0 ? { limit: 'dcl' } : undefined;
    },
  },
  'maximum-empties': {
    weight: 'warning',
    look({ parameters: { cells, vFloor, cvlUserMax: maximum } }) {
      const floor = cells * vFloor;
      return maximum !== undefined && maximum < floor - SLACK ? { maximum, floor } : undefined;
    },
  },
  'soc-never-corrected': {
    weight: 'warning',
    look: (advised) => (advised.parameters.mode === 'soc' ? neverFull(advised) : undefined),
  },
  'never-full': {
    weight: 'warning',
    look: (advised) => (advised.parameters.mode === 'voltage' ? neverFull(advised) : undefined),
  },
  'never-balances': {
    weight: 'warning',
    look({ parameters, settings: { earlyBalancingThreshold: threshold } }) {
      const reach = reachOf(parameters);
      return threshold > reach + SLACK ? { threshold, reach } : undefined;
    },
  },
  'spread-unreachable': {
    weight: 'warning',
    look({ parameters: { balDone: needs }, settings: { allowedDisbalance: allowed } }) {
      return needs < allowed - SLACK ? { needs, allowed } : undefined;
    },
  },
  'peak-not-above': {
    weight: 'warning',
    look({ settings: { peakDischargeCurrentCutoff: peak, dischargeOverCurrentCutoff: continuous } }) {
      // A register that reads 0 is one that this firmware does not have.
      return peak !== undefined && peak > 0 && peak <= continuous ? { peak, continuous } : undefined;
    },
  },
  'board-temperature': {
    weight: 'warning',
    look: ({ battery }) => (battery?.coldest.sensor === 'internal' ? {} : undefined),
  },
  'control-off': {
    weight: 'warning',
    look: ({ parameters }) => (parameters.enabled ? undefined : {}),
  },
  'bms-charges-in-frost': {
    weight: 'info',
    look({ parameters: { chemistry }, settings: { lowTemperatureChargerCutoff: cutoff } }) {
      return chemistry !== 'LTO' && cutoff < FREEZING ? { chemistry, cutoff } : undefined;
    },
  },
  'empty-at-cutoff': {
    weight: 'info',
    look({ parameters: { vEmpty }, settings: { fullyDischargedVoltage: fullyDischarged } }) {
      return vEmpty - fullyDischarged < EMPTY_AHEAD - SLACK ? { vEmpty, fullyDischarged } : undefined;
    },
  },
  'balancing-above-float': {
    weight: 'info',
    look({ parameters, settings: { earlyBalancingThreshold: threshold } }) {
      const { vFloat } = parameters;
      return threshold > vFloat + SLACK && threshold <= reachOf(parameters) + SLACK ? { threshold, vFloat } : undefined;
    },
  },
  'tail-above-finished': {
    weight: 'info',
    look({ parameters: { tail }, settings: { chargeFinishedCurrent: finished } }) {
      return tail > finished + SLACK ? { tail, finished } : undefined;
    },
  },
  'maximum-without-effect': {
    weight: 'info',
    look({ parameters: { cells, vAbs, maxCharge, maxDischarge, cvlUserMax = 0, cclUserMax = 0, dclUserMax = 0 } }) {
      const maxima = [
        { limit: 'cvl', maximum: cvlUserMax, allowed: cells * vAbs },
        { limit: 'ccl', maximum: cclUserMax, allowed: maxCharge },
        { limit: 'dcl', maximum: dclUserMax, allowed: maxDischarge },
      ] as const;
      return maxima.find(({ maximum, allowed }) => maximum > allowed + SLACK);
    },
  },
  'broadcast-on': {
    weight: 'info',
    look: ({ settings }) => (settings.broadcastTime > 0 ? {} : undefined),
  },
};

/** The order in which the conflicts are told. */
export const CONFLICTS = Object.keys(RULES) as readonly ConflictCode[];

/** What is in conflict, most serious first. */
export function adviceFor(advised: Advised): readonly Advice[] {
  return CONFLICTS.flatMap((code) => one(code, advised));
}

function one<C extends ConflictCode>(code: C, advised: Advised): readonly Advice[] {
  const { weight, look }: Rule<C> = RULES[code];
  const values = look(advised);
  return values ? [{ code, weight, ...values } as unknown as Advice] : [];
}

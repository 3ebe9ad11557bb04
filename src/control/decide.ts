import type { CombinedBattery } from '../battery/combine';
import type { Ms } from '../battery/units';
import type { Allowance, Limit, Limits } from './limits';
import { chargeCurrentRules, chargeVoltageRules, dischargeCurrentRules, thresholdsOf, tightest, voltageFloor, type Latches } from './rules';
import {
  floorTenth,
  followCurrent,
  followLatch,
  followVoltage,
  OPEN_LATCH,
  type HeldCurrent,
  type HeldVoltage,
  type Latch,
} from './recovery';

/** What the limits remember from one reading to the next. */
export interface LimitMemory {
  readonly cvl: HeldVoltage;
  readonly ccl: HeldCurrent;
  readonly dcl: HeldCurrent;
  readonly latches: Readonly<Record<keyof Latches, Latch>>;
  /** Charge voltage taken when charging was forbidden, kept until it is allowed again [V]. A constant: it must not follow the battery down. */
  readonly forbiddenHold: number | undefined;
}

/** [V per cell] and [°C] by which a latch's condition must have gone back. */
const RELEASE = { chargeVoltage: 0.12, dischargeVoltage: 0.25, dischargeVoltageCharging: 0.15, cold: 2, hot: 3 } as const;

/** Decides the limits for one plausible reading, from the BMS's own settings. `before` is `undefined` at the first one. */
export function decideLimits(before: LimitMemory | undefined, { battery, settings }: CombinedBattery, at: Ms): LimitMemory {
  const { chargeStop, dischargeStop, coldStop, hotStop } = thresholdsOf(settings);
  const { lowestCell, highestCell, coldest, hottest } = battery;
  const low = lowestCell.voltage;
  const high = highestCell.voltage;
  const was = before?.latches;
  const latches = {
    overVoltage: followLatch(was?.overVoltage ?? OPEN_LATCH, high >= chargeStop, high <= chargeStop - RELEASE.chargeVoltage, at),
    underVoltage: followLatch(
      was?.underVoltage ?? OPEN_LATCH,
      low <= dischargeStop,
      low >= dischargeStop + (battery.current > 0 ? RELEASE.dischargeVoltageCharging : RELEASE.dischargeVoltage),
      at,
    ),
    cold: followLatch(was?.cold ?? OPEN_LATCH, coldest.celsius <= coldStop, coldest.celsius >= coldStop + RELEASE.cold, at),
    hot: followLatch(was?.hot ?? OPEN_LATCH, hottest.celsius >= hotStop, hottest.celsius <= hotStop - RELEASE.hot, at),
  };
  const set: Latches = {
    overVoltage: latches.overVoltage.set,
    underVoltage: latches.underVoltage.set,
    cold: latches.cold.set,
    hot: latches.hot.set,
  };

  const chargeRules = chargeCurrentRules(battery, settings, set);
  const dischargeRules = dischargeCurrentRules(battery, settings, set);
  const ccl = followCurrent(before?.ccl, tightest(chargeRules), fullCurrent(chargeRules), at);
  const dcl = followCurrent(before?.dcl, tightest(dischargeRules), fullCurrent(dischargeRules), at);

  const chargeForbidden = set.overVoltage || set.cold || set.hot || battery.fault;
  const forbiddenHold = chargeForbidden
    ? (before?.forbiddenHold ??
      Math.max(
        settings.seriesCells * (dischargeStop + RELEASE.dischargeVoltageCharging),
        Math.min(battery.voltage, before?.cvl.limit.value ?? Infinity),
      ))
    : undefined;
  const voltageRules = [...chargeVoltageRules(battery, settings)];
  if (forbiddenHold !== undefined)
    voltageRules.push({ value: forbiddenHold, reason: { rule: 'charge-forbidden-hold', held: forbiddenHold } });
  if (set.overVoltage)
    voltageRules.push({ value: voltageFloor(settings), reason: { rule: 'cell-over-voltage', highest: highestCell, stop: chargeStop } });
  const cvl = followVoltage(before?.cvl, tightest(voltageRules), settings.seriesCells, at);
  return { cvl, ccl, dcl, latches, forbiddenHold };
}

/** Limits for a battery that has not been heard for a while: charging stops at the voltage it had, discharging keeps its last limit. */
export function staleLimits(memory: LimitMemory, lastVoltage: number, ageMs: Ms): Limits {
  const { cvl, ccl, dcl } = published(memory);
  const held = floorTenth(Math.min(cvl.value, memory.forbiddenHold ?? lastVoltage));
  return {
    cvl: { value: held, reason: { rule: 'charge-forbidden-hold', held }, others: [cvl, ...cvl.others] },
    ccl: { value: 0, reason: { rule: 'no-recent-data', ageMs }, others: [ccl, ...ccl.others] },
    dcl,
    dischargeVoltage: 0,
  };
}

/** The limits as the wire carries them. */
export function published({ cvl, ccl, dcl }: LimitMemory): Limits {
  return { cvl: cvl.limit, ccl: onWire(ccl.limit), dcl: onWire(dcl.limit), dischargeVoltage: 0 };
}

function onWire(limit: Limit): Limit {
  return { ...limit, value: floorTenth(limit.value) };
}

/** The memory of a battery that was stale and is heard again: currents go on as they were, the charge voltage rises from where it was held. */
export function afterStale(memory: LimitMemory, lastVoltage: number, at: Ms): LimitMemory {
  const held = staleLimits(memory, lastVoltage, 0).cvl;
  return { ...memory, cvl: { limit: held, ramp: held.value, at, changedAt: at } };
}

/** What the settings alone allow [A]; derating does not slow its own recovery. */
function fullCurrent(rules: readonly Allowance[]): number {
  return Math.max(...rules.map((rule) => rule.value));
}

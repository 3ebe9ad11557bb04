/**
 * Laws with one mistake each, as somebody might make it: in `file`, `from` becomes `to`. Each has to be caught by a property
 * that knows nothing of the code, see `hunt.ts`.
 */
const LAW = 'src/control/law';

/** @type {readonly { readonly name: string, readonly file: string, readonly from: string, readonly to: string, readonly everywhere?: boolean }[]} */
export const MUTANTS = [
  // Latches
  { name: 'over-voltage latch sets too late', file: `${LAW}/latches.ts`, from: 'setsAfter: 3,', to: 'setsAfter: 30,' },
  { name: 'under-voltage latch sets too late', file: `${LAW}/latches.ts`, from: 'setsAfter: 10,', to: 'setsAfter: 100,' },
  { name: 'far over the stop means nothing', file: `${LAW}/latches.ts`, from: 'const FAR_OVER = 0.03', to: 'const FAR_OVER = 0.3' },
  { name: 'far under empty means nothing', file: `${LAW}/latches.ts`, from: 'const FAR_UNDER = 0.05', to: 'const FAR_UNDER = 0.5' },
  {
    name: 'over-voltage latch opens too soon',
    file: `${LAW}/latches.ts`,
    from: 'const RELEASE_BELOW_SOFT = 0.02',
    to: 'const RELEASE_BELOW_SOFT = -0.05',
  },
  { name: 'under-voltage latch opens while discharging', file: `${LAW}/latches.ts`, from: 'current > 0 && atLeast', to: 'atLeast' },
  {
    name: 'latches open without waiting',
    file: `${LAW}/latches.ts`,
    from: 'atLeast(clearing, rule.clearsAfter)',
    to: 'atLeast(clearing, 0)',
  },
  {
    name: 'an interrupted wait goes on',
    file: `${LAW}/latches.ts`,
    from: 'return { set: true, arming, clearing: 0 };\n  const',
    to: 'return { set: true, arming, clearing: was.clearing };\n  const',
  },
  {
    name: 'temperature latch without hysteresis',
    file: `${LAW}/latches.ts`,
    from: 'const RELEASE_COLD = 2',
    to: 'const RELEASE_COLD = 0.01',
  },
  {
    name: 'heat forbids nothing',
    file: `${LAW}/latches.ts`,
    from: 'atMost(coldest.celsius, first[0]) || atLeast(hottest.celsius, last[0])',
    to: 'atMost(coldest.celsius, first[0])',
  },
  // Currents
  {
    name: 'a fault of the BMS is ignored',
    file: `${LAW}/currents.ts`,
    from: 'if (chargeFault) rules.push',
    to: 'if (chargeFault && enabled && !enabled) rules.push',
  },
  {
    name: 'currents fall slowly',
    file: `${LAW}/currents.ts`,
    from: 'if (!was || wanted.value < was.value)',
    to: 'if (!was || wanted.value < was.value - 20)',
  },
  {
    name: 'currents rise at once after a fall',
    file: `${LAW}/currents.ts`,
    from: 'sinceFall - recovery.hold, 0, dt',
    to: 'sinceFall, 0, dt',
  },
  { name: 'currents rise too fast', file: `${LAW}/currents.ts`, from: 'rising * recovery.rate', to: '3 * rising * recovery.rate' },
  {
    name: 'only the coldest sensor counts',
    file: `${LAW}/currents.ts`,
    from: 'pushTemperature(rules, battery.hottest, chargeByTemperature, maxCharge);',
    to: '',
  },
  { name: 'a full pack gets no current', file: `${LAW}/currents.ts`, from: 'Math.max(factor * full, least)', to: 'factor * full' },
  {
    name: 'the smallest current counts in the cold',
    file: `${LAW}/currents.ts`,
    from: "rules.push({ value: factor * full, reason: { rule: 'temperature",
    to: "rules.push({ value: Math.max(factor * full, 2), reason: { rule: 'temperature",
  },
  {
    name: 'the owner’s charge maximum is ignored',
    file: `${LAW}/currents.ts`,
    from: 'if (cclUserMax !== undefined)',
    to: 'if (cclUserMax === -1)',
  },
  {
    name: 'cells out of balance get the full current',
    file: `${LAW}/currents.ts`,
    from: 'if (imbalance) {',
    to: 'if (imbalance && !enabled) {',
  },
  { name: 'values are rounded up', file: `${LAW}/compare.ts`, from: 'Math.floor(value * 10 + GUARD)', to: 'Math.ceil(value * 10 - GUARD)' },
  // Overshoot control
  { name: 'the trim has no upper bound', file: `${LAW}/trim.ts`, from: 'backstop), 0, most)', to: 'backstop), 0, Infinity)' },
  {
    name: 'the trim winds up without current',
    file: `${LAW}/trim.ts`,
    from: 'const byCurrent = clamp(current / (FULL_GAIN_CURRENT * capacity), 0, 1);',
    to: 'const byCurrent = current > 1e9 ? 0 : 1 + 0 * (FULL_GAIN_CURRENT * capacity);',
  },
  { name: 'no overshoot control', file: `${LAW}/trim.ts`, from: 'const gained = cells * ki', to: 'const gained = 0 * cells * ki' },
  { name: 'no backstop', file: `${LAW}/trim.ts`, from: 'cells * (highest - vSoft)', to: 'cells * (highest - vSoft - 1)' },
  {
    name: 'the trim is given back at once',
    file: `${LAW}/trim.ts`,
    from: 'low && atLeast(recovery, recHold)',
    to: 'low && atLeast(recovery, 0 * recHold)',
  },
  { name: 'the trim is never given back', file: `${LAW}/trim.ts`, from: 'cells * recRate * dt : 0', to: '0 * cells * recRate * dt : 0' },
  {
    name: 'an over-voltage leaves CVL where it is',
    file: `${LAW}/trim.ts`,
    from: 'if (overVoltage) return { volts: most, recovery };',
    to: 'if (overVoltage) return { volts: was.volts, recovery };',
  },
  // Charge voltage
  { name: 'the hold follows the pack down', file: `${LAW}/cvl.ts`, from: 'was?.held ?? holdVoltage(free', to: 'holdVoltage(free' },
  {
    name: 'the hold may be near empty',
    file: `${LAW}/cvl.ts`,
    from: 'Math.max(cells * lowestHold(parameters), Math.min(battery.voltage - room, cvl))',
    to: 'Math.min(battery.voltage - room, cvl) + 0 * cells * lowestHold(parameters)',
  },
  {
    name: 'CVL is raised at every chance',
    file: `${LAW}/cvl.ts`,
    from: 'if (atLeast(sinceChange, cvlUpInterval))',
    to: 'if (atLeast(sinceChange, 0 * cvlUpInterval))',
  },
  { name: 'CVL steps down to float', file: `${LAW}/cvl.ts`, from: 'was - cells * rampDown * dt', to: 'was - 100 * cells * rampDown * dt' },
  {
    name: 'the owner’s highest voltage is ignored',
    file: `${LAW}/cvl.ts`,
    from: 'cvlUserMax',
    to: 'noMaximum',
    everywhere: true,
  },
  { name: 'imbalance lowers CVL without bound', file: `${LAW}/imbalance.ts`, from: '0, imbDropMax)', to: '0, 10 * imbDropMax)' },
  // Phase
  {
    name: 'absorption never ends',
    file: `${LAW}/phase-voltage.ts`,
    from: 'if (atLeast(watched, absMax))',
    to: 'if (atLeast(watched, 100 * absMax))',
  },
  {
    name: 'absorption ends at once',
    file: `${LAW}/phase-voltage.ts`,
    from: 'if (hold > 0 && atLeast(hold, absHold))',
    to: 'if (hold > 0 && atLeast(hold, absHold / 10))',
  },
  {
    name: 'a discharged battery stays in float',
    file: `${LAW}/phase-voltage.ts`,
    from: 'if (atMost(soc, threshold))',
    to: 'if (atMost(soc, threshold - 50))',
  },
  {
    name: 'float is entered without absorption',
    file: `${LAW}/phase-voltage.ts`,
    from: "return enter('absorption', { cause: 'voltage-reached'",
    to: "return enter('float', { cause: 'voltage-reached'",
  },
  {
    name: 'cells are never balanced again',
    file: `${LAW}/phase-voltage.ts`,
    from: 'if (atLeast(days, rebalanceDays))',
    to: 'if (atLeast(days, 10 * rebalanceDays))',
  },
  // Data that is old or wrong
  {
    name: 'old data charges on',
    file: `${LAW}/law.ts`,
    from: 'sample && age <= parameters.holdAge',
    to: 'sample && age <= parameters.stopAge',
  },
  { name: 'old data is sent for ever', file: `${LAW}/law.ts`, from: 'age <= parameters.stopAge', to: 'age <= 100 * parameters.stopAge' },
  { name: 'old data stops discharging', file: `${LAW}/law.ts`, from: 'value: last.dcl.value', to: 'value: 0' },
  {
    name: 'a rejected sample counts as new',
    file: `${LAW}/law.ts`,
    from: '(newest?.age ?? Infinity) + dt',
    to: '(newest?.age ?? Infinity)',
  },
  {
    name: 'cells in the wrong order are believed',
    file: `${LAW}/sample.ts`,
    from: 'lowest.voltage <= highest.voltage',
    to: 'lowest.voltage <= 2 * highest.voltage',
  },
  {
    name: 'time that nobody watched counts',
    file: `${LAW}/law.ts`,
    from: 'if (state.newest && away <= holdAge)',
    to: 'if (state.newest && away <= 1e9 * holdAge)',
  },
  {
    name: 'charging is back at once after data was missing',
    file: `${LAW}/law.ts`,
    from: 'Math.min(was.ccl.value, cclFloor)',
    to: 'Math.max(was.ccl.value, cclFloor)',
  },
  // Memory over restarts
  {
    name: 'a restart forgets latches',
    file: `${LAW}/memory.ts`,
    from: '...latches[name],\n',
    to: '...latches[name],\n      set: false,\n',
  },
  { name: 'a restart opens latches sooner', file: `${LAW}/memory.ts`, from: 'clearing: 0,', to: 'clearing: latches[name].clearing + gap,' },
  {
    name: 'a restart starts a latch’s delay anew',
    file: `${LAW}/memory.ts`,
    from: 'latches[name].arming > 0 ? latches[name].arming + gap : 0',
    to: '0 * gap',
  },
  { name: 'latches are stored late', file: `${LAW}/memory.ts`, from: 'latch: 0, step: 2', to: 'latch: 30, step: 2' },
  { name: 'days away do not count', file: `${LAW}/memory.ts`, from: 'sinceFull: sinceFull + gap', to: 'sinceFull' },
];

import type { CellAt, TemperatureAt } from '../../battery/battery';
import type { BlockCause, PhaseKind } from '../../control/limits';
import type { ReasonTexts, Speaking, Texts } from './keys';
import { reasonClause } from './sentences';

const SENSORS: Readonly<Record<TemperatureAt['sensor'], string>> = {
  external1: 'sensor 1',
  external2: 'sensor 2',
  internal: 'the BMS board',
};

const PHASES: Readonly<Record<PhaseKind, string>> = {
  bulk: 'Bulk',
  absorption: 'Absorption',
  transition: 'Transition',
  'float-approach': 'Approaching float',
  float: 'Float',
  fixed: 'Fixed voltage',
};

/** Why charging is forbidden, as a noun. */
const BLOCKS: Readonly<Record<BlockCause, string>> = {
  'bms-fault': 'a fault of the BMS',
  'no-recent-data': 'missing data from the BMS',
  'cell-over-voltage': 'a cell that is too full',
  'cell-under-voltage': 'a cell that is too empty',
  temperature: 'the temperature',
};

const packOf = (pack: string): string => `pack ${pack.replace(/^pack-/, '')}`;
const cell = ({ cell: number, pack }: CellAt, { severalPacks }: Speaking): string =>
  severalPacks ? `cell ${number} of ${packOf(pack)}` : `cell ${number}`;
const cellAt = (at: CellAt, speaking: Speaking): string => `${cell(at, speaking)} at ${volts(at.voltage, speaking)}`;
const sensor = ({ sensor: name, pack }: TemperatureAt, { severalPacks }: Speaking): string =>
  severalPacks ? `${SENSORS[name]} of ${packOf(pack)}` : SENSORS[name];
const sensorAt = (at: TemperatureAt, speaking: Speaking): string =>
  `${sensor(at, speaking)} at ${speaking.format.measure('temperature', at.celsius)}`;
/** Of a cell. */
const volts = (voltage: number, { format }: Speaking): string => format.measure('cellVoltage', voltage);
const share = (factor: number, floor: boolean, { format }: Speaking): string =>
  floor ? 'smallest current' : `${format.measure('wholePercent', factor * 100)} of full current`;
/** A condition that must hold for a while, and for how long it has. */
const lasting = (held: number, of: number, { format: f }: Speaking): string =>
  held > 0 ? `for ${f.span(of)} (${f.span(held)} so far)` : `for ${f.span(of)}`;

const REASONS: ReasonTexts = {
  'phase-target': ({ phase, perCell, cells }, s) => `${PHASES[phase].toLowerCase()}, ${cells} cells at ${volts(perCell, s)} each`,
  imbalance: ({ highest, lowest, spread, release, drop }, s) =>
    `${cell(highest, s)} is ${s.format.measure('millivolts', spread)} above ${cell(lowest, s)}; ${s.format.measure('voltage', drop)} less until they are ${s.format.measure('millivolts', release)} apart`,
  ramp: ({ direction, target, because }, s) =>
    `${direction === 'up' ? 'rising' : 'falling'} slowly to ${s.format.measure('voltageLimit', target)} (${reasonClause(REASONS, because, s)})`,
  overshoot: ({ highest, from, trim, recoversBelow, waited, of }, s) => {
    const taken = s.format.measure('voltage', trim);
    if (highest.voltage > from) return `${cellAt(highest, s)} is above ${volts(from, s)}; ${taken} less`;
    if (waited >= of) return `still ${taken} less after an overshoot, rising slowly; ${cellAt(highest, s)}`;
    return `still ${taken} less after an overshoot, until ${cell(highest, s)} is below ${volts(recoversBelow, s)} ${lasting(waited, of, s)}`;
  },
  'charge-forbidden-hold': ({ held, because }, { format: f }) =>
    `charging is not allowed because of ${BLOCKS[because]}; held at ${f.measure('voltageLimit', held)}`,
  'raise-interval': ({ target, waited, of }, { format: f }) =>
    `may rise to ${f.measure('voltageLimit', target)} in ${f.span(Math.ceil(of - waited))}, once the chargers have settled`,
  'full-current': ({ origin }, { format: f }) => {
    switch (origin.kind) {
      case 'given':
        return 'full current, no restriction';
      case 'bms-over-current':
        return `full current, ${f.measure('wholePercent', origin.factor * 100)} of the BMS’s over-current cutoff of ${f.measure('currentLimit', origin.setting)}`;
      case 'bms-peak-current':
        return `full current, ${f.measure('wholePercent', origin.factor * 100)} of the BMS’s peak current cutoff of ${f.measure('currentLimit', origin.setting)}`;
    }
  },
  'imbalance-current': ({ highest, lowest, spread, release }, s) =>
    `${cell(highest, s)} is ${s.format.measure('millivolts', spread)} above ${cell(lowest, s)}; only what balancing can use until they are ${s.format.measure('millivolts', release)} apart`,
  'cell-near-full': ({ highest, from, stop, factor, floor }, s) =>
    `${cellAt(highest, s)} is ${s.format.measure('millivolts', highest.voltage - from)} above the taper start; ${share(factor, floor, s)}, zero at ${volts(stop, s)}`,
  'cell-near-empty': ({ lowest, from, stop, factor, floor }, s) =>
    `${cellAt(lowest, s)} is ${s.format.measure('millivolts', from - lowest.voltage)} below the taper start; ${share(factor, floor, s)}, zero at ${volts(stop, s)}`,
  'temperature-derating': ({ side, at, full, stop, factor }, s) =>
    `${side} battery, ${sensorAt(at, s)}; ${share(factor, false, s)}, all at ${s.format.measure('temperature', full)}, zero at ${s.format.measure('temperature', stop)}`,
  'state-of-charge': ({ soc, factor, floor }, s) => `SOC ${s.format.measure('percent', soc)}; ${share(factor, floor, s)}`,
  recovering: ({ target, waited, of }, s) =>
    waited < of
      ? `rises to ${s.format.measure('currentLimit', target)} after no fall ${lasting(waited, of, s)}`
      : `rising slowly to ${s.format.measure('currentLimit', target)}`,
  'leaving-zero': ({ wanted, needs }, { format: f }) =>
    `stays at zero until ${f.measure('currentLimit', needs)} would be allowed, now ${f.measure('currentLimit', wanted)}`,
  'cell-over-voltage': ({ highest, stop, release, waited, of }, s) =>
    `a cell reached ${volts(stop, s)}; charging again once ${cell(highest, s)}, now ${volts(highest.voltage, s)}, is at ${volts(release, s)} or less ${lasting(waited, of, s)}`,
  'cell-under-voltage': ({ lowest, stop, release, releaseCharging, waited, of }, s) =>
    `a cell fell to ${volts(stop, s)}; discharging again once ${cell(lowest, s)}, now ${volts(lowest.voltage, s)}, is at ${volts(release, s)} or more (${volts(releaseCharging, s)} while charging) ${lasting(waited, of, s)}`,
  'too-cold': ({ at, stop, release }, s) =>
    `too cold, ${sensorAt(at, s)}; zero at ${s.format.measure('temperature', stop)}, allowed again from ${s.format.measure('temperature', release)} up`,
  'too-hot': ({ at, stop, release }, s) =>
    `too hot, ${sensorAt(at, s)}; zero at ${s.format.measure('temperature', stop)}, allowed again from ${s.format.measure('temperature', release)} down`,
  'bms-fault': () => 'the BMS reports a fault',
  'no-recent-data': ({ age, of }, { format: f }) =>
    `no data from the BMS for ${f.span(age)}, so charging is held back and discharging stays as it was; after ${f.span(of)} nothing is sent`,
  'owner-maximum': () => 'your own maximum',
};

/** What the control of the charge does and waits for. */
export const EN_CHARGE: Pick<Texts, 'reasons' | 'charge'> = {
  reasons: REASONS,
  charge: {
    title: 'Charge',
    phases: PHASES,
    states: {
      BULK: 'charging up',
      TRANSITION: 'filling up',
      FLOAT_APPROACH: 'nearly full',
      FLOAT: 'full, kept at rest',
      IMBALANCE_HOLD: 'cells uneven, charging slowly',
    },
    since: (time, cause) => `Began ${time} ago: ${cause}.`,
    causes: {
      start: () => 'the bridge has started',
      'mode-changed': () => 'the way of control was changed',
      'switched-off': () => 'control of the charge is switched off',
      'voltage-reached': ({ highest, packVoltage, held }, s) =>
        `${cell(highest, s)} reached ${volts(highest.voltage, s)}, the battery ${s.format.measure('voltage', packVoltage)}, for ${s.format.span(held)}`,
      absorbed: ({ held, spread, current }, { format: f }) =>
        `the cells stayed full for ${f.span(held)}, ${f.measure('millivolts', spread)} apart at ${f.measure('current', current)}`,
      'bms-full': ({ held }, { format: f }) => `the BMS said fully charged, held for ${f.span(held)}`,
      'absorption-timeout': ({ after, spread, needs }, { format: f }) =>
        `absorption was given up after ${f.span(after)}, with ${f.measure('millivolts', spread)} between the cells instead of ${f.measure('millivolts', needs)}`,
      'voltage-fell': ({ below, held }, s) => `every cell was below ${volts(below, s)} for ${s.format.span(held)}`,
      'soc-low': ({ soc, threshold }, { format: f }) =>
        `SOC fell to ${f.measure('percent', soc)}, charging starts at ${f.measure('percent', threshold)}`,
      'cell-low': ({ lowest, below, held }, s) => `${cell(lowest, s)} was at ${volts(below, s)} or less for ${s.format.span(held)}`,
      'rebalance-due': ({ days }, { format: f }) => `last full ${f.count(Math.floor(days))} days ago, time to balance`,
      'soc-rose': ({ soc, threshold }, { format: f }) =>
        `SOC rose to ${f.measure('percent', soc)}, past ${f.measure('percent', threshold)}`,
      'soc-fell': ({ soc, threshold }, { format: f }) =>
        `SOC fell to ${f.measure('percent', soc)}, past ${f.measure('percent', threshold)}`,
    },
    waitsFor: {
      bulk: 'Goes on when one of these is met',
      absorption: 'Goes on to float when held for long enough',
      transition: 'Goes on when one of these is met',
      'float-approach': 'Goes on when one of these is met',
      float: 'Charges again when one of these is met',
      fixed: 'Does not change by itself',
    },
    waits: {
      'cell-voltage': ({ highest, needs, held, of }, s) => `${cellAt(highest, s)}, needs ${volts(needs, s)} ${lasting(held, of, s)}`,
      'pack-voltage': ({ voltage, needs, held, of }, s) =>
        `battery at ${s.format.measure('voltage', voltage)}, needs ${s.format.measure('voltage', needs)} ${lasting(held, of, s)}`,
      'absorption-hold': ({ held, of }, { format: f }) => `hold ${f.span(held)} of ${f.span(of)}`,
      'cell-high': ({ highest, needs }, s) => `${cellAt(highest, s)}, needs ${volts(needs, s)}`,
      spread: ({ spread, needs }, { format: f }) =>
        `spread ${f.measure('millivolts', spread)}, needs ${f.measure('millivolts', needs)} or less`,
      'tail-current': ({ current, needs }, { format: f }) =>
        `current ${f.measure('current', current)}, needs ${f.measure('currentLimit', needs)} or less`,
      'absorption-end': ({ elapsed, of }, { format: f }) => `at the latest after ${f.span(of)}, ${f.span(elapsed)} so far`,
      'soc-below': ({ soc, needs }, { format: f }) => `SOC ${f.measure('percent', soc)}, needs ${f.measure('percent', needs)} or less`,
      'soc-above': ({ soc, needs }, { format: f }) => `SOC ${f.measure('percent', soc)}, needs ${f.measure('percent', needs)}`,
      'cell-low': ({ lowest, needs, held, of }, s) => `${cellAt(lowest, s)}, needs ${volts(needs, s)} or less ${lasting(held, of, s)}`,
      rebalance: ({ elapsedDays, ofDays }, { format: f }) =>
        `days since last full: ${f.count(Math.floor(elapsedDays))}, needs ${f.count(ofDays)}`,
    },
    met: 'met',
    notMet: 'not yet',
    trim: (voltage) => `Overshoot control takes ${voltage} off the charge voltage.`,
  },
};

import type { CellAt, TemperatureAt } from '../../battery/battery';
import type { Speaking, Texts } from './keys';

type BatteryTexts = Pick<Texts, 'overview' | 'limits' | 'reasons' | 'alarms' | 'cells'>;

const SENSORS: Readonly<Record<TemperatureAt['sensor'], string>> = {
  external1: 'Sensor 1',
  external2: 'Sensor 2',
  internal: 'BMS board',
};

const packOf = (pack: string): string => `pack ${pack.replace(/^pack-/, '')}`;
const cellAt = ({ cell, pack }: CellAt, { severalPacks }: Speaking): string =>
  severalPacks ? `Cell ${cell} of ${packOf(pack)}` : `Cell ${cell}`;
const sensorAt = ({ sensor, pack }: TemperatureAt, { severalPacks }: Speaking): string =>
  severalPacks ? `${SENSORS[sensor]} of ${packOf(pack)}` : SENSORS[sensor];

export const EN_BATTERY: BatteryTexts = {
  overview: {
    stateOfCharge: 'State of charge (SOC)',
    stateOfHealth: 'Health (SOH)',
    capacity: 'Capacity',
    voltage: 'Voltage',
    current: 'Current',
    power: 'Power',
    temperatures: 'Temperatures',
    direction: { charging: 'charging', discharging: 'discharging', resting: 'at rest' },
    sensors: SENSORS,
    bmsStatus: 'BMS status',
    unknownStatus: (code) => `unknown (${code})`,
    onlineStatus: {
      charging: 'charging',
      fullyCharged: 'fully charged',
      discharging: 'discharging',
      regeneration: 'regenerating',
      idle: 'idle',
      fault: 'fault',
    },
    ageNote: (age) => `Data is ${age} old`,
    lostNote: (age) => `No data for ${age}`,
    neverNote: 'No data yet',
    goToConnection: 'Go to Connection',
    waitingTitle: 'Still needed',
  },
  limits: {
    title: 'Limits sent to the GX',
    names: { cvl: 'Charge voltage limit', ccl: 'Charge current limit', dcl: 'Discharge current limit' },
    sent: (age) => `Sent ${age} ago`,
    lastSent: (age) => `Nothing sent for ${age}`,
    neverSent: 'Nothing sent yet',
    notKnown: 'Not known at the moment',
    otherRules: (count) => `Other rules: ${count}`,
    chargingStopped: 'Charging stopped',
    dischargingStopped: 'Discharging stopped',
    gx: {
      never: () => 'GX not heard yet',
      heard: (age) => `GX heard ${age} ago`,
      quiet: (age) => `GX quiet for ${age}`,
      lost: (age) => `GX lost: not heard for ${age}`,
      unknown: () => 'GX unknown',
    },
    gxVictron: 'identifies itself as Victron',
  },
  reasons: {
    'fully-charged-voltage': ({ setting, cells }, { format: f }) =>
      `${cells} cells at ${f.measure('cellVoltage', setting)}, the BMS’s fully charged voltage.`,
    'over-voltage-margin': ({ setting, margin, cells }, { format: f }) =>
      `${cells} cells kept ${f.measure('millivolts', margin)} below the BMS’s over-voltage cutoff of ${f.measure('cellVoltage', setting)}.`,
    'cell-spread': ({ highest, spread }, speaking) =>
      `${cellAt(highest, speaking)} is ahead at ${speaking.format.measure('cellVoltage', highest.voltage)}; the cells are ${speaking.format.measure('millivolts', spread)} apart.`,
    'charge-forbidden-hold': ({ held }, { format: f }) =>
      `Charging is not allowed; the voltage is held at ${f.measure('voltageLimit', held)}.`,
    'charge-over-current': ({ setting, factor }, { format: f }) =>
      `${f.measure('wholePercent', factor * 100)} of the BMS’s charge over-current cutoff of ${f.measure('currentLimit', setting)}.`,
    'cell-near-full': ({ highest, from, stop }, speaking) =>
      `${cellAt(highest, speaking)} is at ${speaking.format.measure('cellVoltage', highest.voltage)}: reduced from ${speaking.format.measure('cellVoltage', from)} on, zero at ${speaking.format.measure('cellVoltage', stop)}.`,
    'cell-over-voltage': ({ highest, stop }, speaking) =>
      `${cellAt(highest, speaking)} is full: ${speaking.format.measure('cellVoltage', highest.voltage)}, no charging from ${speaking.format.measure('cellVoltage', stop)} on.`,
    'too-cold-to-charge': ({ coldest, stop }, speaking) =>
      `Cold battery: ${sensorAt(coldest, speaking)} at ${speaking.format.measure('temperature', coldest.celsius)}, no charging at ${speaking.format.measure('temperature', stop)} or less.`,
    'no-recent-data': ({ ageMs }, { format: f }) => `No data from the BMS for ${f.duration(ageMs)}, so charging is held back.`,
    'discharge-over-current': ({ setting, factor }, { format: f }) =>
      `${f.measure('wholePercent', factor * 100)} of the BMS’s discharge over-current cutoff of ${f.measure('currentLimit', setting)}.`,
    'peak-discharge-current': ({ setting, factor }, { format: f }) =>
      `${f.measure('wholePercent', factor * 100)} of the BMS’s peak discharge cutoff of ${f.measure('currentLimit', setting)}.`,
    'cell-near-empty': ({ lowest, from, stop }, speaking) =>
      `${cellAt(lowest, speaking)} is at ${speaking.format.measure('cellVoltage', lowest.voltage)}: reduced from ${speaking.format.measure('cellVoltage', from)} down, zero at ${speaking.format.measure('cellVoltage', stop)}.`,
    'cell-under-voltage': ({ lowest, stop }, speaking) =>
      `${cellAt(lowest, speaking)} is empty: ${speaking.format.measure('cellVoltage', lowest.voltage)}, no discharging from ${speaking.format.measure('cellVoltage', stop)} down.`,
    'too-hot': ({ hottest, stop }, speaking) =>
      `Hot battery: ${sensorAt(hottest, speaking)} at ${speaking.format.measure('temperature', hottest.celsius)}, no current from ${speaking.format.measure('temperature', stop)} on.`,
    'bms-fault': () => 'The BMS reports a fault.',
    recovering: ({ target }, { format: f }) => `Rising slowly again, towards ${f.measure('currentLimit', target)}.`,
  },
  alarms: {
    title: 'Alarms sent to the GX',
    none: 'No alarm and no warning.',
    unknown: 'Not known without data from the BMS.',
    warningWord: 'Warning',
    alarmWord: 'Alarm',
    items: {
      highVoltage: {
        name: 'High voltage',
        warning: 'A cell is close to its upper voltage limit.',
        alarm: 'A cell is above its upper voltage limit.',
      },
      lowVoltage: {
        name: 'Low voltage',
        warning: 'A cell is close to its lower voltage limit.',
        alarm: 'A cell is below its lower voltage limit.',
      },
      highTemperature: { name: 'High temperature', warning: 'The battery is getting hot.', alarm: 'The battery is too hot.' },
      lowTemperature: { name: 'Low temperature', warning: 'The battery is getting cold.', alarm: 'The battery is too cold.' },
      highTemperatureCharge: {
        name: 'High temperature while charging',
        warning: 'The battery is getting hot for charging.',
        alarm: 'The battery is too hot to be charged.',
      },
      lowTemperatureCharge: {
        name: 'Low temperature while charging',
        warning: 'The battery is getting cold for charging.',
        alarm: 'The battery is too cold to be charged.',
      },
      highDischargeCurrent: {
        name: 'High discharge current',
        warning: 'The discharge current is close to its limit.',
        alarm: 'The discharge current is above its limit.',
      },
      highChargeCurrent: {
        name: 'High charge current',
        warning: 'The charge current is close to its limit.',
        alarm: 'The charge current is above its limit.',
      },
      internal: {
        name: 'BMS fault',
        warning: 'The BMS reports a minor fault.',
        alarm: 'The BMS reports a fault and may have opened its switches.',
      },
      imbalance: { name: 'Cell imbalance', warning: 'The cells are drifting apart.', alarm: 'The cells are too far apart.' },
    },
    actions: {
      highVoltage: 'Stop charging until the cell has come down, and check the charge voltage in the BMS.',
      lowVoltage: 'Reduce the load or charge the battery soon.',
      highTemperature: 'Reduce the current and let air reach the battery.',
      lowTemperature: 'Warm the battery before using it hard.',
      highTemperatureCharge: 'Let the battery cool down before charging goes on.',
      lowTemperatureCharge: 'Warm the battery; charging resumes by itself.',
      highDischargeCurrent: 'Switch off large loads.',
      highChargeCurrent: 'Check that the chargers follow the limits of the GX (DVCC on).',
      internal: 'Look at the fault in the BMS’s own software before using the battery.',
      imbalance: 'Let the battery rest full so that it can balance; check the weak cell and its wiring.',
    },
  },
  cells: {
    title: 'Cells',
    cell: ({ cell }) => `Cell ${cell}`,
    pack: (id) => `Pack ${id.replace(/^pack-/, '')}`,
    lowest: 'lowest',
    highest: 'highest',
    spread: 'Spread',
    balancing: 'balancing',
    wantsBalancing: 'balancing wanted',
    showBars: 'Bars',
    showTable: 'Table',
    view: 'Show as',
    axis: (from, to) => `The axis runs from ${from} to ${to}, not from zero.`,
    cutoffs: 'BMS cutoffs',
    cutoffRange: (from, to) => `${from} to ${to}`,
    column: { number: 'Cell', voltage: 'Voltage', difference: 'From average', balancing: 'Balancing' },
    sortBy: (column) => `Sort by ${column}`,
    none: 'Cell voltages appear here once the BMS answers.',
  },
};

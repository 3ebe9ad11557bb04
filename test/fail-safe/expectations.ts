import type { FaultCode } from '../../src/bridge/contract';
import type { FaultName } from '../../src/simulator/world';
import type { Moment } from './bench';
import type { Rule } from './rules';

/** A state that must be reached so long after the fault began, and kept until the next one. */
export interface Stage {
  readonly state: string;
  readonly rules: readonly Rule[];
  readonly withinMs: number;
  /** Not sooner: data of the last seconds is still good. */
  readonly notBeforeMs?: number;
  readonly reached: (moment: Moment) => boolean;
}

export interface Expectation {
  readonly stages: readonly Stage[];
  readonly recovery: string;
  readonly recoveredWithinMs: number;
  readonly recovered: (moment: Moment) => boolean;
  /** Longest time from the first plausible reading to the first 0x351, where data was lacking. */
  readonly resumedWithinMs?: number;
  /** Longest gap between two 0x351 while the fault lasts; `undefined` where sending has to end. */
  readonly beatMs: number | undefined;
}

const BEAT_MS = 1200;
/** A GX waits this long for the next 0x351. */
const GX_PATIENCE_MS = 3000;
/** The adapter is tried three times before its port is opened anew. */
const TOLD_MS = 10_000;
/** One frame of each identifier. */
const QUEUE_MOST = 19;
const PERIOD_MS = 1000;
/** The last 0x351 may be a beat old when the fault begins. */
const GX_STOPS_MS = BEAT_MS + GX_PATIENCE_MS;
/** Ports are tried again after 1, 2, 5, 10 and then every 30 s; finding out who is there takes up to 4 s. */
const RETRY_MS = 34_000;
const MEASUREMENTS: readonly number[] = [0x355, 0x356, 0x373, 0x374, 0x375, 0x376, 0x377];

const isLive = ({ view, limits, gxTimedOut }: Moment): boolean => view.phase === 'live' && limits !== undefined && !gxTimedOut;
const untouched = ({ limits, before }: Moment): boolean =>
  limits !== undefined && limits.cvl === before.cvl && limits.ccl === before.ccl && limits.dcl === before.dcl;
const isTold =
  (...codes: readonly FaultCode[]) =>
  ({ told }: Moment): boolean =>
    codes.some((code) => told.has(code));

const RESUMED = {
  recovery: 'Limits again within 1 s of the first plausible reading, none of them 0',
  recovered: isLive,
};

/** The GX obeys limits that are as they were. */
const isInForce = (moment: Moment): boolean => untouched(moment) && !moment.gxTimedOut;

/** The fault changes nothing that the GX could notice. */
const UNAFFECTED: Expectation = {
  stages: [
    {
      state: 'Live; limits untouched',
      rules: ['beat'],
      withinMs: PERIOD_MS + 200,
      reached: (moment) => isLive(moment) && untouched(moment),
    },
  ],
  ...RESUMED,
  recovery: 'Nothing to recover from',
  recoveredWithinMs: PERIOD_MS + 200,
  beatMs: BEAT_MS,
};

/** The adapter has to be set up anew, within the patience of the GX. */
const INTERRUPTED: Omit<Expectation, 'stages'> = { ...UNAFFECTED, recoveredWithinMs: GX_PATIENCE_MS, beatMs: GX_PATIENCE_MS };

const NO_DATA: Expectation = {
  stages: [
    {
      state: 'Stale: CCL 0, CVL held, internal warning, no measurements',
      rules: ['hold'],
      notBeforeMs: 9000,
      withinMs: 10_000 + PERIOD_MS,
      reached: ({ view, limits, internalWarning, recentIds }) =>
        view.phase === 'stale' && limits?.ccl === 0 && internalWarning && !MEASUREMENTS.some((id) => recentIds(500).has(id)),
    },
    {
      state: 'Silent: no frame at all',
      rules: ['silence', 'gxStops'],
      notBeforeMs: 29_000,
      withinMs: 30_000 + PERIOD_MS,
      reached: ({ view, recentIds }) => view.phase === 'silent' && recentIds(500).size === 0,
    },
  ],
  ...RESUMED,
  recoveredWithinMs: RETRY_MS,
  resumedWithinMs: PERIOD_MS,
  beatMs: undefined,
};

/** Nothing gets through to the GX, whatever the bridge does. */
function cutOff(...codes: readonly FaultCode[]): Expectation {
  return {
    stages: [
      { state: 'The GX has stopped by itself', rules: ['gxStops'], withinMs: GX_STOPS_MS, reached: ({ gxTimedOut }) => gxTimedOut },
      {
        state: 'The owner is told why',
        rules: ['told'],
        withinMs: TOLD_MS,
        reached: isTold(...codes),
      },
    ],
    recovery: 'Limits in force again: a complete round of fresh frames, nothing that waited',
    recoveredWithinMs: RETRY_MS,
    recovered: isLive,
    beatMs: undefined,
  };
}

const GX_LOST: Expectation = {
  stages: [
    {
      state: 'GX lost, and the owner is told; sending is tried on, the queue stays short',
      rules: ['gxLost'],
      notBeforeMs: 9000,
      withinMs: 11_000,
      reached: (moment) =>
        moment.view.gx.state === 'lost' &&
        isTold('gx-lost')(moment) &&
        (moment.view.adapter?.queued ?? 0) <= QUEUE_MOST &&
        moment.recentIds(10_000).has(0x351),
    },
  ],
  recovery: 'GX heard and limits in force again, none of them old',
  recoveredWithinMs: RETRY_MS,
  recovered: (moment) => isLive(moment) && moment.view.gx.state === 'heard',
  beatMs: undefined,
};

export const EXPECTATIONS: Readonly<Record<FaultName, Expectation>> = {
  'bms-silent': NO_DATA,
  'bms-sleep': UNAFFECTED,
  'bms-noise': UNAFFECTED,
  'bms-chopped': UNAFFECTED,
  'bms-slow': UNAFFECTED,
  'bms-refuses': NO_DATA,
  'bms-broadcast-text': UNAFFECTED,
  'bms-absurd-cell': { ...NO_DATA, recoveredWithinMs: PERIOD_MS },
  'bms-absurd-current': { ...NO_DATA, recoveredWithinMs: PERIOD_MS },
  'bms-wrong-cell-count': { ...NO_DATA, recoveredWithinMs: PERIOD_MS },
  'bms-cable-pulled': NO_DATA,
  'bms-fault-state': {
    stages: [
      {
        state: 'CCL 0 and DCL 0, internal alarm',
        rules: ['bmsFault', 'protection'],
        withinMs: 1000,
        reached: ({ limits, internalAlarm }) => limits?.ccl === 0 && limits.dcl === 0 && internalAlarm,
      },
    ],
    recovery: 'Both currents again after 30 s without a lower limit',
    recoveredWithinMs: 32_000,
    recovered: (moment) => isLive(moment) && (moment.limits?.ccl ?? 0) > 0 && (moment.limits?.dcl ?? 0) > 0,
    beatMs: BEAT_MS,
  },
  'cell-high': {
    stages: [
      {
        state: 'CCL 0, lowest CVL; DCL untouched',
        rules: ['overVoltage', 'protection'],
        withinMs: 3000 + PERIOD_MS,
        reached: ({ limits, before }) => limits?.ccl === 0 && limits.cvl < before.cvl && limits.dcl === before.dcl,
      },
    ],
    recovery: 'CCL again 60 s after the cell is down',
    recoveredWithinMs: 62_000,
    recovered: ({ limits }) => (limits?.ccl ?? 0) > 0,
    beatMs: BEAT_MS,
  },
  'cell-low': {
    stages: [
      {
        state: 'DCL 0; charging untouched',
        rules: ['underVoltage', 'protection'],
        withinMs: 10_000 + PERIOD_MS,
        reached: ({ limits, before }) => limits?.dcl === 0 && limits.ccl === before.ccl && limits.cvl === before.cvl,
      },
    ],
    recovery: 'DCL again 60 s after the cell is up',
    recoveredWithinMs: 62_000,
    recovered: ({ limits }) => (limits?.dcl ?? 0) > 0,
    beatMs: BEAT_MS,
  },
  imbalance: {
    stages: [
      {
        state: 'CCL at most 5.6 A (2 % of 280 Ah), CVL lowered, imbalance warning',
        rules: ['imbalance', 'protection'],
        withinMs: 1000,
        reached: ({ limits, before, imbalanceWarning }) =>
          limits !== undefined && limits.ccl <= 5.6 && limits.ccl > 0 && limits.cvl < before.cvl && imbalanceWarning,
      },
    ],
    recovery: 'CCL rises after 30 s without a lower limit',
    recoveredWithinMs: 32_000,
    recovered: ({ limits }) => (limits?.ccl ?? 0) > 5.6,
    beatMs: BEAT_MS,
  },
  'too-cold': {
    stages: [
      {
        state: 'CCL 0, CVL held; discharging reduced',
        rules: ['temperature', 'protection'],
        withinMs: 1000,
        reached: ({ limits }) => limits?.ccl === 0 && limits.dcl > 0,
      },
    ],
    recovery: 'CCL again after 30 s without a lower limit',
    recoveredWithinMs: 32_000,
    recovered: ({ limits }) => (limits?.ccl ?? 0) > 0,
    beatMs: BEAT_MS,
  },
  'too-hot': {
    stages: [
      {
        state: 'CCL 0 and DCL 0',
        rules: ['temperature', 'protection'],
        withinMs: 1000,
        reached: ({ limits }) => limits?.ccl === 0 && limits.dcl === 0,
      },
    ],
    recovery: 'Both currents again after 30 s without a lower limit',
    recoveredWithinMs: 32_000,
    recovered: ({ limits }) => (limits?.ccl ?? 0) > 0 && (limits?.dcl ?? 0) > 0,
    beatMs: BEAT_MS,
  },
  'sensor-missing': {
    ...UNAFFECTED,
    stages: [
      {
        state: 'Live; the sensor of the board in the place of the missing ones, named as such',
        rules: ['beat'],
        withinMs: PERIOD_MS + 200,
        reached: (moment) => isLive(moment) && moment.view.battery?.hottest.sensor === 'internal',
      },
    ],
    recovery: 'The sensors of the battery again',
    recovered: (moment) => isLive(moment) && moment.view.battery?.hottest.sensor !== 'internal',
  },
  'soc-jump': {
    ...UNAFFECTED,
    stages: [
      {
        state: 'Live; limits untouched. The jump is rejected and counted, and believed once it stays',
        rules: ['plausible', 'beat'],
        withinMs: PERIOD_MS + 200,
        reached: (moment) => isLive(moment) && untouched(moment) && (moment.view.packs[0]?.rejected ?? 0) >= 2,
      },
    ],
    recovery: 'The same on the way back',
    recovered: (moment) => isLive(moment) && untouched(moment) && (moment.view.packs[0]?.rejected ?? 0) >= 4,
  },
  'can-cable-pulled': cutOff('port-lost', 'port-gone'),
  'can-no-ack': {
    ...INTERRUPTED,
    stages: [
      {
        state: 'Sending goes on without acknowledgements; the GX does not stop',
        rules: ['patience'],
        withinMs: GX_PATIENCE_MS,
        reached: isInForce,
      },
    ],
  },
  'can-refuses': cutOff('can-refusing'),
  'can-bus-off': cutOff('can-bus-off', 'can-refusing'),
  'can-error-passive': {
    ...UNAFFECTED,
    stages: [
      {
        state: 'Live, limits untouched; the owner is told',
        rules: ['beat', 'told'],
        withinMs: 2000,
        reached: (moment) => isInForce(moment) && isTold('can-error-passive')(moment),
      },
    ],
  },
  'can-stuck': cutOff('port-not-answering', 'port-unidentified'),
  'can-noise': UNAFFECTED,
  'gx-off': GX_LOST,
  'gx-250k': GX_LOST,
  'foreign-battery': {
    ...UNAFFECTED,
    stages: [
      {
        state: 'Live, limits untouched; the owner is told',
        rules: ['told', 'beat'],
        withinMs: 2000,
        reached: (moment) => isLive(moment) && untouched(moment) && isTold('can-foreign-limits')(moment),
      },
    ],
  },
  'adapter-reboots': {
    ...INTERRUPTED,
    stages: [
      { state: 'Set up anew after each restart; the GX does not stop', rules: ['patience'], withinMs: GX_PATIENCE_MS, reached: isInForce },
    ],
  },
};

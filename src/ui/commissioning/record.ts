import type { AdapterView, BridgeView, BusState, Mode } from '../../bridge/contract';
import type { PackIdentity } from '../../battery/pack';
import type { Check, CheckName } from '../../control/checklist';
import type { CheckResult } from '../../control/current-sign';
import type { CableTimes } from './cable-test';

/** The steps of a first start, in the order in which they can be proven. */
export const STEPS = ['battery', 'cells', 'current', 'limits', 'adapter', 'alone', 'gx', 'live', 'frames', 'shown', 'cable'] as const;
export type Step = (typeof STEPS)[number];

type LimitValues = readonly [cvl: number, ccl: number, dcl: number];

/** What a step has shown. Limits are CVL, CCL and DCL [V, A, A]. */
export type Evidence =
  | { readonly step: CheckName; readonly check: Check }
  /** Limits are on their way to the GX. */
  | { readonly step: 'live'; readonly limits: LimitValues }
  /** Frames since the bridge went live, and what the adapter and the bus made of them. */
  | {
      readonly step: 'frames';
      readonly sent: number;
      readonly acknowledged: number;
      readonly refused: number;
      readonly acknowledges: AdapterView['acknowledges'];
      readonly bus: BusState;
    }
  /** The owner has seen these on the GX. */
  | { readonly step: 'shown'; readonly limits: LimitValues }
  | { readonly step: 'cable'; readonly times: CableTimes };

export type EvidenceOf<S extends Step> = Extract<Evidence, { step: S }>;

/** `proven` and `failed` with what shows it and when [ms since 1970]; a step that is not in the record is open. */
export interface StepRecord {
  readonly result: Exclude<CheckResult, 'open'>;
  readonly at: number;
  readonly evidence: Evidence;
}

export interface Devices {
  readonly bms: PackIdentity | undefined;
  readonly cells: number | undefined;
  readonly capacity: number | undefined;
  readonly adapter: Pick<AdapterView, 'version' | 'serialNumber' | 'acknowledges'> | undefined;
  /** The GX has said that it is a Victron. */
  readonly victron: boolean;
  /** Of the CAN bus [bit/s]. */
  readonly bitrate: number;
}

/** Everything that was proven of one installation. Plain, so that it outlives a reload. */
export interface CommissioningRecord {
  readonly version: 1;
  readonly mode: Exclude<Mode, 'replay'>;
  readonly begun: number;
  readonly devices: Devices;
  readonly steps: Readonly<Partial<Record<Step, StepRecord>>>;
  /** Counters of the adapter when the bridge went live, or the adapter was set up anew. */
  readonly framesFrom: FrameCounts | undefined;
}

interface FrameCounts {
  readonly sent: number;
  readonly acknowledged: number;
  readonly refused: number;
}

/** About two seconds of sending. */
const ENOUGH_FRAMES = 20;
/** The last ones may still be on their way. */
const UNDER_WAY = 2;

const NO_DEVICES: Devices = { bms: undefined, cells: undefined, capacity: undefined, adapter: undefined, victron: false, bitrate: 0 };

export function blankRecord(mode: CommissioningRecord['mode'], begun: number): CommissioningRecord {
  return { version: 1, mode, begun, devices: NO_DEVICES, steps: {}, framesFrom: undefined };
}

export function resultOf({ steps }: CommissioningRecord, step: Step): CheckResult {
  return steps[step]?.result ?? 'open';
}

/** The first step that is not proven; `undefined` when all are. */
export function currentStep(record: CommissioningRecord): Step | undefined {
  return STEPS.find((step) => resultOf(record, step) !== 'proven');
}

/**
 * Takes what a view shows into the record. What was proven stays so while nothing can be seen of it; what has failed counts for as long as
 * it fails. Another BMS, and another mode, is another installation: then the record begins anew.
 */
export function follow(record: CommissioningRecord | undefined, view: BridgeView): CommissioningRecord | undefined {
  if (view.mode === 'replay') return record;
  const serial = linkedPack(view)?.identity?.serialNumber;
  const known = record?.devices.bms?.serialNumber;
  const isSame = record?.mode === view.mode && (serial === undefined || known === undefined || serial === known);
  let next: CommissioningRecord = isSame ? record : blankRecord(view.mode, view.wallTime);
  next = { ...next, devices: devicesOf(next.devices, view) };
  for (const check of view.operation?.checks ?? []) {
    next = take(next, check.check, check.result, { step: check.check, check }, view.wallTime);
  }
  const limits = limitsSent(view);
  if (limits) next = take(next, 'live', 'proven', { step: 'live', limits }, view.wallTime);
  return countFrames(next, view);
}

/** The owner has compared the GX with what is sent. Says nothing while nothing is sent. */
export function confirmShown(record: CommissioningRecord, view: BridgeView): CommissioningRecord {
  const limits = limitsSent(view);
  return limits ? take(record, 'shown', 'proven', { step: 'shown', limits }, view.wallTime) : record;
}

/** The newest test of the cable counts, whatever the one before had shown. */
export function takeCableTimes(record: CommissioningRecord, times: CableTimes, passed: boolean, at: number): CommissioningRecord {
  const cable: StepRecord = { result: passed ? 'proven' : 'failed', at, evidence: { step: 'cable', times } };
  return { ...record, steps: { ...record.steps, cable } };
}

function take(record: CommissioningRecord, step: Step, result: CheckResult, evidence: Evidence, at: number): CommissioningRecord {
  const before = record.steps[step];
  if (result === 'open') {
    if (before?.result !== 'failed') return record;
    const { [step]: _, ...steps } = record.steps;
    return { ...record, steps };
  }
  if (before?.result === result) return record;
  return { ...record, steps: { ...record.steps, [step]: { result, at, evidence } } };
}

function linkedPack({ packs }: BridgeView) {
  return packs.find(({ port }) => port !== undefined);
}

function devicesOf(before: Devices, view: BridgeView): Devices {
  const pack = linkedPack(view);
  const { adapter, gx, configuration } = view;
  return {
    bms: pack?.identity ?? before.bms,
    cells: pack?.settings?.seriesCells ?? before.cells,
    capacity: pack?.settings?.batteryCapacity ?? before.capacity,
    adapter: adapter
      ? { version: adapter.version, serialNumber: adapter.serialNumber, acknowledges: adapter.acknowledges }
      : before.adapter,
    victron: gx.victron || before.victron,
    bitrate: configuration.can.bitrate,
  };
}

/** What 0x351 says, while it is being sent. */
function limitsSent({ phase, limits, limitsSentAt }: BridgeView): LimitValues | undefined {
  if (phase !== 'live' || !limits || limitsSentAt === undefined) return undefined;
  return [limits.cvl.value, limits.ccl.value, limits.dcl.value];
}

/**
 * No slcan adapter tells whether a frame was acknowledged on the bus. What can be shown: the adapter has taken the frames, the bus is in
 * order, and the GX is on it, because it is heard.
 */
function countFrames(record: CommissioningRecord, view: BridgeView): CommissioningRecord {
  const { adapter, gx } = view;
  if (view.phase !== 'live' || !adapter) return record.framesFrom ? { ...record, framesFrom: undefined } : record;
  const { framesFrom: from } = record;
  const counts = { sent: adapter.sent, acknowledged: adapter.acknowledged, refused: adapter.refused };
  // Counters begin anew with each adapter.
  if (!from || counts.sent < from.sent) return { ...record, framesFrom: counts };
  const sent = counts.sent - from.sent;
  const acknowledged = counts.acknowledged - from.acknowledged;
  const refused = counts.refused - from.refused;
  if (sent < ENOUGH_FRAMES) return record;
  const { acknowledges, bus } = adapter;
  const answers = acknowledges !== 'none' && acknowledges !== 'unknown';
  const isRefused = refused > 0 || bus === 'passive' || bus === 'bus-off';
  const isTaken = gx.state === 'heard' && (!answers || sent - acknowledged <= UNDER_WAY);
  const result = isRefused ? 'failed' : isTaken ? 'proven' : 'open';
  const next = take(record, 'frames', result, { step: 'frames', sent, acknowledged, refused, acknowledges, bus }, view.wallTime);
  // A stretch that has failed is over; the next one may be better.
  return isRefused ? { ...next, framesFrom: counts } : next;
}

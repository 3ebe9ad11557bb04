import type { BridgeView, Phase, PortRole, PortState, PortView } from '../../bridge/contract';
import type { Ms } from '../../battery/units';
import { readAlike } from '../format/format';
import { ageOf, freshnessAt, type Snapshot } from './bridge-store';

/** How a state is drawn: by colour, by the shape of its mark, and by a word beside it. */
export type Tone = 'idle' | 'busy' | 'ok' | 'warning' | 'alarm';

export type BmsLinkState = PortState | 'absent' | 'no-data' | 'unknown';
export type CanLinkState = PortState | 'absent' | 'passive' | 'bus-off' | 'unknown';
export type GxLinkState = 'never' | 'heard' | 'quiet' | 'lost' | 'unknown';
export type BridgeLinkState = Phase | 'replaying' | 'not-answering' | 'starting';

export interface ChainLink<State> {
  readonly state: State;
  readonly tone: Tone;
  /** Of the newest sign of life, where its age is worth telling; the same for all that read alike. */
  readonly age: Ms | undefined;
}

/** BMS, bridge, CAN adapter and GX: the whole way of a reading, each with its state. */
export interface Chain {
  readonly bms: ChainLink<BmsLinkState>;
  readonly bridge: ChainLink<BridgeLinkState>;
  readonly can: ChainLink<CanLinkState>;
  readonly gx: ChainLink<GxLinkState>;
}

/** From most to least telling, when several ports could stand for one link. */
const PORT_ORDER: readonly PortState[] = [
  'live',
  'configuring',
  'identifying',
  'settling',
  'opening',
  'retrying',
  'unidentified',
  'spare',
  'closed',
  'ignored',
];

const PORT_TONES: Readonly<Record<PortState, Tone>> = {
  closed: 'idle',
  opening: 'busy',
  settling: 'busy',
  identifying: 'busy',
  configuring: 'busy',
  live: 'ok',
  spare: 'idle',
  unidentified: 'warning',
  retrying: 'warning',
  ignored: 'idle',
};

const PHASE_TONES: Readonly<Record<Phase, Tone>> = {
  stopped: 'idle',
  blocked: 'warning',
  waiting: 'busy',
  observe: 'idle',
  shadow: 'busy',
  live: 'ok',
  stale: 'alarm',
  silent: 'alarm',
};

const GX_TONES = { never: 'idle', heard: 'ok', quiet: 'warning', lost: 'alarm' } as const;

export function toneOfPort(state: PortState): Tone {
  return PORT_TONES[state];
}

export function chainOf(snapshot: Snapshot): Chain {
  const { view, worker } = snapshot;
  const unknown = { state: 'unknown', tone: 'idle', age: undefined } as const;
  if (worker === 'silent') {
    return { bms: unknown, bridge: { state: 'not-answering', tone: 'alarm', age: undefined }, can: unknown, gx: unknown };
  }
  if (!view) return { bms: unknown, bridge: { state: 'starting', tone: 'busy', age: undefined }, can: unknown, gx: unknown };
  return {
    bms: bmsLink(snapshot, view),
    bridge: bridgeLink(view),
    can: canLink(view),
    gx: {
      state: view.gx.state,
      tone: GX_TONES[view.gx.state],
      age: view.gx.state === 'never' ? undefined : toldAge(snapshot, view.gx.heardAt),
    },
  };
}

/** The chain without what changes all the time. */
export function statesOf(snapshot: Snapshot): readonly string[] {
  const { bms, bridge, can, gx } = chainOf(snapshot);
  return [bms, bridge, can, gx].flatMap(({ state, tone }) => [state, tone]);
}

function toldAge(snapshot: Snapshot, at: Ms | undefined): Ms | undefined {
  const age = ageOf(snapshot, at);
  return age === undefined ? undefined : readAlike(age);
}

/** What a recording makes the bridge decide is sent to nobody. */
function bridgeLink({ mode, phase }: BridgeView): ChainLink<BridgeLinkState> {
  if (mode === 'replay' && phase === 'live') return { state: 'replaying', tone: 'busy', age: undefined };
  return { state: phase, tone: PHASE_TONES[phase], age: undefined };
}

/** The port that stands for a role: the one that has it, or else one whose role is not known yet. */
function portFor(ports: readonly PortView[], role: PortRole): PortView | undefined {
  const rank = (port: PortView): number => PORT_ORDER.indexOf(port.state);
  const best = (candidates: readonly PortView[]): PortView | undefined => [...candidates].sort((a, b) => rank(a) - rank(b))[0];
  const undecided = ports.filter((port) => port.role === undefined && PORT_TONES[port.state] === 'busy');
  return best(ports.filter((port) => port.role === role)) ?? best(undecided);
}

function bmsLink(snapshot: Snapshot, view: BridgeView): ChainLink<BmsLinkState> {
  const port = portFor(view.ports, 'bms');
  if (!port) return { state: 'absent', tone: 'idle', age: undefined };
  const freshness = freshnessAt(snapshot, view.batteryAt);
  if (port.state === 'live' && (freshness === 'old' || freshness === 'lost')) {
    return { state: 'no-data', tone: freshness === 'lost' ? 'alarm' : 'warning', age: toldAge(snapshot, view.batteryAt) };
  }
  return { state: port.state, tone: PORT_TONES[port.state], age: undefined };
}

function canLink(view: BridgeView): ChainLink<CanLinkState> {
  const port = portFor(view.ports, 'can');
  if (!port) return { state: 'absent', tone: 'idle', age: undefined };
  const bus = port.state === 'live' ? view.adapter?.bus : undefined;
  if (bus === 'bus-off') return { state: 'bus-off', tone: 'alarm', age: undefined };
  if (bus === 'passive') return { state: 'passive', tone: 'warning', age: undefined };
  return { state: port.state, tone: PORT_TONES[port.state], age: undefined };
}

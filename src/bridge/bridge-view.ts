import type { Ms } from '../battery/units';
import type { Configuration } from '../configuration/configuration';
import type { BridgeParts } from './bridge-parts';
import type { ChargeDesk } from './charge-desk';
import type { BridgeView, Fault, FaultCode, Mode } from './contract';
import type { FaultNow, FaultRegister } from './fault-register';
import { exchangedBms, missingDevices } from './known-devices';
import { IDLE_VIEW } from './idle-view';
import type { KeptSettings } from './kept-settings';
import type { BridgeObserver } from './observer';
import type { Run } from './run';

/** Even a free right takes a moment to be granted. */
const BLOCKED_AFTER_MS: Ms = 500;
const ELSEWHERE = { code: 'ports-owned-elsewhere', severity: 'warning', detail: '', subject: undefined } as const;

/** Everything that a view is made of. */
export interface Shown {
  readonly mode: Mode;
  readonly run: Run;
  readonly parts: BridgeParts;
  readonly settings: KeptSettings;
  readonly desk: ChargeDesk | undefined;
  readonly window: BridgeView['window'];
  readonly noticed: FaultRegister;
  /** Why the bridge that should run does not. */
  readonly missing: Fault | undefined;
  /** Why nobody writes down what goes over the ports. */
  readonly unheard: readonly FaultNow[];
  readonly observers: readonly BridgeObserver[];
}

/** The view of a bridge, whether one runs or not. */
export function viewOf({ mode, run, parts, settings, desk, window, noticed, missing, unheard, observers }: Shown): BridgeView {
  const { clock, history, alarms, traffic } = parts;
  const now = clock.now();
  const { configuration, undo, lastBms, lastCan } = settings.value;
  const isRunning = run.kind === 'running';
  const view = isRunning ? run.runtime.view() : { ...IDLE_VIEW, ...idlePhase(run, window, now), now, wallTime: clock.wallTime() };
  const own = missing ? [...settings.faults, missing] : settings.faults;
  const devices =
    isRunning && mode === 'serial' ? [...missingDevices(view.ports, { bms: lastBms, can: lastCan }), ...exchangedBms(settings.value)] : [];
  const heard = traffic?.present;
  const watchers = isRunning ? [history, ...observers, ...(heard ? [heard] : [])] : [];
  const watching = watchers.flatMap(({ faults }) => faults ?? []).filter(({ code }) => !isMeant(code, configuration));
  const more = isRunning ? noticed.update([...devices, ...watching, ...unheard], view.now) : [];
  // The spread stands last: fields that follow one of so many make a slow object of it, in V8 a hundred times as dear.
  return {
    mode,
    configuration,
    configurationUndo: undo && { kind: undo.kind, name: undo.name, at: undo.at },
    configurationApart: settings.apart,
    parameters: desk?.parameters(configuration.charge),
    activeAlarms: alarms.active(mode),
    trial: desk?.trial,
    rehearsal: desk?.rehearsal,
    window,
    simulation: isRunning ? run.simulation?.view() : undefined,
    replay: isRunning ? run.replay?.view : undefined,
    energy: isRunning ? history.energy(view.phase) : undefined,
    ...view,
    faults: [...view.faults, ...more, ...own],
  };
}

const UNSTORED: readonly FaultCode[] = ['history-unsaved', 'log-unsaved', 'alarms-unsaved', 'incidents-unsaved', 'traffic-unsaved'];

/** What is not stored because the owner does not want it to be is no fault. */
function isMeant(code: FaultCode, { storage, log }: Configuration): boolean {
  return UNSTORED.includes(code) && !(storage.enabled && (code !== 'log-unsaved' || log.stored));
}

/** What a bridge that does not run waits for. */
function idlePhase(run: Run, window: BridgeView['window'], now: Ms): Pick<BridgeView, 'phase' | 'faults'> {
  if (run.kind === 'nothing' || (run.kind === 'refused' && window.role === 'vacant')) return { phase: 'stopped', faults: [] };
  if (run.kind === 'loading' || (run.kind === 'claiming' && now - run.since < BLOCKED_AFTER_MS)) return { phase: 'waiting', faults: [] };
  return { phase: 'blocked', faults: [{ ...ELSEWHERE, since: now }] };
}

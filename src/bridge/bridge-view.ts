import type { Ms } from '../battery/units';
import type { BridgeParts } from './bridge-parts';
import type { ChargeDesk } from './charge-desk';
import type { BridgeView, Fault, Mode } from './contract';
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
  const activeAlarms = alarms.active(mode);
  const parameters = desk?.parameters(configuration.charge);
  const shared = {
    mode,
    configuration,
    configurationUndo: undo && { kind: undo.kind, name: undo.name, at: undo.at },
    configurationApart: settings.apart,
    parameters,
    activeAlarms,
    trial: desk?.trial,
    rehearsal: desk?.rehearsal,
    window,
    simulation: run.kind === 'running' ? run.simulation?.view() : undefined,
    replay: run.kind === 'running' ? run.replay?.view : undefined,
  };
  const own = missing ? [...settings.faults, missing] : settings.faults;
  if (run.kind === 'running') {
    const view = run.runtime.view();
    const isReal = mode === 'serial';
    const devices = isReal ? [...missingDevices(view.ports, { bms: lastBms, can: lastCan }), ...exchangedBms(settings.value)] : [];
    const heard = traffic?.present;
    const watching = [history, ...observers, ...(heard ? [heard] : [])].flatMap(({ faults }) => faults ?? []);
    const more = noticed.update([...devices, ...watching, ...unheard], view.now);
    const whole = { ...view, ...shared, energy: undefined, faults: [...view.faults, ...more, ...own] };
    return { ...whole, energy: history.energy(whole) };
  }
  const idle = { ...IDLE_VIEW, ...shared, energy: undefined, now, wallTime: clock.wallTime() };
  if (run.kind === 'nothing' || (run.kind === 'refused' && window.role === 'vacant')) return { ...idle, phase: 'stopped', faults: own };
  // Even a free right takes a moment to be granted.
  if (run.kind === 'loading' || (run.kind === 'claiming' && now - run.since < BLOCKED_AFTER_MS))
    return { ...idle, phase: 'waiting', faults: own };
  return { ...idle, phase: 'blocked', faults: [{ ...ELSEWHERE, since: now }, ...own] };
}

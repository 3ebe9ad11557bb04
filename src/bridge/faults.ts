import type { Ms } from '../battery/units';
import { whyUnusable } from '../control/decide';
import type { ChargeSettings } from '../control/owner';
import type { BridgeState, ControlSettings } from '../control/state';
import { knownOf } from '../control/step';
import type { AdapterView, GxView, PortView, WaitingFor } from './contract';
import type { FaultNow } from './fault-register';

/** Another battery's frames count as present for this long after the last one. */
const FOREIGN_MS: Ms = 10_000;
/** One odd reading is noise, this many in a row are a fault. */
const PERSISTENT = 5;

/** @param lostMs - unheard for longer it counts as lost, and as quiet from half of it on */
export function gxView({ gx }: BridgeState, at: Ms, lostMs: Ms): GxView {
  if (gx.heardAt === undefined) return { state: 'never', ...gx };
  const age = at - gx.heardAt;
  if (age <= lostMs / 2) return { state: 'heard', ...gx };
  return { state: age <= lostMs ? 'quiet' : 'lost', ...gx };
}

/** What the gate is still closed for, in the order in which an owner would look. */
export function waitingFor(state: BridgeState, charge: ChargeSettings): readonly WaitingFor[] {
  const missing: WaitingFor[] = [];
  const linked = state.packs.filter((pack) => pack.linked);
  if (linked.length === 0) missing.push('bms-link');
  else if (linked.some((pack) => !pack.settings || whyUnusable(pack.settings, charge) !== undefined)) missing.push('settings');
  else if (linked.some((pack) => !pack.reading)) missing.push('plausible-reading');
  else if (linked.length > 1) missing.push('single-pack');
  else if (state.phase.kind === 'waiting') missing.push('latch-watch');
  if (!state.canUp) missing.push('can-link');
  return missing;
}

/** Everything that the owner must know now. */
export function presentFaults(
  state: BridgeState,
  ports: readonly PortView[],
  adapter: AdapterView | undefined,
  sendingSince: Ms | undefined,
  at: Ms,
  { charge, gxLostMs }: ControlSettings,
): readonly FaultNow[] {
  const faults: FaultNow[] = [];
  for (const port of ports) if (port.fault) faults.push(port.fault);

  for (const pack of state.packs) {
    if (!pack.linked || !pack.settings) continue;
    const unusable = whyUnusable(pack.settings, charge);
    if (unusable !== undefined) faults.push({ code: 'bms-implausible', severity: 'alarm', detail: unusable, subject: pack.id });
    else if (pack.rejectedInARow >= PERSISTENT && pack.lastRejection) {
      const { check, detail } = pack.lastRejection.problem;
      faults.push({ code: check === 'cell-count' ? 'bms-cell-count' : 'bms-implausible', severity: 'alarm', detail, subject: pack.id });
    }
    if (pack.settings.broadcastTime > 0) {
      faults.push({
        code: 'bms-broadcasting',
        severity: 'info',
        detail: `register 342 reads ${pack.settings.broadcastTime}`,
        subject: pack.id,
      });
    }
  }
  const linked = state.packs.filter((pack) => pack.linked).length;
  if (linked > 1 && state.phase.kind === 'waiting') {
    faults.push({ code: 'several-packs', severity: 'alarm', detail: `${linked} TinyBMS answer`, subject: undefined });
  }

  const refused = knownOf(state.phase)?.refused ?? [];
  if (refused.length > 0) {
    faults.push({ code: 'charge-refused', severity: 'warning', detail: JSON.stringify(refused), subject: undefined });
  }

  if (state.phase.kind === 'stale') faults.push({ code: 'bms-stale', severity: 'alarm', detail: '', subject: undefined });
  if (state.phase.kind === 'silent') faults.push({ code: 'bms-silent', severity: 'alarm', detail: '', subject: undefined });

  // A bus in trouble makes an adapter refuse: then the bus is what the owner has to look at.
  const busToBlame = adapter?.bus === 'bus-off' || adapter?.bus === 'passive';
  if (adapter?.refusing && !busToBlame) faults.push({ code: 'can-refusing', severity: 'alarm', detail: '', subject: adapter.port });
  if (adapter?.bus === 'bus-off') faults.push({ code: 'can-bus-off', severity: 'alarm', detail: '', subject: adapter.port });
  if (adapter?.bus === 'passive') faults.push({ code: 'can-error-passive', severity: 'warning', detail: '', subject: adapter.port });
  if (state.foreignLimitsAt !== undefined && at - state.foreignLimitsAt <= FOREIGN_MS) {
    const detail = state.supervision.foreign.map(({ id }) => `0x${id.toString(16).toUpperCase()}`).join(', ');
    faults.push({ code: 'can-foreign-limits', severity: 'alarm', detail, subject: adapter?.port });
  }
  const lastHope = Math.max(state.gx.heardAt ?? -Infinity, sendingSince ?? Infinity);
  if (at - lastHope > gxLostMs) faults.push({ code: 'gx-lost', severity: 'warning', detail: '', subject: undefined });
  return faults;
}

import type { LogEvent, LogLevel, LogSource } from './log-contract';
import type { Phase } from './contract';

/** From the gravest down: a line is kept when it stands no further down than the level that is set. */
export const LOG_LEVELS: readonly LogLevel[] = ['ERROR', 'WARNING', 'INFO', 'DEBUG'];

/** Which part speaks, by what it says. */
export const SOURCES: { readonly [C in LogEvent['code']]: LogSource } = {
  'app-started': 'app',
  restarted: 'app',
  phase: 'bridge',
  'waiting-for': 'bridge',
  'link-up': 'ports',
  'link-down': 'ports',
  'port-state': 'ports',
  'port-assigned': 'ports',
  'fault-raised': 'bridge',
  'fault-cleared': 'bridge',
  alarm: 'bms',
  'bms-status': 'bms',
  'bms-setting': 'bms',
  'reading-rejected': 'bms',
  'bus-state': 'can',
  gx: 'gx',
  limit: 'limits',
  'charge-phase': 'limits',
  setting: 'settings',
  'hand-made': 'bms',
  'simulated-fault': 'simulator',
};

export const PHASE_LEVELS: { readonly [P in Phase]: LogLevel } = {
  stopped: 'INFO',
  blocked: 'WARNING',
  waiting: 'INFO',
  observe: 'INFO',
  shadow: 'INFO',
  live: 'INFO',
  stale: 'WARNING',
  silent: 'ERROR',
};

export function isKept(level: LogLevel, wanted: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) <= LOG_LEVELS.indexOf(wanted);
}

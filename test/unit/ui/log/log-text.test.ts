import { describe, expect, test } from 'vitest';
import type { LogCode, LogEntry, LogEvents } from '../../../../src/bridge/log-contract';
import { createFormat } from '../../../../src/ui/format/format';
import { logText } from '../../../../src/ui/text/log';
import { TEXTS } from '../../../support/texts';
import { LIMITS } from '../../../browser/fixtures/charge';

/** One of each, and what it says in English. */
const EVENTS: { readonly [C in LogCode]: readonly [data: LogEvents[C], says: string] } = {
  'app-started': [
    { version: '1.2.3', commit: 'abc', at: '2026-11-20T06:00:00.000Z' },
    'TinyBMS Bridge 1.2.3 (abc) started at 2026-11-20T06:00:00.000Z',
  ],
  restarted: [{ reason: 'no-answer', at: 0, silentMs: 30_100, detail: '' }, 'Restarted. It had not answered for 30 s.'],
  phase: [{ phase: 'live', before: 'waiting' }, 'The bridge is live'],
  'waiting-for': [{ waitingFor: ['bms-link', 'can-link'] }, 'Waiting for: A TinyBMS that answers, A CAN adapter that is ready'],
  'link-up': [
    { port: 'port-1', role: 'bms', evidence: [{ kind: 'bms-answer', serialNumber: '0042' }] },
    'BMS answers at port-1. Answered as a TinyBMS with serial number 0042.',
  ],
  'link-down': [{ port: 'port-2', role: 'can', state: 'gone', detail: '' }, 'CAN adapter lost at port-2: the port has gone'],
  'port-state': [{ port: 'port-2', state: 'identifying', attempt: 3 }, 'port-2: Identifying, attempt 3'],
  'port-assigned': [{ port: 'port-2', assignment: 'ignored' }, 'port-2 is to be used as: Ignore'],
  'fault-raised': [{ fault: 'can-refusing', subject: 'port-2', detail: 'x' }, `${TEXTS.en.faults['can-refusing'].title} (x)`],
  'fault-cleared': [
    { fault: 'can-refusing', subject: undefined, afterMs: 65_000 },
    `Over after 1 min 5 s: ${TEXTS.en.faults['can-refusing'].title}`,
  ],
  alarm: [{ item: 'highVoltage', level: 'ok' }, `Over: ${TEXTS.en.alarms.items.highVoltage.name}`],
  'bms-status': [{ status: 'charging' }, `The BMS says: ${TEXTS.en.overview.onlineStatus.charging}`],
  'bms-setting': [
    { name: 'overVoltageCutoff', from: 3.65, to: 3.7 },
    'A setting of the BMS is another: overVoltageCutoff, 3.65 before, 3.7 now',
  ],
  'reading-rejected': [
    { rejection: { at: 0, problem: { check: 'charge', value: 101, detail: '' } } as never, count: 4 },
    'Readings rejected: 4. 101.0 % is no state of charge or health.',
  ],
  'bus-state': [{ state: 'bus-off' }, `CAN bus: ${TEXTS.en.wire.bus['bus-off']}`],
  gx: [{ state: 'lost' }, 'GX: lost'],
  limit: [{ limit: 'ccl', from: 90, value: 0, reason: { rule: 'bms-fault' } }, 'CCL 0.0 A (90.0 A before): The BMS reports a fault.'],
  'charge-phase': [{ phase: 'absorption' }, `Phase of the charge: ${TEXTS.en.charge.phases.absorption}`],
  setting: [{ path: 'names.battery', from: '', to: 'Cabin' }, 'names.battery: “” before, “Cabin” now'],
  'hand-made': [
    { request: 'AA 19 BE DA', serialNumber: '0042001F3438510232363938', outcome: 'timeout', afterMs: 287 },
    'Request by hand to BMS 0042001F3438510232363938: AA 19 BE DA, no answer within 287 ms',
  ],
  'simulated-fault': [{ name: 'too-cold', active: true }, `Simulated fault begins: ${TEXTS.en.simulator.faultNames['too-cold']}`],
};

const line = (code: string, data: unknown): LogEntry => ({ at: 0, uptime: 0, level: 'INFO', source: 'app', code, data }) as LogEntry;
const say = (entry: LogEntry, language: 'en' | 'fr' = 'en'): string =>
  logText(entry, TEXTS[language], { format: createFormat(language), severalPacks: false }).replaceAll('\u00a0', ' ');

describe('a line of the log in words', () => {
  test.each(Object.entries(EVENTS))('%s', (code, [data, says]) => {
    expect(say(line(code, data))).toBe(says);
    expect(say(line(code, data), 'fr')).not.toMatch(/undefined|\[object/);
  });

  test('gives every limit with its reason as the page does', () => {
    expect(say(line('limit', { limit: 'cvl', value: 55.2, reason: LIMITS.cvl.reason }))).toMatch(/^CVL 55\.2 V: [A-Z].*\.$/);
  });

  test('lets a line of another version stand for itself', () => {
    expect(say(line('teleported', { far: true }))).toBe('teleported {"far":true}');
    expect(say(line('limit', {}))).toBe('limit {}');
  });
});

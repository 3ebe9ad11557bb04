import { describe, expect, test } from 'vitest';
import type { BridgeView } from '../../../src/bridge/contract';
import type { LogEvent, LogLevel } from '../../../src/bridge/log-contract';
import { LogRecorder } from '../../../src/bridge/log-recorder';
import { BMS_PORT, LIVE, faultOf } from '../../browser/fixtures/views';

/** A recorder that has seen a first view, and what it writes from then on. */
function setup(first: BridgeView = LIVE) {
  const written: { readonly level: LogLevel; readonly code: string; readonly data: unknown }[] = [];
  const recorder = new LogRecorder((level: LogLevel, { code, data }: LogEvent) => void written.push({ level, code, data }));
  recorder.observe(first);
  const begun = written.splice(0);
  return {
    begun,
    written,
    see: (change: Partial<BridgeView>, ms = 0) => recorder.observe({ ...first, now: first.now + ms, ...change }),
  };
}

/** The fixture with another charge current limit. */
function withCcl(value: number, rule?: 'bms-fault'): Partial<BridgeView> {
  if (!LIVE.limits) throw new Error('The fixture has limits');
  const { ccl } = LIVE.limits;
  return { limits: { ...LIVE.limits, ccl: { ...ccl, value, reason: rule ? { rule } : ccl.reason } } };
}

describe('the recorder of the log', () => {
  test('writes nothing while nothing changes', () => {
    const { begun, written, see } = setup();
    expect(begun.map(({ code }) => code)).toEqual(expect.arrayContaining(['phase', 'link-up', 'limit']));
    see({});
    see({}, 5_000);
    expect(written).toEqual([]);
  });

  test('tells each phase with the level of what it means', () => {
    const { written, see } = setup();
    see({ phase: 'stale' });
    see({ phase: 'silent' });
    see({ phase: 'live' });
    expect(written).toEqual([
      { level: 'WARNING', code: 'phase', data: { phase: 'stale', before: 'live' } },
      { level: 'ERROR', code: 'phase', data: { phase: 'silent', before: 'stale' } },
      { level: 'INFO', code: 'phase', data: { phase: 'live', before: 'silent' } },
    ]);
  });

  test('tells a link with what proved it, and its loss with the reason', () => {
    const { begun, written, see } = setup();
    expect(begun).toContainEqual({
      level: 'INFO',
      code: 'link-up',
      data: { port: 'port-1', role: 'bms', evidence: BMS_PORT.evidence },
    });
    see({
      ports: LIVE.ports.map((port) =>
        port.id === 'port-1' ? { ...port, state: 'retrying', fault: faultOf('port-lost', 'warning', 'cable') } : port,
      ),
    });
    expect(written).toEqual([
      { level: 'WARNING', code: 'link-down', data: { port: 'port-1', role: 'bms', state: 'retrying', detail: 'cable' } },
    ]);
    see({ ports: LIVE.ports.filter(({ id }) => id !== 'port-2') });
    expect(written.at(-1)).toMatchObject({ level: 'WARNING', code: 'link-down', data: { port: 'port-2', state: 'gone' } });
  });

  test('does not call ports lost that a bridge gives back when it ends', () => {
    const { written, see } = setup();
    see({ phase: 'stopped', ports: [], packs: [], adapter: undefined, limits: undefined, limitsSentAt: undefined });
    expect(written.map(({ code }) => code)).toEqual(['phase']);
  });

  test('tells when a fault comes and when it goes', () => {
    const { written, see } = setup();
    const fault = faultOf('gx-lost', 'warning', '');
    see({ faults: [fault] });
    see({ faults: [fault] });
    see({ faults: [] }, 20_000);
    expect(written).toEqual([
      { level: 'WARNING', code: 'fault-raised', data: { fault: 'gx-lost', subject: undefined, detail: '' } },
      { level: 'INFO', code: 'fault-cleared', data: { fault: 'gx-lost', subject: undefined, afterMs: 25_000 } },
    ]);
  });

  test('tells a limit at once when another rule sets it, and seldom while one rule moves it', () => {
    const { written, see } = setup();
    see(withCcl(30), 2_000);
    see(withCcl(29), 3_000);
    expect(written).toEqual([]);
    see(withCcl(0, 'bms-fault'), 4_000);
    expect(written).toMatchObject([{ level: 'INFO', code: 'limit', data: { limit: 'ccl', value: 0, reason: { rule: 'bms-fault' } } }]);
    see(withCcl(28), 5_500);
    see(withCcl(27), 6_000);
    see(withCcl(20), 16_000);
    expect(written.slice(1)).toMatchObject([{ data: { from: 0, value: 28 } }, { data: { from: 28, value: 20 } }]);
  });

  test('tells no limit that is not sent, and none when the owner does not want them', () => {
    const unsent = setup({ ...LIVE, limitsSentAt: undefined });
    const unwanted = setup({ ...LIVE, configuration: { ...LIVE.configuration, log: { ...LIVE.configuration.log, limitChanges: false } } });
    for (const { begun } of [unsent, unwanted]) expect(begun.map(({ code }) => code)).not.toContain('limit');
  });

  test('tells every setting that was changed', () => {
    const { written, see } = setup();
    const { configuration, packs } = LIVE;
    see({ configuration: { ...configuration, can: { ...configuration.can, bitrate: 250_000 } } });
    expect(written).toEqual([{ level: 'INFO', code: 'setting', data: { path: 'can.bitrate', from: 500_000, to: 250_000 } }]);
    see({ packs: packs.map((pack) => ({ ...pack, settings: pack.settings && { ...pack.settings, overVoltageCutoff: 3.7 } })) });
    expect(written.at(-1)).toEqual({ level: 'INFO', code: 'bms-setting', data: { name: 'overVoltageCutoff', from: 3.65, to: 3.7 } });
  });
});

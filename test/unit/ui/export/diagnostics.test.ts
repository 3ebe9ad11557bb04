import { describe, expect, test } from 'vitest';
import type { BridgeView } from '../../../../src/bridge/contract';
import { diagnosticsText } from '../../../../src/ui/export/diagnostics';
import { LIVE, SILENT, faultOf } from '../../../browser/fixtures/views';

const AT = Date.UTC(2026, 10, 29, 12);
const text = (view: BridgeView | undefined): string =>
  diagnosticsText({
    ...{
      view,
      now: view?.now ?? 0,
      wallTime: AT,
      storage: { usage: 1_234_000, quota: 5e9, persisted: true },
      browser: 'Chromium 156',
      language: 'fr',
      access: 'serial',
    },
    app: { offline: 'ready', install: 'installed' },
  });

describe('what somebody who helps asks first', () => {
  test('versions, browser, links, limits with their rules, and their ages', () => {
    const lines = text(LIVE).split('\n');
    expect(lines[0]).toMatch(/^TinyBMS Bridge \S+ \(\S+\), 2026-11-29T12:00:00\.000Z$/);
    expect(lines[1]).toBe('browser: Chromium 156');
    expect(lines[2]).toBe('page: language fr, ports by serial, offline ready, installed');
    expect(lines[3]).toBe('storage: used 1.2 MB of 5000.0 MB, persistent yes');
    expect(lines.find((line) => line.startsWith('bridge:'))).toBe('bridge: serial, phase live, level live, window sender');
    expect(lines.filter((line) => line.startsWith('port '))).toHaveLength(LIVE.ports.length);
    expect(lines.find((line) => line.startsWith('BMS:'))).toMatch(/hardware .+, firmware .+, 16 cells, status charging, read 0\.1 s ago/);
    expect(lines.find((line) => line.startsWith('limits:'))).toMatch(
      /^limits: CVL 55\.2 V \(.+\), CCL 39\.6 A \(.+\), DCL 135 A \(.+\), sent 0\.4 s ago$/,
    );
    expect(lines.find((line) => line.startsWith('GX:'))).toMatch(/^GX: heard, Victron, heard \d\.\d s ago, losses \d$/);
  });

  test('what is wrong, and that nothing is sent', () => {
    const lines = text(SILENT).split('\n');
    expect(lines).toContain('limits: none');
    expect(lines).toContain('fault: alarm port-lost (NetworkError: The device has been lost.)');
    expect(lines.filter((line) => line.startsWith('alarm: '))).toHaveLength(SILENT.activeAlarms.length);
  });

  test('no serial number and no name, also not those in the words of a fault', () => {
    const serialNumber = '0ABBB16DD33A1CAA47EB12D1';
    const [pack] = LIVE.packs;
    const names = { manufacturer: 'Enepaq', battery: 'Grandmother', device: 'Lake house' };
    const told = text({
      ...LIVE,
      packs: [{ ...pack, identity: { ...pack?.identity, serialNumber } } as BridgeView['packs'][number]],
      configuration: { ...LIVE.configuration, names },
      faults: [faultOf('bms-exchanged', 'alarm', `${serialNumber} → FFFFFFFFFFFFFFFFFFFFFFFF`)],
    });
    expect(told).toContain('fault: alarm bms-exchanged ((serial number) → (serial number))');
    for (const secret of [serialNumber, 'Grandmother', 'Lake house']) expect(told).not.toContain(secret);
  });

  test('a worker that has not spoken is said to be one', () => {
    expect(text(undefined)).toContain('bridge: has not spoken\n');
  });
});

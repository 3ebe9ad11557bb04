import { timingOf } from '../bench/measure';
import { writeReport } from '../bench/report';
import { BridgePage } from '../support/bridge-page';
import { expect, test } from './fixtures';

const READINGS = 5;
/** The goal: times as long as the bytes need. */
const MOST = 2;
/** Ten bits at 115200 Bd. */
const BYTE_MS = 10_000 / 115_200;
/** What the workshop asks first, command 0x1D, and last: two registers from 32 on, the lifetime counter. */
const isFirst = ([, command]: Uint8Array): boolean => command === 0x1d;
const isLast = ([, command, , address, , count]: Uint8Array): boolean => command === 0x03 && address === 32 && count === 2;

test('the workshop reads a whole TinyBMS over a real port, while the bridge goes on', async ({ page, rig }) => {
  const bench = rig.bench();
  await bench.plug('bms');
  await bench.plug('can');
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await bridge.goTo('BMS');
  const again = page.getByRole('button', { name: 'Read again' });
  const ratios: number[] = [];
  const rows: (readonly string[])[] = [];
  for (let reading = 0; reading < READINGS; reading++) {
    await expect(again).toBeEnabled({ timeout: 30_000 });
    bench.passed.length = 0;
    await again.click();
    await expect.poll(() => bench.passed.some(({ bytes, direction }) => direction === 'in' && isLast(bytes))).toBe(true);
    await expect(again).toBeEnabled({ timeout: 30_000 });
    const passed = bench.passed.filter(({ device }) => device === 'bms');
    const from = passed.findIndex(({ direction, bytes }) => direction === 'in' && isFirst(bytes));
    const asked = passed.findLastIndex(({ direction, bytes }) => direction === 'in' && isLast(bytes));
    const next = passed.findIndex(({ direction }, index) => index > asked && direction === 'in');
    const span = passed.slice(from, next < 0 ? undefined : next);
    const count = span.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const tookMs = (span.at(-1)?.at ?? 0) - (span[0]?.at ?? 0);
    ratios.push(tookMs / (count * BYTE_MS));
    rows.push([String(count), (count * BYTE_MS).toFixed(1), tookMs.toFixed(1), (tookMs / (count * BYTE_MS)).toFixed(2)]);
  }
  const { median } = timingOf(ratios);
  writeReport('reading', {
    title: 'Reading a whole TinyBMS over a real port',
    notes: ['Chromium and pseudo-terminals, with live values in between and with everything that the machine does meanwhile.'],
    tables: [{ caption: 'At 115200 Bd', columns: ['bytes both ways', 'bytes alone [ms]', 'took [ms]', 'times as long'], rows }],
    goals: [
      {
        what: `less than ${MOST} times what the bytes need`,
        reached: median < MOST,
        found: `${median.toFixed(2)} times (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
      },
    ],
  });
});

import { BridgePage } from '../support/bridge-page';
import { expect, test } from './fixtures';

const READINGS = 5;
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
    console.log(
      `  ${count} bytes both ways, live values in between: ${(count * BYTE_MS).toFixed(1)} ms on the line, took ${tookMs.toFixed(1)} ms`,
    );
  }
  const sorted = ratios.toSorted((a, b) => a - b);
  console.log(
    `Real time, real ports (Chromium, pseudo-terminals, this machine): ${sorted.map((ratio) => ratio.toFixed(2)).join(', ')} times as long`,
  );
});

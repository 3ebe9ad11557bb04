import { writeReport } from '../bench/report';
import { limitsIn } from '../support/frames';
import { BridgePage } from '../support/bridge-page';
import { liveBefore } from '../support/live-before';
import { DrainingBms } from './draining-bms';
import { expect, test } from './fixtures';
import { GENERIC_SERIAL_NUMBER } from './register-image';

const SAMPLES = Number(process.env['LATENCY_SAMPLES'] ?? 140);
/** The discharge limit of the lithium-ion cells in the register image falls from 3.50 V down, by more than 0.1 A a millivolt as far as 3.35 V. */
const START_MV = 3499;
/** Between two falls [ms]: beyond the least spacing of 0x351, and never in step with its beat. */
const PAUSE = { least: 350, most: 950 };
/** Two different 0x351 are kept at least this far apart on purpose [ms]. */
const SPACING = 100;

const SHARES = [0.5, 0.9, 0.99, 1] as const;

function quantile(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN).toFixed(1);
}

function row(words: string, samples: readonly number[]): readonly (string | number)[] {
  const sorted = [...samples].sort((a, b) => a - b);
  return [words, sorted.length, ...SHARES.map((share) => quantile(sorted, share))];
}

test.use({ storageState: liveBefore(GENERIC_SERIAL_NUMBER) });

test('from the last byte of an answer that lowers a limit to the first byte of the new 0x351', async ({ page, rig }) => {
  const bench = rig.bench();
  let answeredAt: number | undefined;
  const bms = new DrainingBms(START_MV, () => (answeredAt = bench.host.now()));
  await bench.plug('bms', bms);
  await bench.plug('can');
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(2);

  const free: number[] = [];
  const spaced: number[] = [];
  let seen = bench.sent.of(0x351).length;
  await new Promise<void>((resolve) => {
    const next = () => {
      const pause = PAUSE.least + (((free.length + spaced.length) * 137) % (PAUSE.most - PAUSE.least));
      setTimeout(() => bms.sink(), pause);
    };
    bench.host.watch(({ device, direction }) => {
      if (device !== 'can' || direction !== 'in' || answeredAt === undefined) return;
      const limits = bench.sent.of(0x351);
      if (limits.length === seen) return;
      const [before, after] = [limits.at(-2), limits.at(-1)];
      seen = limits.length;
      if (!before || !after || limitsIn(after).dcl >= limitsIn(before).dcl) return;
      (answeredAt - before.startedAt < SPACING ? spaced : free).push(after.startedAt - answeredAt);
      answeredAt = undefined;
      if (free.length + spaced.length >= SAMPLES) resolve();
      else next();
    });
    next();
  });
  writeReport('latency', {
    title: 'From an answer of the BMS to a lowered 0x351',
    notes: [
      "From the last byte of the answer to the first byte of the frame at the adapter: the browser's way to the worker and back and both",
      `pseudo-terminals included. Where another 0x351 went out less than ${SPACING} ms before, the new one keeps its distance on purpose.`,
    ],
    tables: [
      {
        caption: 'Time of a fall [ms]',
        columns: ['', 'falls', 'median', '90 %', '99 %', 'longest'],
        rows: [row('free to go', free), row('kept its distance', spaced)],
      },
    ],
    goals: [],
  });
});

import { GENERIC_PACK, GENERIC_SERIAL_NUMBER } from './register-image';
import { pythonWith } from '../interop/tools';
import { liveBefore } from '../support/live-before';
import { limitsIn, measurementsIn, stateOfChargeIn } from '../support/frames';
import { BridgePage } from '../support/bridge-page';
import { type Bench, expect, test } from './fixtures';

async function plugBoth(bench: Bench): Promise<void> {
  await bench.plug('bms');
  await bench.plug('can');
}

/**
 * The bridge has ceased to send: it opens the channel anew, to listen only, and what was in the cable came before that.
 * @returns how many frames it had sent by then
 */
async function ceased({ sent }: Bench): Promise<number> {
  await expect.poll(() => sent.lines.findLast(({ text }) => /^[tOL]/.test(text))?.text).toBe('L');
  return sent.frames.length;
}

test('cold connect: the app finds out which port is which, tells how, and sends nothing before it knows', async ({ page, rig }) => {
  const bench = rig.bench();
  await plugBoth(bench);
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await expect(bridge.link('GX')).toContainText('heard');
  await bridge.goTo('Connection');
  for (const port of ['BMS', 'CAN adapter']) {
    await page.getByRole('region', { name: port, exact: true }).getByText('How this was decided').click();
  }
  await expect(page.getByText(/Answered as a TinyBMS/)).toBeVisible();
  await expect(page.getByText(/Answered as a CAN adapter/)).toBeVisible();

  // Adapter: the harmless question first, frames only on an open channel.
  const lines = bench.sent.lines.map(({ text }) => text);
  expect(lines[0]).toBe('V');
  const opened = lines.indexOf('O');
  expect(opened).toBeGreaterThan(lines.indexOf('S6'));
  expect(lines.findIndex((line) => line.startsWith('t'))).toBeGreaterThan(opened);
  // BMS: before it was known, it got nothing but that question and standard reads.
  const toBms = Buffer.concat(
    bench.passed.filter((p) => p.device === 'bms' && p.direction === 'in').map(({ bytes }) => Buffer.from(bytes)),
  );
  expect(toBms.subarray(0, 2).toString('latin1')).toBe('V\r');
  expect(toBms.includes(Buffer.from([0xaa, 0x03, 0x01, 0xf4]))).toBe(true);
});

test('after a reload the app connects again without a click', async ({ page, rig }) => {
  const bench = rig.bench();
  await plugBoth(bench);
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  const before = bench.sent.of(0x351).length;
  await page.reload();
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(before + 2);
});

test('a BMS that sleeps at connect is woken, not given up', async ({ page, rig }) => {
  const bench = rig.bench();
  bench.host.world.inject('bms-sleep', true);
  await plugBoth(bench);
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
});

test('an adapter that never acknowledges gets its frames all the same', async ({ page, rig }) => {
  const bench = rig.bench();
  bench.host.world.inject('can-no-ack', true);
  await plugBoth(bench);
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(10);
  const limits = bench.sent.of(0x351);
  expect((limits.at(-1)?.startedAt ?? 0) - (limits[0]?.startedAt ?? 0)).toBeLessThan(limits.length * 1000 + 1000);
});

test('another BMS in the place of the one that the owner went live with: nothing is sent for it, not even after a reload', async ({
  page,
  rig,
}) => {
  const bench = rig.bench();
  const other = rig.bench({ seed: 2, cells: 8 });
  await plugBoth(bench);
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(1);

  await bench.pull('bms');
  await bench.plug('bms', other.host.devices.bms);
  await expect(page.getByText('Another BMS answers: live operation has ended').first()).toBeVisible({ timeout: 60_000 });
  await expect(bridge.link('Bridge')).toContainText('observing');
  const length = await ceased(bench);
  await page.reload();
  await expect(bridge.link('BMS')).toContainText('live');
  await expect(bridge.link('Bridge')).toContainText('observing');
  expect(bench.sent.frames.length).toBe(length);

  // The one that was agreed on is back; the owner has to look again all the same.
  await bench.pull('bms');
  await bench.plug('bms');
  await expect(bridge.link('BMS')).toContainText('live', { timeout: 60_000 });
  await expect(bridge.link('Bridge')).toContainText('observing');
  expect(bench.sent.frames.length).toBe(length);
});

test.describe('a browser that meets the hardware for the first time', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('observes: the adapter is opened to listen and gets no frame, until the owner lets the bridge send', async ({ page, rig }) => {
    const bench = rig.bench();
    await plugBoth(bench);
    const bridge = new BridgePage(page);
    await bridge.open('#/connection');
    await expect(bridge.link('Bridge')).toContainText('observing');
    const card = page.getByRole('region', { name: 'Operation' });
    await expect(card.getByRole('listitem').filter({ hasText: 'The cells add up to the pack' })).toContainText('proven');
    await card.getByRole('button', { name: 'Shadow' }).click();
    await expect(card.getByRole('listitem').filter({ hasText: 'The GX is heard' })).toContainText('proven');
    // Shadow acknowledges: the channel that only listened is opened anew.
    await expect.poll(() => bench.sent.lines.map(({ text }) => text)).toContain('O');
    const lines = bench.sent.lines.map(({ text }) => text);
    expect(lines.indexOf('L')).toBeGreaterThan(0);
    expect(lines.indexOf('O')).toBeGreaterThan(lines.indexOf('L'));
    expect(lines.filter((line) => /^[tTrR]/.test(line))).toEqual([]);

    for (const box of await card.getByRole('checkbox', { name: /I have checked this myself/ }).all()) await box.check();
    await card.getByRole('button', { name: 'Go live' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Go live' }).click();
    await bridge.expectLive();
    await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(1);

    await page.getByRole('button', { name: 'Stop sending' }).click();
    await expect(bridge.link('Bridge')).toContainText('observing');
    const sent = await ceased(bench);
    await page.reload();
    await expect(bridge.link('Bridge')).toContainText('observing');
    await expect(card.getByRole('listitem').filter({ hasText: 'The CAN adapter is ready' })).toContainText('proven');
    expect(bench.sent.frames.length).toBe(sent);
  });
});

test.describe('a standard Modbus server', () => {
  test.use({ storageState: liveBefore(GENERIC_SERIAL_NUMBER) });

  test('in the place of the BMS is identified and polled', async ({ page, rig }) => {
    const python = pythonWith('pymodbus, serial_asyncio');
    test.skip(!python, 'the Python packages pymodbus and serial_asyncio (Debian: python3-pymodbus, python3-serial-asyncio) are missing');
    const bench = rig.bench();
    await bench.plug('can');
    const end = await bench.plugModbusServer(python ?? '');
    try {
      const bridge = new BridgePage(page);
      await bridge.open();
      await bridge.expectLive();
      await expect.poll(() => bench.sent.of(0x356).length).toBeGreaterThan(3);
      const [measured, charge, limits] = [bench.sent.of(0x356), bench.sent.of(0x355), bench.sent.of(0x351)].map((frames) => frames.at(-1));
      if (!measured || !charge || !limits) throw new Error('frames are missing');
      expect(measurementsIn(measured)).toEqual({ voltage: GENERIC_PACK.voltage, current: 0, temperature: GENERIC_PACK.temperature });
      expect(stateOfChargeIn(charge)).toBe(GENERIC_PACK.stateOfCharge);
      // 8 cells, fully charged at 4.15 V; cutoffs of 30 and 60 A.
      const { cvl, ccl, dcl } = limitsIn(limits);
      expect(cvl).toBeGreaterThan(30);
      expect(cvl).toBeLessThanOrEqual(33.2);
      expect(ccl).toBeGreaterThan(0);
      expect(ccl).toBeLessThanOrEqual(30);
      expect(dcl).toBeGreaterThan(0);
      expect(dcl).toBeLessThanOrEqual(60);
    } finally {
      end();
    }
  });
});

test('“Add a port” asks the browser from a click, and a cancelled list is no error', async ({ page }) => {
  // The one call that no automation can answer is replaced; it counts, and refuses like an owner who closes the list.
  await page.addInitScript(() => {
    Object.assign(window, { portRequests: [] as boolean[] });
    navigator.serial.requestPort = () => {
      (window as unknown as { portRequests: boolean[] }).portRequests.push(navigator.userActivation.isActive);
      return Promise.reject(new DOMException('No port selected by the user.', 'NotFoundError'));
    };
  });
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.goTo('Connection');
  await page.getByRole('button', { name: 'Add a port' }).click();
  await expect.poll(() => page.evaluate(() => (window as unknown as { portRequests: boolean[] }).portRequests)).toEqual([true]);
  await expect(page.getByText(/did not open its list of ports/)).toHaveCount(0);
});

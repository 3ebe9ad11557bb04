import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test as base, expect, type Page } from '@playwright/test';
import { createWorld, type WorldOptions } from '../../src/simulator/world';
import { AdapterLog } from '../support/adapter-log';
import { BridgePage } from '../support/bridge-page';
import { DeviceHost, type DeviceName, type Passed } from '../support/device-host';
import type { Device } from '../support/terminal';
import { SERIAL_NODES } from './addresses.mjs';
import { Cable } from './cable';
import { isOpenInBrowser } from './open-files';
import { within } from '../support/within';
import { REGISTER_IMAGE } from './register-image';

/** A simulated TinyBMS and a simulated adapter, each behind a cable of its own. */
export class Bench {
  readonly host: DeviceHost;
  /** What the app writes to the adapter. */
  readonly sent = new AdapterLog();
  /** Everything that passes either device, oldest first. */
  readonly passed: Passed[] = [];
  private cables: Readonly<Record<DeviceName, Cable>>;

  constructor([first, second]: readonly [Cable, Cable], options: Partial<WorldOptions>) {
    this.cables = { bms: first, can: second };
    this.host = new DeviceHost(createWorld(options));
    this.host.watch((passed) => {
      this.passed.push(passed);
      if (passed.device === 'can' && passed.direction === 'in') this.sent.push(passed.bytes, passed.at);
    });
  }

  /** Plugs the simulated device in, or another one in its place. */
  plug(name: DeviceName, device: Device = this.host.devices[name]): Promise<void> {
    return this.cables[name].plug(device);
  }

  async pull(name: DeviceName): Promise<void> {
    await this.cables[name].pull();
    if (name === 'can') this.sent.cut();
  }

  /** From now on another program has the port of this device to itself, or has it no longer. */
  occupy(name: DeviceName, occupied: boolean): void {
    this.cables[name].occupy(occupied);
  }

  /** Whether a browser holds the terminal of one of the devices open. */
  get isHeldOpen(): boolean {
    return Object.values(this.cables).some(({ path }) => path !== undefined && isOpenInBrowser(path));
  }

  /** From now on each device goes into the other's port; pull both before. */
  swap(): void {
    this.cables = { bms: this.cables.can, can: this.cables.bms };
  }

  /** Puts a standard Modbus server in the place of the TinyBMS. @returns what ends it */
  async plugModbusServer(python: string): Promise<() => void> {
    const folder = mkdtempSync(`${tmpdir()}/modbus-`);
    writeFileSync(`${folder}/registers.json`, JSON.stringify(REGISTER_IMAGE));
    const server: ChildProcess = spawn(
      python,
      [`${import.meta.dirname}/modbus_server.py`, await this.cables.bms.plugTerminal(), `${folder}/registers.json`],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const started = new Promise<void>((resolve, reject) => {
      server.stdout?.once('data', () => resolve());
      server.once('exit', (code) => reject(new Error(`the Modbus server ended with ${code}`)));
    });
    await within(20_000, 'the Modbus server starting', started);
    return () => {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    };
  }
}

export interface Rig {
  /** The two cables, in the order of their nodes. Both are unplugged at first. */
  readonly cables: readonly [Cable, Cable];
  /** Starts a simulated world; nothing is plugged in yet. */
  bench(options?: Partial<WorldOptions>): Bench;
}

export const test = base.extend<{ rig: Rig }>({
  rig: [
    async ({}, use) => {
      // Only test/rig/namespace.mjs sets this; mounting outside its namespace would change the machine.
      if (!process.env['SERIAL_RIG']) throw new Error('The real-serial tests run inside a mount namespace: npm run serial');
      const [first, second] = SERIAL_NODES;
      const cables: Rig['cables'] = [new Cable(first), new Cable(second)];
      const benches: Bench[] = [];
      await use({
        cables,
        bench: (options = {}) => {
          const bench = new Bench(cables, options);
          benches.push(bench);
          return bench;
        },
      });
      for (const cable of cables) await cable.pull();
      for (const { host } of benches) host.stop();
    },
    // Of its own, so that a cable that hangs is named and not the test.
    { timeout: 60_000, title: 'rig: cables and devices' },
  ],
});

/** Both devices plugged in, the app open and live, its first limits on the wire. */
export async function startLive(page: Page, rig: Rig): Promise<{ readonly bench: Bench; readonly bridge: BridgePage }> {
  const bench = rig.bench();
  await bench.plug('bms');
  await bench.plug('can');
  const bridge = new BridgePage(page);
  await bridge.open();
  await bridge.expectLive();
  await expect.poll(() => bench.sent.of(0x351).length).toBeGreaterThan(1);
  return { bench, bridge };
}

export { expect };

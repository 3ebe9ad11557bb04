import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { createWorld } from '../../src/simulator/world';
import { DeviceHost } from '../support/device-host';
import { Terminal } from '../support/terminal';
import { hasProgram } from './tools';

const absent = ['mbpoll', 'socat'].filter((program) => !hasProgram(program));

describe.skipIf(absent.length > 0)(`mbpoll as Modbus master${absent.length > 0 ? ` (missing: ${absent.join(', ')})` : ''}`, () => {
  let host: DeviceHost | undefined;
  let terminal: Terminal | undefined;

  afterEach(async () => {
    host?.stop();
    await terminal?.close();
  });

  async function serve(): Promise<DeviceHost> {
    host = new DeviceHost(
      createWorld({ asleep: false, chemistry: 'lfp', cells: 16, settings: { fullyChargedVoltage: 3.55, lowTemperatureChargerCutoff: -5 } }),
    );
    terminal = await Terminal.to(host.devices.bms);
    return host;
  }

  /** Values of holding registers from `address` on, as mbpoll prints them; 16-bit words unless `type` says otherwise. */
  async function read(address: number, count: number, type = '4'): Promise<readonly number[]> {
    // mbpoll counts registers from 1 unless told otherwise by -0.
    const options = ['-m', 'rtu', '-a', '170', '-b', '115200', '-P', 'none', '-t', type, '-0', '-1', '-q'];
    const { stdout } = await promisify(execFile)('mbpoll', [...options, '-r', `${address}`, '-c', `${count}`, terminal?.path ?? '']);
    return [...stdout.matchAll(/^\[\d+\]:\s+(-?[\d.]+)/gm)].map(([, value]) => Number(value));
  }

  test('it reads the cells of the simulated BMS as unit 170', async () => {
    const { world } = await serve();
    const words = await read(0, 16);
    expect(words).toHaveLength(16);
    // Cells in tenths of a millivolt, most negative first. The pack lives on meanwhile.
    world.truth.pack.cellVoltages.forEach((voltage, index) => {
      expect((words[index] ?? 0) / 10_000, `cell ${index + 1}`).toBeGreaterThan(voltage - 0.03);
      expect((words[index] ?? 0) / 10_000, `cell ${index + 1}`).toBeLessThan(voltage + 0.03);
    });
  });

  test('it reads the settings, negative ones and the largest block included', async () => {
    await serve();
    const words = await read(300, 44);
    expect(words).toHaveLength(44);
    expect(words[0]).toBe(3550); // fully charged voltage [mV]
    expect(words[7]).toBe(16); // series cells
    expect(words[20]).toBe(0x10000 - 5); // low-temperature charger cutoff [°C], two's complement
  });

  test('it reads the pack voltage as a float with the low word first', async () => {
    const { world } = await serve();
    const [voltage] = await read(36, 1, '4:float');
    expect(voltage).toBeGreaterThan(world.truth.pack.voltage - 0.3);
    expect(voltage).toBeLessThan(world.truth.pack.voltage + 0.3);
  });
});

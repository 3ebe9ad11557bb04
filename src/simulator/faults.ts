/** Everything that can be made to go wrong, by name, with what it does in one line. Each can be switched on and off at any moment. */
export const FAULTS = {
  'bms-silent': 'The BMS answers nothing.',
  'bms-sleep': 'The BMS falls asleep now, and again after one second without a request; each time it loses the first request.',
  'bms-noise': 'One byte in a thousand is damaged on the line of the BMS, in both directions.',
  'bms-chopped': 'Answers of the BMS arrive in pieces of a few bytes.',
  'bms-slow': 'The BMS answers 150 to 400 ms late.',
  'bms-refuses': 'The BMS refuses every request.',
  'bms-broadcast-text': 'The BMS sends text on its own, between its answers.',
  'bms-absurd-cell': 'One cell register of the BMS reads 6.5535 V.',
  'bms-absurd-current': 'The BMS reports a current of 30000 A.',
  'bms-wrong-cell-count': 'The BMS detects one cell less than it is set to.',
  'bms-cable-pulled': 'The cable of the BMS is unplugged.',
  'bms-fault-state': 'The current sensor of the BMS fails: fault state, both paths open. Ends with a restart.',
  'cell-high': 'One cell measures 20 mV under the over-voltage cutoff.',
  'cell-low': 'One cell measures 20 mV over the under-voltage cutoff.',
  imbalance: 'One cell measures 120 mV high and another 120 mV low.',
  'too-cold': 'The battery measures 6 °C less than charging is allowed at.',
  'too-hot': 'The battery measures 2 °C more than the over-heat cutoff.',
  'sensor-missing': 'Both external temperature sensors are unplugged.',
  'soc-jump': 'The state of charge is reported 40 % off.',
  'can-cable-pulled': 'The cable of the CAN adapter is unplugged.',
  'can-no-ack': 'The CAN adapter carries out commands and answers none of them, except questions.',
  'can-refuses': 'The CAN adapter refuses every frame.',
  'can-bus-off': 'A short circuit on the bus: the CAN controller goes bus-off at every frame.',
  'can-error-passive': 'A bad bus: frames pass, but the CAN controller stays error-passive.',
  'can-stuck': 'The firmware of the CAN adapter hangs: no answer, no frame in either direction.',
  'can-noise': 'One byte in a thousand from the CAN adapter is damaged.',
  'gx-off': 'The GX is switched off.',
  'gx-250k': 'The GX listens at 250 kbit/s, or at 500 if it was set to 250.',
  'foreign-battery': 'Another battery sends limits on the same bus.',
  'adapter-reboots': 'The CAN adapter restarts now and every five seconds.',
} as const satisfies Readonly<Record<string, string>>;

export type FaultName = keyof typeof FAULTS;

export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}

type Listener = (active: boolean) => void;

/** Which faults are on. */
export class FaultBoard {
  private readonly active = new Set<FaultName>();
  private readonly listeners: { readonly name: FaultName; readonly listener: Listener }[] = [];

  has(name: FaultName): boolean {
    return this.active.has(name);
  }

  /** Calls `listener` whenever the fault is switched, for what happens once. */
  onChange(name: FaultName, listener: Listener): void {
    this.listeners.push({ name, listener });
  }

  set(name: FaultName, active: boolean): void {
    if (this.active.has(name) === active) return;
    if (active) this.active.add(name);
    else this.active.delete(name);
    for (const each of this.listeners) if (each.name === name) each.listener(active);
  }

  get list(): readonly { readonly name: FaultName; readonly active: boolean }[] {
    return FAULT_NAMES.map((name) => ({ name, active: this.active.has(name) }));
  }
}

import type { Ms } from '../../battery/units';
import { mirrorFrame, type MirrorAlarm, type MirrorAlarmName, type MirrorReading, type MirrorTextId } from './decode';

type Reading<I extends MirrorReading['id']> = Extract<MirrorReading, { id: I }>;

/** A value and when its frame went out; `undefined` before the first one, or while the battery says "unknown". */
export interface Mirrored<T> {
  readonly value: T | undefined;
  readonly at: Ms | undefined;
}

/** The pages that a GX makes of a battery, filled from the frames alone [V, A, W, °C, %, Ah, kWh]. */
export interface GxPages {
  readonly overview: {
    readonly name: Mirrored<string>;
    readonly voltage: Mirrored<number>;
    readonly current: Mirrored<number>;
    readonly power: Mirrored<number>;
    readonly soc: Mirrored<number>;
    readonly soh: Mirrored<number>;
    readonly temperature: Mirrored<number>;
  };
  readonly details: {
    readonly minCellVoltage: Mirrored<number>;
    readonly minCellVoltageId: Mirrored<string>;
    readonly maxCellVoltage: Mirrored<number>;
    readonly maxCellVoltageId: Mirrored<string>;
    readonly minCellTemperature: Mirrored<number>;
    readonly minCellTemperatureId: Mirrored<string>;
    readonly maxCellTemperature: Mirrored<number>;
    readonly maxCellTemperatureId: Mirrored<string>;
    readonly modulesOnline: Mirrored<number>;
    readonly modulesOffline: Mirrored<number>;
    readonly modulesBlockingCharge: Mirrored<number>;
    readonly modulesBlockingDischarge: Mirrored<number>;
    readonly installed: Mirrored<number>;
    readonly available: Mirrored<number>;
    readonly family: Mirrored<string>;
    readonly firmware: Mirrored<string>;
    readonly serial: Mirrored<string>;
  };
  readonly alarms: Readonly<Record<MirrorAlarmName, MirrorAlarm>> | undefined;
  readonly alarmsAt: Ms | undefined;
  readonly history: { readonly chargedEnergy: Mirrored<number>; readonly dischargedEnergy: Mirrored<number> };
  readonly parameters: {
    readonly maxChargeVoltage: Mirrored<number>;
    readonly maxChargeCurrent: Mirrored<number>;
    readonly maxDischargeCurrent: Mirrored<number>;
    readonly batteryLowVoltage: Mirrored<number>;
  };
}

interface Seen {
  readonly reading: MirrorReading;
  readonly at: Ms;
}

/** Keeps the newest frame of each identifier, as a GX does. */
export class Mirror {
  private readonly newest = new Map<number, Seen>();

  see(id: number, data: Uint8Array, at: Ms): void {
    const reading = mirrorFrame(id, data);
    if (reading) this.newest.set(id, { reading, at });
  }

  get pages(): GxPages {
    const from = <I extends MirrorReading['id'], T>(id: I, pick: (reading: Reading<I>) => T | undefined): Mirrored<T> => {
      const seen = this.newest.get(id);
      return { value: seen && pick(seen.reading as Reading<I>), at: seen?.at };
    };
    const text = (id: MirrorTextId): Mirrored<string> => from<MirrorTextId, string>(id, (reading) => reading.text);
    const alarms = this.newest.get(0x35a);
    return {
      overview: {
        name: this.joined(0x370, 0x371, text(0x35e)),
        voltage: from(0x356, ({ voltage }) => voltage),
        current: from(0x356, ({ current }) => current),
        power: from(0x356, ({ voltage, current }) => voltage * current),
        soc: from(0x355, ({ soc }) => soc),
        soh: from(0x355, ({ soh }) => soh),
        temperature: from(0x356, ({ temperature }) => temperature),
      },
      details: {
        minCellVoltage: from(0x373, ({ minCellVoltage }) => minCellVoltage),
        minCellVoltageId: text(0x374),
        maxCellVoltage: from(0x373, ({ maxCellVoltage }) => maxCellVoltage),
        maxCellVoltageId: text(0x375),
        minCellTemperature: from(0x373, ({ minCellTemperature }) => minCellTemperature),
        minCellTemperatureId: text(0x376),
        maxCellTemperature: from(0x373, ({ maxCellTemperature }) => maxCellTemperature),
        maxCellTemperatureId: text(0x377),
        modulesOnline: from(0x372, ({ online }) => online),
        modulesOffline: from(0x372, ({ offline }) => offline),
        modulesBlockingCharge: from(0x372, ({ blockingCharge }) => blockingCharge),
        modulesBlockingDischarge: from(0x372, ({ blockingDischarge }) => blockingDischarge),
        installed: from(0x379, ({ installed }) => installed),
        available: from(0x35f, ({ available }) => available),
        family: text(0x382),
        firmware: from(0x35f, ({ firmware }) => firmware),
        serial: this.joined(0x380, 0x381, { value: undefined, at: undefined }),
      },
      alarms: alarms?.reading.id === 0x35a ? alarms.reading.alarms : undefined,
      alarmsAt: alarms?.at,
      history: {
        chargedEnergy: from(0x378, ({ chargedEnergy }) => chargedEnergy),
        dischargedEnergy: from(0x378, ({ dischargedEnergy }) => dischargedEnergy),
      },
      parameters: {
        maxChargeVoltage: from(0x351, ({ maxChargeVoltage }) => maxChargeVoltage),
        maxChargeCurrent: from(0x351, ({ maxChargeCurrent }) => maxChargeCurrent),
        maxDischargeCurrent: from(0x351, ({ maxDischargeCurrent }) => maxDischargeCurrent),
        batteryLowVoltage: from(0x351, ({ batteryLowVoltage }) => batteryLowVoltage),
      },
    };
  }

  /** A text in two frames, which only the second one completes. */
  private joined(first: 0x370 | 0x380, second: 0x371 | 0x381, otherwise: Mirrored<string>): Mirrored<string> {
    const [a, b] = [this.newest.get(first)?.reading, this.newest.get(second)];
    if (!a || !b || !('text' in a) || !('text' in b.reading)) return otherwise;
    return { value: `${a.text}${b.reading.text}`, at: b.at };
  }
}

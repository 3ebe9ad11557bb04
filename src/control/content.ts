import type { Alarms, CellAt, TemperatureAt, TemperatureSensor } from '../battery/battery';
import type { PackState } from './state';
import type { CombinedBattery } from '../battery/combine';
import type { CanFrame } from '../protocols/can-frame';
import { alarmValues } from '../protocols/canbms/alarms';
import { encodeFrame } from '../protocols/canbms/codec';
import { FRAMES, type SentFrameName } from '../protocols/canbms/frames';
import { firmwareCode, splitText } from '../protocols/canbms/text';
import { shownTemperature } from './frame-settings';
import type { Limits } from './limits';
import type { ControlSettings, StoredEnergy } from './state';

/** All that frames are made of at one moment. */
export interface Content {
  readonly combined: CombinedBattery;
  readonly limits: Limits;
  readonly alarms: Alarms;
  /** The measurements are too old to be shown as present. */
  readonly stale: boolean;
  readonly packs: readonly PackState[];
  readonly settings: ControlSettings;
  readonly energy: StoredEnergy | undefined;
}

const SENSOR_NAMES: Readonly<Record<TemperatureSensor, string>> = { external1: 'T1', external2: 'T2', internal: 'BMS' };

/** Names that fit frame 0x35E need no 0x370 and 0x371. */
const SHORT_NAME = 8;

/** The frame of this name, or `undefined` where the battery has nothing true to put into it now. */
export function frameOf(name: SentFrameName, content: Content): CanFrame | undefined {
  const { combined, limits, stale, packs, settings } = content;
  const { battery } = combined;
  switch (name) {
    case 'chargeLimits':
      return encodeFrame(FRAMES.chargeLimits, {
        cvl: limits.cvl.value,
        ccl: limits.ccl.value,
        dcl: limits.dcl.value,
        dischargeVoltage: undefined,
      });
    case 'alarms':
      return encodeFrame(FRAMES.alarms, alarmValues(content.alarms));
    case 'stateOfCharge':
      if (stale) return undefined;
      return encodeFrame(FRAMES.stateOfCharge, {
        soc: battery.stateOfCharge,
        soh: battery.stateOfHealth ?? 100,
        preciseSoc: battery.stateOfCharge,
      });
    case 'measurements':
      if (stale) return undefined;
      return encodeFrame(FRAMES.measurements, {
        voltage: battery.voltage,
        current: battery.current,
        temperature: shownTemperature(
          battery,
          packs.map(({ reading }) => reading),
          settings.frames,
        ),
      });
    case 'cellExtremes':
      if (stale) return undefined;
      return encodeFrame(FRAMES.cellExtremes, {
        lowestVoltage: battery.lowestCell.voltage,
        highestVoltage: battery.highestCell.voltage,
        lowestTemperature: battery.coldest.celsius,
        highestTemperature: battery.hottest.celsius,
      });
    case 'lowestCellId':
      return stale ? undefined : encodeFrame(FRAMES.lowestCellId, { text: cellName(battery.lowestCell, packs) });
    case 'highestCellId':
      return stale ? undefined : encodeFrame(FRAMES.highestCellId, { text: cellName(battery.highestCell, packs) });
    case 'coldestId':
      return stale ? undefined : encodeFrame(FRAMES.coldestId, { text: sensorName(battery.coldest, packs) });
    case 'hottestId':
      return stale ? undefined : encodeFrame(FRAMES.hottestId, { text: sensorName(battery.hottest, packs) });
    case 'modules':
      return encodeFrame(FRAMES.modules, {
        online: stale ? 0 : battery.packs,
        blockingCharge: limits.ccl.value === 0 ? battery.packs : 0,
        blockingDischarge: limits.dcl.value === 0 ? battery.packs : 0,
        offline: stale ? battery.packs : 0,
      });
    case 'manufacturer':
      return encodeFrame(FRAMES.manufacturer, { text: settings.manufacturer });
    case 'productInfo': {
      const release = packs[0]?.identity?.publicFirmware ?? 0;
      return encodeFrame(FRAMES.productInfo, {
        productType: 0,
        firmware: firmwareCode(Math.min(99, Math.trunc(release / 100)), release % 100),
        usableCapacity: battery.capacity,
        hardware: 0,
      });
    }
    case 'namePart1':
    case 'namePart2':
      if (settings.batteryName.length <= SHORT_NAME) return undefined;
      return encodeFrame(FRAMES[name], { text: splitText(settings.batteryName, 2)[name === 'namePart1' ? 0 : 1] });
    case 'installedCapacity':
      return encodeFrame(FRAMES.installedCapacity, { capacity: battery.capacity });
    case 'family':
      return encodeFrame(FRAMES.family, { text: `${battery.seriesCells}S` });
    case 'serialPart1':
    case 'serialPart2': {
      const serial = packs[0]?.identity?.serialNumber;
      if (serial === undefined) return undefined;
      // 24 digits do not fit 16 characters; the last ones differ between devices of one batch.
      return encodeFrame(FRAMES[name], { text: splitText(serial.slice(-16), 2)[name === 'serialPart1' ? 0 : 1] });
    }
    case 'energy': {
      const { energy } = content;
      // Only what is stored and belongs to this battery; of several, each would have to be known.
      const [pack, another] = packs;
      if (!energy || another || energy.serialNumber !== pack?.identity?.serialNumber) return undefined;
      return encodeFrame(FRAMES.energy, { energyInKwh: energy.energyIn / 1000, energyOutKwh: energy.energyOut / 1000 });
    }
  }
}

/** "C07", or "P2 C07" where there is more than one pack to look in. */
function cellName({ pack, cell }: CellAt, packs: readonly PackState[]): string {
  return `${packPrefix(pack, packs)}C${String(cell).padStart(2, '0')}`;
}

function sensorName({ pack, sensor }: TemperatureAt, packs: readonly PackState[]): string {
  return `${packPrefix(pack, packs)}${SENSOR_NAMES[sensor]}`;
}

function packPrefix(id: string, packs: readonly PackState[]): string {
  return packs.length > 1 ? `P${packs.findIndex((pack) => pack.id === id) + 1} ` : '';
}

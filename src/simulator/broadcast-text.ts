import type { Ms } from '../battery/units';
import { asciiBytes } from '../protocols/bytes/ascii';
import { BROADCAST_PROTOCOL, BROADCAST_TIME, nameOf } from '../protocols/tinybms/enumerations';
import type { BmsFirmware } from './bms-firmware';

/** Time between two texts by register 342; `undefined` when the BMS sends none. */
export function broadcastPeriod(code: number): Ms | undefined {
  const name = nameOf(BROADCAST_TIME, code);
  switch (name) {
    case undefined:
    case 'disabled':
      return undefined;
    case 'ms100':
      return 100;
    case 'ms200':
      return 200;
    case 'ms500':
      return 500;
    case 's1':
      return 1000;
    case 's2':
      return 2000;
    case 's5':
      return 5000;
    case 's10':
      return 10_000;
  }
}

/** One text in the format of register 343. Source: TinyBMS manual, broadcast formats. */
export function broadcastText(code: number, firmware: BmsFirmware): Uint8Array {
  switch (nameOf(BROADCAST_PROTOCOL, code)) {
    case 'caV3':
      return asciiBytes(`${caV3(firmware).join('\t')}\r\n`);
    case 'socBar':
      return Uint8Array.of(0xaa, Math.round(firmware.stateOfCharge / 10), 0xff - Math.round(firmware.stateOfCharge / 10));
    case 'ascii':
    case undefined:
      return asciiBytes(`${named(firmware).join('\t')}\r\n`);
  }
}

/** Remaining Ah, V, A, km/h, km, highest °C, and seven zeros. */
function caV3({ measured, stateOfCharge, settings }: BmsFirmware): readonly string[] {
  const remaining = (stateOfCharge / 100) * settings.active.capacity;
  const values = [
    remaining.toFixed(2),
    measured.packVoltage.toFixed(2),
    measured.current.toFixed(2),
    '0.00',
    '0.00',
    measured.hottest.toFixed(1),
  ];
  return [...values, ...new Array<string>(7).fill('0')];
}

function named({
  measured,
  stateOfCharge,
  onlineStatus,
  balancing,
  allowsCharge,
  allowsDischarge,
  settings,
}: BmsFirmware): readonly string[] {
  const switches =
    settings.lowByte('operationMode') === 1
      ? [`ST:${external(settings.lowByte('singlePortSwitchType'))}`, `SS:${bit(allowsCharge && allowsDischarge)}`]
      : [
          `LST:${external(settings.lowByte('loadSwitchType'))}`,
          `LSS:${bit(allowsDischarge)}`,
          `CST:${external(settings.lowByte('chargerSwitchType') - 1)}`,
          `CSS:${bit(allowsCharge)}`,
        ];
  return [
    `BPV:${measured.packVoltage.toFixed(2)}`,
    `MINCV:${measured.lowest.toFixed(3)}`,
    `MAXCV:${measured.highest.toFixed(3)}`,
    `BPC:${measured.current.toFixed(2)}`,
    `SOC:${stateOfCharge.toFixed(2)}`,
    `BMST:${measured.internal.toFixed(1)}`,
    `EXT1:${measured.external1?.toFixed(1) ?? '---'}`,
    `EXT2:${measured.external2?.toFixed(1) ?? '---'}`,
    `OS:${onlineStatus}`,
    `CB:${balancing.toString(2).padStart(16, '0')}`,
    ...switches,
  ];
}

/** 0 for the BMS's own switch. */
function external(type: number): number {
  return type === 0 ? 0 : 1;
}

function bit(on: boolean): number {
  return on ? 1 : 0;
}

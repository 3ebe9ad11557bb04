import type { PackIdentity } from '../../battery/pack';
import { toHex } from '../bytes/hex';
import { VERSION } from './registers';
import { readField, readValue } from './words';

/** Version numbers and serial number. */
export const IDENTITY_BLOCK = { address: 500, count: 10 } as const;

/** Who the device is, from the words of `IDENTITY_BLOCK`. @throws RangeError when words are missing. */
export function decodeIdentity(words: readonly number[]): PackIdentity {
  const base = IDENTITY_BLOCK.address;
  const hardware = readValue(VERSION.hardwareVersion, words, base);
  const { hardwareVersionMajor, hardwareChangesVersion } = VERSION.hardwareVersion.fields;
  const firmware = readValue(VERSION.publicFirmware, words, base);
  return {
    hardware: `${readField(hardwareVersionMajor, hardware)}.${readField(hardwareChangesVersion, hardware)}`,
    publicFirmware: readField(VERSION.publicFirmware.fields.publicFirmwareVersion, firmware),
    internalFirmware: readValue(VERSION.internalFirmwareVersion, words, base),
    serialNumber: toHex(readValue(VERSION.serialNumber, words, base), ''),
  };
}

import { crc16 } from '../../src/protocols/bytes/crc16';

/** What a BMS said of itself in one answer with its live block. */
export interface SaidByBms {
  /** [V], register 36. */
  readonly voltage: number;
  /** [A], register 38. */
  readonly current: number;
  /** [%], register 46. */
  readonly stateOfCharge: number;
}

const HEADER = Buffer.from([0xaa, 0x03, 114]);
const LENGTH = 3 + 114 + 2;

/** Finds the answers to "57 registers from 0" in what a BMS sent, and reads them by address. Source: TinyBMS protocols rev. D. */
export function liveReplies(stream: Uint8Array): readonly SaidByBms[] {
  const bytes = Buffer.from(stream);
  const said: SaidByBms[] = [];
  for (let at = bytes.indexOf(HEADER); at >= 0; at = bytes.indexOf(HEADER, at + 1)) {
    if (at + LENGTH > bytes.length || crc16(bytes, at, at + LENGTH - 2) !== bytes.readUInt16LE(at + LENGTH - 2)) continue;
    const word = (address: number) => bytes.readUInt16BE(at + 3 + 2 * address);
    // 32-bit values have their low word first.
    const long = (address: number) => word(address) + 0x10000 * word(address + 1);
    const float = (address: number) => {
      const view = new DataView(new ArrayBuffer(4));
      view.setUint32(0, long(address));
      return view.getFloat32(0);
    };
    said.push({ voltage: float(36), current: float(38), stateOfCharge: long(46) / 1e6 });
  }
  return said;
}

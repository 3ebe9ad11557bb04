/**
 * Holding registers of a TinyBMS as a plain Modbus server keeps them, written by address from the register map
 * (TinyBMS Communication Protocols rev. D), not with the project's own tables. Eight lithium-ion cells at rest.
 */

/** IEEE 754 single, low word first. */
export function float(value: number): [number, number] {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return [view.getUint16(2), view.getUint16(0)];
}

function block(length: number, words: Readonly<Record<number, number | readonly number[]>>): number[] {
  const image = new Array<number>(length).fill(0);
  for (const [offset, value] of Object.entries(words)) {
    [value].flat().forEach((word, index) => (image[Number(offset) + index] = word & 0xffff));
  }
  return image;
}

/** What the page and the frames must show of it. */
export const GENERIC_PACK = { cells: 8, cellVoltage: 3.7, voltage: 29.6, stateOfCharge: 55, temperature: 21.5, capacity: 50 } as const;
/** Registers 504 to 509, low bytes first. */
export const GENERIC_SERIAL_NUMBER = '010002000300040005000600';

export const REGISTER_IMAGE: Readonly<Record<string, readonly number[]>> = {
  0: block(57, {
    8: new Array<number>(8).fill(37_000), // cells in 0.1 mV, right-aligned
    32: [3600, 0],
    36: float(29.6),
    38: float(0),
    40: 3700,
    41: 3700,
    42: 215, // 0.1 °C
    43: -32_768, // no sensor
    45: 49_000, // 98 % in 0.002 %
    46: [55_000_000 & 0xffff, 55_000_000 >>> 16], // 0.000001 %
    48: 250,
    50: 0x97, // idle
    53: 8,
  }),
  200: block(98, { 0: [10, 0x61 << 8] }), // started 10 s into its life
  300: block(44, {
    0: 4150,
    1: 3100,
    3: 3900,
    4: 1000,
    5: 80,
    6: 5000, // 0.01 Ah
    7: 8,
    8: 15,
    10: 20,
    11: 5,
    12: [1, 0],
    14: 1,
    15: 4200,
    16: 3000,
    17: 60,
    18: 30,
    19: 60,
    20: 1,
    21: 90,
    22: 1000,
    23: 49_000,
    33: 1,
    35: 1,
    41: 0,
  }),
  500: block(10, { 0: 0x0121, 1: 0x0024, 2: 350, 4: [1, 2, 3, 4, 5, 6] }),
};

/** Two upper-case hexadecimal digits a byte. */
export function toHex(bytes: Uint8Array | readonly number[], separator = ' '): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(separator);
}

/** Bytes of hexadecimal text; spaces are ignored. @throws RangeError when anything but pairs of digits remains. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replaceAll(/\s/g, '');
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new RangeError(`not hexadecimal bytes: "${text}"`);
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

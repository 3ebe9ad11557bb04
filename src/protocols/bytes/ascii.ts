/** One byte a character. @throws RangeError when a character is not 7-bit ASCII. */
export function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) throw new RangeError(`not ASCII: "${text}"`);
    bytes[index] = code;
  }
  return bytes;
}

/** One character a byte; a byte that is not ASCII becomes U+FFFD. */
export function asciiText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte > 0x7f ? '\uFFFD' : String.fromCharCode(byte);
  return text;
}

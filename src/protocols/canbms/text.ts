const PART = 8;

/** The text with every character that the frames cannot carry replaced by a question mark. */
export function printable(text: string): string {
  return text.replace(/[^ -~]/gu, '?');
}

/** A text in the pieces of 8 characters that consecutive frames carry: name (0x370, 0x371) or serial number (0x380, 0x381). The rest is cut off. */
export function splitText(text: string, parts: 2): readonly [string, string];
export function splitText(text: string, parts: number): readonly string[];
export function splitText(text: string, parts: number): readonly string[] {
  const characters = printable(text);
  return Array.from({ length: parts }, (_, index) => characters.slice(index * PART, (index + 1) * PART));
}

/** The text that consecutive frames carried, without the padding of spaces that some batteries use. */
export function joinText(...parts: readonly string[]): string {
  return parts.join('').trimEnd();
}

/**
 * Firmware version as 0x35F carries it: two decimal digits in each byte, so that readers of decimal and of hexadecimal digits agree.
 * Parts beyond 99 show as 99. @throws RangeError when a part is not a number from 0
 */
export function firmwareCode(major: number, minor: number): number {
  return (bcd('major', major) << 8) | bcd('minor', minor);
}

function bcd(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 0) throw new RangeError(`${name} ${value} is not a version number`);
  const shown = Math.min(value, 99);
  return (Math.floor(shown / 10) << 4) | (shown % 10);
}

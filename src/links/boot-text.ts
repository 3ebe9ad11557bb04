/**
 * Lines that an ESP32 prints after a reset, from its mask ROM, its boot loader and its application log.
 * Source: slcan reference, 3.6.
 */
const BOOT_LINE =
  /^(?:ets [A-Z]|ESP-ROM:|Build:|rst:0x|Saved PC:|SPIWP:|configsip:|clk_drv:|mode:[A-Z]|load:0x|entry 0x|invalid header:|(?:\x1b\[[\d;]*m)?[EWIDV] \(\d+\) )/;

/** Whether a line that is no slcan line comes from a board that has just started. */
export function isBootText(text: string): boolean {
  return BOOT_LINE.test(text);
}

/** Whether a line says that the board has been reset: what was set up before is forgotten. */
export function isReset(text: string): boolean {
  return /^(?:ets [A-Z]|ESP-ROM:|rst:0x)/.test(text);
}

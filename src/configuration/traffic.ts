import { flag, integer } from './key';

/** How much of the traffic on the wires is kept, in memory and beyond it. */
export const TRAFFIC = {
  /** In memory; 4 MB are about half an hour. */
  keptMegabytes: integer(4, 1, 64),
  /** Stores what goes over the serial line to the BMS. The seed's `log_uart_traffic`. */
  storeSerial: flag(false),
  /** Stores what goes over the CAN adapter. The seed's `log_can_traffic`. */
  storeCan: flag(false),
  /** Most that is stored of each of the two; 20 MB are about an hour of serial traffic. */
  storedMegabytes: integer(50, 2, 2_000),
} as const;

import { choice, flag, integer } from './key';

/** How the CAN adapter is reached. */
export const CAN = {
  /** Of the bus [bit/s]. */
  bitrate: choice(500_000, [250_000, 500_000]),
  /** Of the serial port [Bd]; adapters with native USB ignore it. */
  baudRate: integer(115_200, 9_600, 3_000_000),
  /** The channel is opened for listening only, and the bridge goes no further than to shadow operation. The seed's `mode`. */
  listenOnly: flag(false),
} as const;

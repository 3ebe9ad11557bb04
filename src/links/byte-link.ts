import type { PortRole } from '../bridge/contract';

/** Why a link could not be opened, was lost, or did not answer. Callers decide on `code`; `message` is for people. */
export type LinkErrorCode = 'open-failed' | 'port-lost' | 'timeout' | 'refused' | 'cancelled';

export class LinkError extends Error {
  override readonly name = 'LinkError';
  constructor(
    readonly code: LinkErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** What an open link tells its owner. `lost` is called once, at most, and nothing follows it. */
export interface LinkEvents {
  /** A piece of the stream, cut anywhere. The bytes belong to the receiver. */
  bytes(chunk: Uint8Array): void;
  lost(error: LinkError): void;
}

export interface OpenOptions {
  readonly baudRate: number;
  /** Bytes that the browser holds while nobody reads. */
  readonly bufferSize: number;
}

/** One connection, from open to close. A port that is opened again gives a new link, so late results of an old one reach nobody. */
export interface ByteLink {
  /** Accepts bytes for sending; says nothing of their delivery. */
  write(bytes: Uint8Array): void;
  /** Settles when the port is free again. Never rejects; `lost` is not called after it. */
  close(): Promise<void>;
}

/** A port that may be opened. The same device may come back as a new object. */
export interface BytePort {
  /** Names the port while the bridge runs, for instance "port-1". */
  readonly id: string;
  readonly usb: { readonly vendorId: number; readonly productId: number } | undefined;
  /** What its source has put behind it, and is asked for first. No port of a browser tells: who is there is unknown, and is asked the safe way. */
  readonly made?: PortRole | undefined;
  /** @throws LinkError `open-failed` */
  open(options: OpenOptions, events: LinkEvents): Promise<ByteLink>;
}

/** Where ports come from: the browser, or the simulator. */
export interface PortSource {
  /** Ports that may be opened now, in no particular order. The same port is the same object each time. */
  list(): Promise<readonly BytePort[]>;
  /** Calls `listener` when a port appears or goes. Returns what ends the subscription. */
  watch(listener: () => void): () => void;
}

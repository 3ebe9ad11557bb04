import { Deframer } from '../../../src/protocols/tinybms/deframer';
import { importPeer, requirePeer } from './require';

/** Finds answers in bytes that arrive in pieces: at once, or only when what it waits for has been run. */
export type AnswerReader = {
  /** The next request is sent: the answer before it is complete, or its time is over. */
  request(): void;
} & (
  | {
      /** Intact answers, by the reader's own checksum, that these bytes complete. */
      feed(chunk: Buffer): readonly Uint8Array[];
    }
  | { feedLater(chunk: Buffer): Promise<readonly Uint8Array[]> }
);

export interface ModbusPeer {
  readonly name: string;
  readonly reader: () => AnswerReader | Promise<AnswerReader>;
}

/** Function 3, 57 registers from 0, device 0xAA; the peers do not look at its checksum. */
const REQUEST = Buffer.from('aa0300000039', 'hex');
const ANSWER_BYTES = 3 + 2 * 57 + 2;

interface Crc {
  readonly crc16modbus: (bytes: Buffer) => number;
}
const crc = requirePeer('crc') as Crc;

function holds(frame: Buffer): boolean {
  return frame.length > 2 && crc.crc16modbus(frame.subarray(0, -2)) === frame.readUInt16LE(frame.length - 2);
}

function ours(): AnswerReader {
  const deframer = new Deframer('replies');
  return { feed: (chunk) => deframer.push(chunk).frames, request: () => undefined };
}

interface Task {
  receiveData(data: Buffer, done: (answer: Buffer) => void): void;
}

/** Its task of one request; its port and queue wait by the clock and are left out. */
function modbusRtu(): AnswerReader {
  const { Task } = requirePeer('modbus-rtu/lib/task') as { Task: new (request: Buffer) => Task };
  const { checkCrc } = requirePeer('modbus-rtu/lib/packet-utils') as { checkCrc: (frame: Buffer) => boolean };
  const utils = requirePeer('modbus-rtu/lib/packet-utils');
  let task = new Task(REQUEST);
  const next = (): void => {
    task = new Task(REQUEST);
  };
  return {
    feed: (chunk) => {
      const found: Buffer[] = [];
      task.receiveData(chunk, (answer) => {
        if (checkCrc.call(utils, answer)) found.push(answer);
        next();
      });
      return found;
    },
    request: next,
  };
}

interface BufferedPort {
  on(event: 'data', listener: (frame: Buffer) => void): void;
  write(request: Buffer): void;
  readonly _client: { write: () => void; emit(event: 'data', chunk: Buffer): void };
}

/** Its buffered port; the serial port below is never opened, and fed by hand. */
function modbusSerial(): AnswerReader {
  const Port = requirePeer('modbus-serial/ports/rtubufferedport') as new (path: string, options: { baudRate: number }) => BufferedPort;
  const check = requirePeer('modbus-serial/utils/crc16') as (bytes: Buffer) => number;
  const port = new Port('none', { baudRate: 115_200 });
  port._client.write = () => undefined;
  let found: Buffer[] = [];
  port.on('data', (frame) => {
    if (frame.length > 2 && check(frame.subarray(0, -2)) === frame.readUInt16LE(frame.length - 2)) found.push(frame);
  });
  port.write(REQUEST);
  return {
    feed: (chunk) => {
      found = [];
      port._client.emit('data', chunk);
      return found;
    },
    request: () => port.write(REQUEST),
  };
}

interface ResponseHandler {
  handleData(data: Buffer): void;
  shift(): { readonly crc: number; readonly createPayload: () => Buffer } | undefined;
}

function jsmodbus(): AnswerReader {
  const { default: Handler } = requirePeer('jsmodbus/dist/rtu-client-response-handler.js') as { default: new () => ResponseHandler };
  const handler = new Handler();
  return {
    feed: (chunk) => {
      const found: Buffer[] = [];
      try {
        handler.handleData(chunk);
      } catch {
        // It throws at bytes that are no answer, and keeps them.
      }
      for (let answer = handler.shift(); answer; answer = handler.shift()) {
        const told = answer.crc;
        const frame = answer.createPayload();
        if (frame.readUInt16LE(frame.length - 2) === told) found.push(frame);
      }
      return found;
    },
    request: () => undefined,
  };
}

/** As many bytes as an answer has, and the checksum. */
function byteLength(): AnswerReader {
  const { ByteLengthParser } = requirePeer('@serialport/parser-byte-length') as {
    ByteLengthParser: new (options: {
      length: number;
      readableHighWaterMark: number;
      writableHighWaterMark: number;
    }) => NodeJS.ReadWriteStream;
  };
  // It takes whatever comes, so that it need not wait.
  const parser = new ByteLengthParser({ length: ANSWER_BYTES, readableHighWaterMark: 1 << 30, writableHighWaterMark: 1 << 30 });
  let found: Buffer[] = [];
  parser.on('data', (frame: Buffer) => {
    if (holds(frame)) found.push(frame);
  });
  return {
    feed: (chunk) => {
      found = [];
      parser.write(chunk);
      return found;
    },
    request: () => undefined,
  };
}

interface Transport {
  transact(request: Uint8Array): Promise<Uint8Array>;
}

/** Its transport over a port of the browser's kind that is fed by hand. */
async function modbusWebserial(): Promise<AnswerReader> {
  let waiting: ((part: { readonly value: Uint8Array }) => void) | undefined;
  const port = {
    open: () => Promise.resolve(),
    readable: { getReader: () => ({ read: () => new Promise((resolve) => (waiting = resolve)) }) },
    writable: { getWriter: () => ({ write: () => Promise.resolve() }) },
  };
  const serial = { requestPort: () => Promise.resolve(port) };
  Object.defineProperty(globalThis, 'navigator', { value: { serial }, configurable: true });
  const { ModbusRTU } = (await importPeer('modbus-webserial/dist/index.js')) as {
    ModbusRTU: { openWebSerial(options: object): Promise<{ readonly transport: Transport }> };
  };
  const { transport } = await ModbusRTU.openWebSerial({});
  let found: Uint8Array[] = [];
  const listen = async (): Promise<void> => {
    for (;;) {
      try {
        const answer = await transport.transact(REQUEST);
        found.push(answer);
      } catch {
        // A checksum that does not hold: it asks again.
      }
    }
  };
  void listen();
  const ready = async (): Promise<(part: { readonly value: Uint8Array }) => void> => {
    while (!waiting) await Promise.resolve();
    return waiting;
  };
  return {
    feedLater: async (chunk) => {
      found = [];
      const resolve = await ready();
      waiting = undefined;
      resolve({ value: chunk });
      await ready();
      return found;
    },
    request: () => undefined,
  };
}

/** The readers that the bench compares, ours first. */
export const MODBUS_PEERS: readonly ModbusPeer[] = [
  { name: 'TinyBMS Bridge', reader: ours },
  { name: 'modbus-rtu', reader: modbusRtu },
  { name: 'modbus-serial', reader: modbusSerial },
  { name: 'modbus-webserial', reader: modbusWebserial },
  { name: 'parser-byte-length + crc', reader: byteLength },
  { name: 'jsmodbus', reader: jsmodbus },
];

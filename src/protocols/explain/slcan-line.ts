import { asciiText } from '../bytes/ascii';
import { BACKSPACE, BEL, LF } from '../slcan/lines';
import { bodyEnd, frameStart, readSlcanMessage } from '../slcan/message';
import { part, type ByteField, type ByteMap } from './byte-map';
import { explainCanFrame } from './can-frame';

/** Byte map of one line, terminator included. A frame's signals stand on the characters that carry them. */
export function explainSlcanLine(bytes: Uint8Array, direction: 'sent' | 'received'): ByteMap {
  const end = bodyEnd(bytes);
  const start = direction === 'received' ? frameStart(bytes, end) : 0;
  const message = readSlcanMessage(bytes, direction);
  const text = (from: number, to: number): string => asciiText(bytes.subarray(from, to));
  const fields: ByteField[] = [];
  if (message.line) {
    const { frame, stamp } = message.line;
    const lengthAt = start + (frame.extended ? 9 : 4);
    const dataAt = lengthAt + 1;
    if (start > 0) fields.push(part('acknowledged', 0, 1, text(0, 1)));
    fields.push(part('letter', start, 1, text(start, start + 1), letterMeaning(frame.extended, frame.remote)));
    fields.push(part('identifier', start + 1, lengthAt - start - 1, frame.id, text(start + 1, lengthAt)));
    fields.push(part('length', lengthAt, 1, frame.length));
    for (const field of explainCanFrame(frame)) {
      fields.push({ ...field, offset: dataAt + 2 * field.offset, length: 2 * field.length });
    }
    if (stamp) fields.push(part('stamp', end - stamp.digits, stamp.digits, stamp.value));
  } else if (message.kind === 'command') {
    fields.push(part('letter', 0, 1, text(0, 1), message.command));
    if (end > 1) fields.push(part('argument', 1, end - 1, text(1, end)));
  } else if (message.kind === 'flags') {
    fields.push(part('letter', 0, 1, text(0, 1)), part('flags', 1, 2, Number.parseInt(text(1, 3), 16), text(1, 3)));
  } else if (message.kind === 'transmitted') {
    fields.push(part('acknowledged', 0, 1, text(0, 1)));
  } else if (end > 0) {
    fields.push(part('text', 0, end, text(0, end)));
  }
  if (end < bytes.length) fields.push(part('terminator', end, bytes.length - end, bytes[end] ?? 0, terminatorName(bytes[end] ?? 0)));
  return fields;
}

function letterMeaning(extended: boolean, remote: boolean): string {
  return `${extended ? '29' : '11'}-bit${remote ? ' remote' : ''}`;
}

function terminatorName(byte: number): string {
  return byte === BEL ? 'BEL' : byte === BACKSPACE ? 'BS' : byte === LF ? 'LF' : 'CR';
}

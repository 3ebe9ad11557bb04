import type { ExplainedField, SourceRegister, Summary, TrafficMessage } from '../../bridge/traffic-contract';
import type { Part } from '../../protocols/explain/byte-map';
import type { CommandName } from '../../protocols/tinybms/commands';
import type { RegisterKey } from '../../protocols/tinybms/registers';
import { type Format, UNKNOWN } from '../format/format';
import type { NamedFrame, Texts } from './keys';
import type { NamedRegister, SignalName } from './keys-traffic';

export function identifierOf({ id, extended }: Pick<Extract<Summary, { kind: 'frame' }>, 'id' | 'extended'>): string {
  return id
    .toString(16)
    .toUpperCase()
    .padStart(extended ? 8 : 3, '0');
}

/** What a message is, in a few words. */
export function messageText({ summary, bytes }: Pick<TrafficMessage, 'summary' | 'bytes'>, { traffic: t, wire }: Texts, f: Format): string {
  switch (summary.kind) {
    case 'frame': {
      const id = identifierOf(summary);
      return `${id} ${wire.frameNames[id as NamedFrame] ?? wire.unnamed}`;
    }
    case 'request': {
      const { address, count } = summary;
      const what = t.commands[summary.command];
      return address === undefined || count === undefined ? what : `${what}, ${t.reads(String(address), f.count(count))}`;
    }
    case 'reply':
      return t.reply(t.commands[summary.command]);
    case 'refusal':
      return t.refused(summary.of ? t.commands[summary.of] : UNKNOWN, summary.error);
    case 'command':
      return t.adapterCommands[summary.command] ?? summary.command;
    case 'answer': {
      const kind = t.answers[summary.answer] ?? summary.answer;
      return summary.text === '' || summary.answer === 'transmitted' ? kind : t.answer(kind, summary.text);
    }
    case 'port':
      return t.ports[summary.event](summary.detail);
    case 'damaged':
      return t.damaged(f.count(bytes.length));
  }
}

const COMMAND_PARTS: readonly Part[] = ['command', 'of-command'];

/** Printable characters of a line, with a mark for each that is not; for a binary frame its bytes. */
export function bytesText({ wire, bytes }: Pick<TrafficMessage, 'wire' | 'bytes'>): string {
  if (wire === 'port') return '';
  return wire === 'slcan' ? [...bytes].map(characterText).join('') : [...bytes].map(hexText).join(' ');
}

export function hexText(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

const CONTROL_NAMES: Readonly<Record<number, string>> = { 0x0d: '\\r', 0x0a: '\\n', 0x07: '\\a', 0x08: '\\b' };

export function characterText(byte: number): string {
  return CONTROL_NAMES[byte] ?? (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·');
}

function registerText(key: RegisterKey, cell: number | undefined, { traffic: t }: Texts): string {
  if (cell !== undefined) return t.cellRegister(String(cell));
  const slot = /^(cell|event)Slot(\d+)/.exec(key);
  if (!slot) return t.registers[key as NamedRegister];
  const number = String(Number(slot[2]));
  return slot[1] === 'cell' ? t.cellSlot(number) : t.eventSlot(number);
}

export function fieldName({ subject }: ExplainedField, texts: Texts): string {
  const { traffic: t } = texts;
  switch (subject.of) {
    case 'part':
      return t.parts[subject.part];
    case 'signal':
      return t.signals[subject.signal as SignalName];
    case 'register': {
      const name = registerText(subject.register, subject.cell, texts);
      return subject.field === undefined ? name : `${name}, ${t.registerFields[subject.field] ?? subject.field}`;
    }
  }
}

export function fieldValue({ subject, value, unit, raw }: ExplainedField, texts: Texts, f: Format): string {
  const { map: t } = texts.traffic;
  if (value === undefined) return t.unknown;
  if (value === 'active') return t.active;
  if (value === 'ok') return t.inOrder;
  if (subject.of === 'part' && COMMAND_PARTS.includes(subject.part)) return texts.traffic.commands[value as CommandName] ?? String(value);
  if (typeof value === 'boolean') return value ? t.active : t.inOrder;
  if (typeof value === 'string') return subject.of === 'part' && value === raw ? '' : value;
  if (subject.of === 'part' && value === raw && unit === '') return '';
  return `${f.number(value)}${unit === '' ? '' : `\u00a0${unit}`}`;
}

/** As it stands on the wire: a count, or bytes. */
export function rawText({ raw }: ExplainedField): string {
  return typeof raw === 'number' ? String(raw) : raw;
}

/** Where a value comes from or goes to, in words; nothing for the envelope of a message. */
export function sourceText({ source }: ExplainedField, texts: Texts): string {
  const { traffic: t } = texts;
  if (!source) return '';
  if (source.kind === 'used') {
    const frames = new Set(source.signals.map(({ id }) => identifierOf({ id, extended: false })));
    return t.map.into([...frames].join(', '));
  }
  const making = t.map.making[source.making];
  const name = (register: SourceRegister): string => (register === 'cells' ? t.allCells : registerText(register, undefined, texts));
  return source.registers.length === 0 ? making : `${making}, ${t.map.from(source.registers.map(name).join(', '))}`;
}

/** Text by which a message is found: what it is, its identifier or command, and its bytes. */
export function searchText(message: TrafficMessage, texts: Texts, f: Format): string {
  return `${messageText(message, texts, f)} ${bytesText(message)} ${message.port}`.toLowerCase();
}

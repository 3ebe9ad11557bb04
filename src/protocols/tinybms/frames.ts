/** Requests and replies of a TinyBMS, and which belongs to which. */
import { COMMANDS } from './commands';
import type { Reply } from './replies';
import type { Request } from './requests';

export { decodeReply, encodePackets, encodeReply, reassemble } from './replies';
export type { Reply, VersionNumbers } from './replies';
export { decodeRequest, encodeRequest, MOST_REGISTERS, requestIn, RESET_OPTIONS, SETTING_BOUNDS } from './requests';
export type { AddressedWord, Request, ResetOption, SettingBound } from './requests';

/**
 * Whether a reply can be the answer to a request: same command and the size asked for, the echo of what was written, the
 * acknowledgement of a command that is acknowledged, or a refusal that names the command. After a wake-up two answers to
 * one request may arrive, so a reply to the request before is always possible.
 */
export function isReplyTo(reply: Reply, request: Request): boolean {
  const { code, reply: expected } = COMMANDS[request.command];
  if (reply.command === 'nack') return reply.of === code;
  if (reply.command === 'ack') return expected === 'ack' && reply.of === code;
  switch (request.command) {
    case 'modbusRead':
    case 'readBlock':
    case 'settings':
      return reply.command === request.command && reply.words.length === request.count;
    case 'modbusWrite':
      return reply.command === 'modbusWrite' && reply.address === request.address && reply.count === request.words.length;
    case 'readRegisters':
      return (
        reply.command === 'readRegisters' &&
        reply.pairs.length === request.addresses.length &&
        reply.pairs.every(([address], index) => address === request.addresses[index])
      );
    default:
      return reply.command === request.command;
  }
}

import type { LaboratoryTexts } from './keys-laboratory';

export const EN_LABORATORY: LaboratoryTexts = {
  compose: 'Compose a request',
  to: 'To the BMS with the serial number',
  what: 'Request',
  groups: { registers: 'Registers', values: 'Single values', bytes: 'Bytes of your own' },
  bytes: 'Bytes',
  bytesHint: 'Hexadecimal, with or without the checksum',
  address: 'First register',
  count: 'Registers',
  addresses: 'Registers, one after the other',
  bound: 'Which values',
  bounds: { minimum: 'Lowest allowed', maximum: 'Highest allowed', default: 'Factory values', current: 'As they are now' },
  frame: 'On the wire, checksum included',
  send: 'Send once',
  sending: 'Waiting for the answer…',
  barriers: {
    replay: 'There is no BMS behind a recording. Nothing can be sent.',
    'no-bms': 'No TinyBMS answers. Nothing can be sent.',
    'not-observing':
      'Requests by hand are sent in observe mode only: while limits are made for a GX, nothing of yours may come between two readings.',
    busy: 'A request is under way.',
    elsewhere: 'This window only shows what another one does. Send from the window that has the BMS.',
  },
  toOperation: 'Go to the operation mode',
  refusals: {
    empty: 'Type the bytes of a request. The checksum is added.',
    'not-hexadecimal': 'These are not whole bytes in hexadecimal digits.',
    header: (byte) => `A request begins with AA, not with ${byte}.`,
    'unknown-command': (code) => `Nobody has described the command ${code}, so nobody knows whether it only reads. It is not sent.`,
    'not-reading': {
      writes: (command) => `“${command}” changes settings of the BMS. Only requests that read are sent from here.`,
      acts: (command) => `“${command}” clears or restarts the BMS. Only requests that read are sent from here.`,
    },
    length: (is, wanted) =>
      wanted === undefined
        ? `With ${is} bytes this is no whole request.`
        : `This request has ${wanted} bytes with its checksum, not ${is}.`,
    checksum: (is, wanted) => `The checksum is ${wanted}, not ${is}. Correct it, or leave it out.`,
    registers: (most) => `Registers have whole numbers from 0 to 65535; this request reads 1 to ${most} of them.`,
    contradiction: 'An option or a reserved byte has a value that the protocol does not know.',
  },
  outcomes: {
    answered: (after) => `answered after ${after}`,
    refused: (after) => `refused by the BMS after ${after}`,
    timeout: (after) => `no answer within ${after}`,
    cancelled: () => 'not sent, because the bridge no longer observes',
    'port-lost': (after) => `the BMS was lost after ${after}`,
  },
  told: (request, serialNumber, time, outcome) => `${request} to BMS ${serialNumber} at ${time}: ${outcome}`,
  notReached: 'The bridge did not answer. Whether the request was sent stands under Traffic.',
  noCan: 'There are no requests by hand on the CAN bus: in observe mode this bridge sends nothing there, not even one frame.',
};

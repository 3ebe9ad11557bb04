import type { DrawingTexts } from '../blocks';

export const EN_DRAWINGS: DrawingTexts = {
  chain: {
    title: 'From the TinyBMS over an isolated serial adapter to the computer, and from there over a CAN adapter to the GX.',
    bms: 'TinyBMS',
    serial: 'Isolated serial adapter',
    computer: 'Computer with this page',
    can: 'CAN adapter (slcan)',
    gx: 'GX',
    uart: 'serial line, 3 wires',
    usb: 'USB',
    bus: 'CAN, 500 kbit/s, terminated at both ends',
  },
  uart: {
    title:
      'Pin 1 of the TinyBMS stays open. Pin 2, TX, goes to RX of the adapter, pin 3, RX, to TX, pin 4 to GND. The isolation stands between these and USB.',
    bms: 'TinyBMS',
    adapter: 'Adapter',
    open: 'open',
    barrier: 'isolation',
    usb: 'USB',
  },
  cable: {
    title: 'RJ45 plug, contacts towards you, cable downwards: contacts 1 to 8 from left to right. 3 is GND, 7 is CAN-H, 8 is CAN-L.',
    plug: 'RJ45 plug for the GX',
    hint: 'contacts towards you, cable downwards',
    adapter: 'CAN adapter',
    unused: 'others open',
  },
  termination: {
    title: 'The CAN adapter at one end and the GX at the other, 120 Ω between CAN-H and CAN-L at each; a meter between both reads 60 Ω.',
    adapter: 'CAN adapter',
    gx: 'GX',
    atAdapter: '120 Ω at the adapter',
    inSocket: '120 Ω, second socket',
    meter: 'all off: 60 Ω',
  },
};

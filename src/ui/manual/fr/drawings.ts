import type { DrawingTexts } from '../blocks';

export const FR_DRAWINGS: DrawingTexts = {
  chain: {
    title: 'Du TinyBMS par un adaptateur série isolé à l’ordinateur, et de là par un adaptateur CAN au GX.',
    bms: 'TinyBMS',
    serial: 'Adaptateur série isolé',
    computer: 'Ordinateur avec cette page',
    can: 'Adaptateur CAN (slcan)',
    gx: 'GX',
    uart: 'ligne série, 3 fils',
    usb: 'USB',
    bus: 'CAN, 500 kbit/s, terminé aux deux bouts',
  },
  uart: {
    title:
      'La broche 1 du TinyBMS reste libre. La broche 2, TX, va à RX de l’adaptateur, la broche 3, RX, à TX, la broche 4 à GND. L’isolation est entre elles et l’USB.',
    bms: 'TinyBMS',
    adapter: 'Adaptateur',
    open: 'libre',
    barrier: 'isolation',
    usb: 'USB',
  },
  cable: {
    title: 'Fiche RJ45, contacts vers vous, câble vers le bas : contacts 1 à 8 de gauche à droite. 3 est GND, 7 CAN-H, 8 CAN-L.',
    plug: 'Fiche RJ45 pour le GX',
    hint: 'contacts vers vous, câble vers le bas',
    adapter: 'Adaptateur CAN',
    unused: 'les autres libres',
  },
  termination: {
    title: 'L’adaptateur CAN à un bout et le GX à l’autre, 120 Ω entre CAN-H et CAN-L à chacun ; un ohmmètre entre les deux lit 60 Ω.',
    adapter: 'Adaptateur CAN',
    gx: 'GX',
    atAdapter: '120 Ω à l’adaptateur',
    inSocket: '120 Ω, seconde prise',
    meter: 'tout coupé : 60 Ω',
  },
};

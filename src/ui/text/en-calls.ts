import type { CallTexts } from './keys-calls';

export const EN_CALLS: CallTexts = {
  lostLink: (link) => `Link lost: ${link}`,
  lost: { bms: 'BMS', adapter: 'CAN adapter', gx: 'GX', worker: 'bridge in this browser' },
  lostNotes: {
    bms: 'This says nothing about the battery: nobody here can see it now.',
    adapter: 'This says nothing about the battery: the GX hears nothing of it now.',
    gx: 'This says nothing about the battery: nobody knows whether the GX follows its limits now.',
    worker: 'This says nothing about the battery: nobody here can see it now.',
  },
  details: 'Details',
  acknowledge: 'Acknowledge',
  quiet: (count) => `Quiet alarms that last: ${count}`,
  soundLocked: 'No sound yet: the browser allows it only after you have touched this page once.',
  unlock: 'Allow sound',
};

import type { ChapterBody } from '../blocks';

export const EN_BMS_CHAPTER: ChapterBody<'bms'> = {
  'bms-settings': [
    'The thresholds of the BMS are the base of everything. From low to high, each at least 10 mV above the one before:',
    {
      steps: [
        'under-voltage cutoff: the BMS opens its load switch',
        'fully discharged: empty, by the rule of the BMS',
        'fully charged: full, by the rule of the BMS',
        'over-voltage cutoff: the BMS opens its charger switch',
      ],
    },
    'Take the values from the data sheet of your cells. The guide “Chemistry and pack size” on the page [[page:bms|BMS]] proposes a set that suits the bridge; you see every change before anything is written.',
    {
      list: [
        'Set the number of cells, the allowed difference and the capacity first, then the cutoffs, then full and empty.',
        'With fewer than 16 cells the lowest balance pins stay free, and the top cell is on pin 16.',
        'Over-current cutoffs belong a little above what cells, cables and fuses bear for hours: the bridge stays at 90 % of them. The peak cutoff has to be above the other one.',
        'Leave room between the highest charge voltage and the over-voltage cutoff. If the GX feeds in, chargers go up to 0.4 V above CVL (48 V).',
        'The BMS saves settings for good. It is silent for about a second after each write.',
      ],
    },
    { warning: 'A wrong cutoff is the one mistake that no bridge can mend. Have a second person look at the list of changes.' },
  ],
  switches: [
    'A TinyBMS switches load and charger through its own transistors, or tells a contactor by a pin. It works with two ports, one for load and one for charger, or with a single port for both. Changing that restarts it.',
    {
      list: [
        'Each pin serves one function at a time.',
        'Look up in the vendor’s manual what a pin bears. A contactor coil is usually too much and needs a driver.',
        '“Active low” means: on while the pin is pulled down. Tried the wrong way round, a contactor may stay closed.',
        'With “automatic recovery” at 0 the BMS waits for you after each cutoff; otherwise it tries again after so many seconds.',
        'An under-voltage cutoff ends only when a charger is connected, or by a restart.',
        'Precharge: the resistor bridges the main contactor for a moment, so that the capacitors of the inverter do not weld it.',
      ],
    },
    'Switch the system off before you wire. Then try every function without a battery current.',
  ],
  'state-of-charge': [
    'The BMS counts amperes. It is sure of itself only when the battery has been full by its own rule: the fully charged voltage reached, and the current below “Charge finished current”.',
    {
      remedies: [
        {
          symptom: 'The state of charge drifts from week to week',
          cause:
            'The battery never becomes full by the rule of the BMS, for instance because the charge voltage stays below its fully charged voltage.',
          action: 'Let it become full; heed the advice under [[page:charge|Charge control]].',
        },
        {
          symptom: 'It jumps',
          cause: 'The BMS was full, empty, or set anew.',
          action: 'Nothing: a jump that stays is believed after a moment.',
        },
        {
          symptom: 'After new cells or a new capacity it is wrong',
          cause: 'The BMS cannot know.',
          action: 'Charge to full, or use the guide “Set the state of charge”.',
        },
        {
          symptom: 'The BMS warns that charging ended with a voltage too high or too low',
          cause: 'The charger stopped outside of what the BMS takes for full, so it did not set 100 %.',
          action: 'Match the charge voltage and the fully charged voltage.',
        },
      ],
    },
    'No limit follows from the state of charge, unless you choose that mode yourself: the bridge looks at the cells.',
  ],
  broadcast: [
    'The TinyBMS can send text of its own, for displays. It stands between the answers. The bridge copes, but every byte that is not an answer is one that can go wrong.',
    'Switch it off with the guide “Broadcast off” on the page [[page:bms|BMS]]: register 342 becomes 0. The format in register 343 then does not matter.',
  ],
};
